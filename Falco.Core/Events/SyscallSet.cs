using System.Collections;
using System.Numerics;

namespace Falco.Core.Events;

/// <summary>
/// A set of system calls (and of tracepoints that are treated like one), by their architecture-independent codes. Immutable.
/// </summary>
public sealed class SyscallSet : IReadOnlyCollection<SyscallInfo>, IEquatable<SyscallSet>
{
    private const int BitsPerWord = 64;

    private static readonly int WordCount = (EventSchema.Syscalls.Max(call => call.Code) / BitsPerWord) + 1;

    private readonly ulong[] _words;

    private SyscallSet(ulong[] words)
    {
        _words = words;
    }

    /// <summary>No system call.</summary>
    public static SyscallSet Empty { get; } = new(new ulong[WordCount]);

    /// <summary>Every system call of the schema.</summary>
    public static SyscallSet All { get; } = Where(call => call.Code != 0);

    /// <summary>Those that change the picture of the host.</summary>
    public static SyscallSet State { get; } = Where(ChangesState);

    /// <summary>Reading and writing that does not change the picture of the host: frequent, and not watched unless it is asked for.</summary>
    public static SyscallSet HighVolume { get; } = Where(IsHighVolume);

    /// <inheritdoc/>
    public int Count => _words.Sum(BitOperations.PopCount);

    /// <summary>A set of codes; those that the schema does not know are left out.</summary>
    public static SyscallSet Of(IEnumerable<int> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ulong[] words = new ulong[WordCount];
        foreach (int code in codes)
        {
            if (EventSchema.GetSyscall(code) is not null)
                words[code / BitsPerWord] |= 1UL << (code % BitsPerWord);
        }

        return new SyscallSet(words);
    }

    /// <summary>A set of system calls by name.</summary>
    /// <exception cref="ArgumentException">The schema does not know a name.</exception>
    public static SyscallSet Of(params ReadOnlySpan<string> names)
    {
        List<int> codes = new(names.Length);
        foreach (string name in names)
            codes.Add((EventSchema.FindSyscall(name) ?? throw new ArgumentException($"There is no system call '{name}'.", nameof(names))).Code);
        return Of(codes);
    }

    /// <summary>Whether a code is in the set.</summary>
    public bool Contains(int code) =>
        (uint)code < (uint)(WordCount * BitsPerWord) && ((_words[code / BitsPerWord] >> (code % BitsPerWord)) & 1) != 0;

    /// <summary>Whether a system call is in the set.</summary>
    public bool Contains(SyscallInfo call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Contains(call.Code);
    }

    /// <summary>Those in either set.</summary>
    public SyscallSet Union(SyscallSet other) => Combine(other, static (left, right) => left | right);

    /// <summary>Those in both sets.</summary>
    public SyscallSet Intersect(SyscallSet other) => Combine(other, static (left, right) => left & right);

    /// <summary>Those in this set only.</summary>
    public SyscallSet Except(SyscallSet other) => Combine(other, static (left, right) => left & ~right);

    /// <inheritdoc/>
    public IEnumerator<SyscallInfo> GetEnumerator()
    {
        for (int code = 0; code < WordCount * BitsPerWord; code++)
        {
            if (Contains(code))
                yield return EventSchema.GetSyscall(code)!;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(SyscallSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SyscallSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (ulong word in _words)
            hash.Add(word);
        return hash.ToHashCode();
    }

    /// <summary>The names, in alphabetical order.</summary>
    public override string ToString() => string.Join(", ", this.Select(call => call.Name.ToString()).Order(StringComparer.Ordinal));

    private static SyscallSet Where(Func<SyscallInfo, bool> condition) =>
        Of(EventSchema.Syscalls.Where(condition).Select(call => call.Code));

    // The limits of descriptors are kept, too, and without the ends of processes the picture would only grow.
    private static bool ChangesState(SyscallInfo call) =>
        call.Name.ToString() is "setrlimit" or "prlimit64" or "sched_process_exit"
        || HasFlag(call.EnterType, EventTypeFlags.ModifiesState) || HasFlag(call.ExitType, EventTypeFlags.ModifiesState);

    private static bool IsHighVolume(SyscallInfo call) =>
        call is { IsGeneric: false, ExitType: { } type }
        && (EventSchema.Get(type).Category & EventCategory.TopicMask) is EventCategory.IoRead or EventCategory.IoWrite
        && !ChangesState(call);

    private static bool HasFlag(EventType? type, EventTypeFlags flag) =>
        type is { } known && (EventSchema.Get(known).Flags & flag) != 0;

    private SyscallSet Combine(SyscallSet other, Func<ulong, ulong, ulong> combine)
    {
        ArgumentNullException.ThrowIfNull(other);
        ulong[] words = new ulong[WordCount];
        for (int i = 0; i < words.Length; i++)
            words[i] = combine(_words[i], other._words[i]);
        return new SyscallSet(words);
    }
}
