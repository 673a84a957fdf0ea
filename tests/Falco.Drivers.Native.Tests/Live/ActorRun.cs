using System.Globalization;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the actor told, and what the kernel said of it and its children.</summary>
internal sealed class ActorRun
{
    private const long Mark = -424242;

    private readonly Dictionary<string, string> _values = [];
    private readonly IReadOnlyList<CallEvent> _events;

    public ActorRun(IEnumerable<string> lines, int exitCode, IReadOnlyList<CallEvent> events)
    {
        ExitCode = exitCode;
        _events = events;
        foreach (string line in lines)
        {
            int sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
                _values[line[..sign]] = line[(sign + 1)..];
        }

        Pid = Number("actor");
    }

    /// <summary>What it ended with; 128 and more is a signal.</summary>
    public int ExitCode { get; }

    public long Pid { get; }

    /// <summary>The thread of the test that started the actor.</summary>
    public long Parent { get; } = NativeCall.Succeed("gettid");

    public string Text(string key) => _values.TryGetValue(key, out string? value)
        ? value
        : throw new Xunit.Sdk.XunitException($"the actor does not tell {key}: {this}");

    public long Number(string key) => long.Parse(Text(key), CultureInfo.InvariantCulture);

    public ulong Bits(string key) => ulong.Parse(Text(key), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public byte[] Bytes(string key) => Convert.FromHexString(Text(key));

    /// <summary>The size of a process's memory that was told with this prefix, in KiB.</summary>
    public long Size(string prefix) => Number(prefix + "size");

    /// <summary>The device of a file that was told with this prefix, as events encode it.</summary>
    public long Device(string prefix)
    {
        long minor = Number(prefix + "minor");
        return (minor & 0xFF) | (Number(prefix + "major") << 8) | ((minor & ~0xFFL) << 12);
    }

    /// <summary>The pages that a process has in memory, in KiB; the kernel adds up what each CPU counts now and then.</summary>
    public NumberBetween Resident(string prefix, string? later = null)
    {
        long slack = 3 * 4 * Environment.ProcessorCount * Math.Max(32, 2 * Environment.ProcessorCount);
        long low = Number(prefix + "resident");
        long high = Number((later ?? prefix) + "resident");
        return new NumberBetween(Math.Max(0, Math.Min(low, high) - slack), Math.Max(low, high) + slack);
    }

    /// <summary>The event of a type that a thread caused; after one of its marks, if a number is given.</summary>
    public CallEvent Event(EventType type, long thread, int? mark = null) =>
        After(thread, mark).FirstOrDefault(candidate => candidate.Type == type)
        ?? throw new Xunit.Sdk.XunitException(
            $"no event of type {type} of {thread} after {mark} among {string.Join(Environment.NewLine, _events)}");

    /// <summary>The events of a thread after one of its marks, up to the next.</summary>
    public IEnumerable<CallEvent> After(long thread, int? mark = null)
    {
        IEnumerable<CallEvent> own = _events.Where(candidate => candidate.ThreadId == thread);
        return mark is null
            ? own
            : own.SkipWhile(candidate => !IsMark(candidate, mark.Value)).TakeWhile(candidate => !IsMark(candidate, mark.Value + 1));
    }

    /// <summary>The calls that the actor made, each with its events.</summary>
    public IReadOnlyList<CallRecord> Calls(params ReadOnlySpan<string> calls)
    {
        List<CallRecord> records = [];
        for (int i = 0; i < calls.Length; i++)
        {
            SyscallInfo call = EventSchema.FindSyscall(calls[i].Split(' ')[0])!;

            // Behind the call the actor reads of itself what it tells.
            CallEvent exit = Event(call.ExitType!.Value, Pid, i);
            records.Add(new CallRecord(call, (nint)Number($"result{i}"), [exit]));
        }

        return records;
    }

    public override string ToString() => string.Join(" ", _values);

    private static bool IsMark(CallEvent candidate, int number) =>
        candidate.Type == EventType.CloseExit && candidate.Number("fd") == Mark - number;
}
