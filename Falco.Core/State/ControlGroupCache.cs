namespace Falco.Core.State;

/// <summary>
/// Control groups as events write them, with the form in which they are kept and the container that they tell: few texts are common to
/// many threads, so each is looked at once.
/// </summary>
internal sealed class ControlGroupCache(ContainerIdMatcher matcher)
{
    private const int Slots = 256;

    private readonly Entry[] _slots = new Entry[Slots];

    /// <summary>Looks a run of <c>subsystem=path</c> strings up.</summary>
    /// <returns>False if one of them is malformed: then the whole run says nothing.</returns>
    public bool TryGet(ReadOnlySpan<byte> raw, out Entry entry)
    {
        HashCode hash = default;
        hash.AddBytes(raw);
        ref Entry slot = ref _slots[hash.ToHashCode() & (Slots - 1)];
        if (slot.Raw is null || !raw.SequenceEqual(slot.Raw))
        {
            byte[]? strings = ControlGroupText.Normalise(raw);
            ContainerRecord? detected = null;
            byte[] id = strings is null ? [] : matcher.Find(strings, out detected);
            slot = new Entry { Raw = raw.ToArray(), Strings = strings, ContainerId = id, Detected = detected };
        }

        entry = slot;
        return entry.Strings is not null;
    }

    /// <summary>A text that was looked at.</summary>
    public struct Entry
    {
        public byte[]? Raw;

        /// <summary>The strings as they are kept, each ended by a NUL; <see langword="null"/> if one is malformed.</summary>
        public byte[]? Strings;

        /// <summary>The container, empty for the host.</summary>
        public byte[]? ContainerId;

        /// <summary>All that is known of a container whose engine cannot be asked.</summary>
        public ContainerRecord? Detected;
    }
}
