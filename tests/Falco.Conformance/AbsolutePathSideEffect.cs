using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>
/// What reading <c>evt.abspath</c> does to the reference: to look the directory of a relative path up it makes the directory's descriptor
/// that of the event, and leaves it so. Every field that it reads after that is about the directory instead of what was opened.
/// </summary>
/// <remarks>
/// A field that changes what other fields say is a fault, so we do not follow; but the recordings were made with <c>evt.abspath</c>
/// read before the others, and with this the others can be compared nevertheless.
/// </remarks>
internal static class AbsolutePathSideEffect
{
    private const long CurrentDirectory = -100;

    public static HostEvent Apply(scoped in HostEvent current)
    {
        (int directory, int path) = current.Event.Type switch
        {
            EventType.Openat_2Exit or EventType.Openat2Exit or EventType.Unlinkat_2Exit or EventType.MkdiratExit or EventType.FchmodatExit
                or EventType.FchownatExit or EventType.RenameatExit or EventType.Renameat2Exit or EventType.Linkat_2Exit => (1, 2),
            EventType.SymlinkatExit => (2, 3),
            _ => (-1, -1),
        };
        if (current.Thread is not { } thread || !current.Event.TryGetText(path, out ReadOnlySpan<byte> name) || name is [(byte)'/', ..]
            || !current.Event.TryGetInt64(directory, out long number) || number == CurrentDirectory)
        {
            return current;
        }

        return new HostEvent
        {
            Event = current.Event,
            Host = current.Host,
            Number = current.Number,
            Thread = thread,
            Descriptor = current.Host.DescriptorsOf(thread)?.Find(number),
            DescriptorNumber = current.DescriptorNumber,
            IsShown = current.IsShown,
        };
    }
}
