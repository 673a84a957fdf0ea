using System.Globalization;
using Falco.Core.Events;
using Falco.Testing.Support;

namespace Falco.Replay.Streams;

/// <summary>Decides what happens next on the generated host. One process is chosen for each event.</summary>
internal sealed partial class GeneratedHost
{
    /// <summary>The id of the first service's process.</summary>
    public const int FirstService = 100;

    private const int Services = 400;
    private const int MaxShortLived = 200;
    private const int FirstShortLived = 10_000;
    private const int LastShortLived = 4_000_000;
    private const ulong Start = 1_790_000_000_000_000_000;

    private static readonly string[] Tools =
    [
        "sh", "bash", "grep", "sed", "awk", "cat", "ls", "find", "sort", "python3", "git", "gcc", "cc1", "as", "ld", "make", "tar", "gzip",
        "curl", "date", "sleep", "env", "id", "ps", "head", "tail", "cut", "tr", "wc", "xargs",
    ];

    private readonly SeededRandom _random;
    private readonly GeneratedProcess _init = new(1, null, "systemd", -1);
    private readonly List<GeneratedProcess> _services = [];
    private readonly List<GeneratedProcess> _shortLived = [];
    private readonly Queue<byte[]> _planned = new();
    private readonly string[] _libraries;
    private ulong _time = Start;
    private long _lastId = FirstShortLived;

    public GeneratedHost(ulong seed)
    {
        _random = new SeededRandom(seed);
        for (int i = 0; i < Services; i++)
            _services.Add(new GeneratedProcess(FirstService + i, _init, string.Create(CultureInfo.InvariantCulture, $"service{i}"), -1));
        _libraries = [.. Enumerable.Range(0, 300).Select(i => string.Create(CultureInfo.InvariantCulture, $"/usr/lib/x86_64-linux-gnu/lib{Tools[i % Tools.Length]}-{i}.so.{i % 7}"))];
    }

    /// <summary>The next event, encoded.</summary>
    public byte[] Next()
    {
        while (_planned.Count == 0)
            Plan();
        return _planned.Dequeue();
    }

    // Short-lived programs are busier than services: half of the events are theirs, as long as there are any.
    private void Plan()
    {
        bool isShort = _shortLived.Count > 0 && _random.Below(2) == 0;
        GeneratedProcess process = isShort ? _shortLived[_random.Below(_shortLived.Count)] : _random.Favourite(_services);
        if (isShort && --process.Life == 0)
        {
            _shortLived.Remove(process);
            PlanExit(process);
            return;
        }

        // Of 400 events; the rates are those of recordings of everyday work on a build and web host, rounded.
        switch (_random.Below(400))
        {
            case < 72: PlanRead(process); break;
            case < 120: PlanWrite(process); break;
            case < 172 when process.MayOpen: PlanOpen(process); break;
            case < 212 when process.MayClose: PlanClose(process); break;
            case < 264: PlanStat(process); break;
            case < 294: PlanMap(process); break;
            case < 312: PlanSeek(process); break;
            case < 324: PlanFutex(process); break;
            case < 332 when process.MayOpen: PlanConnection(process); break;
            case < 335 when _shortLived.Count < MaxShortLived: PlanProgram(process); break;
            default: PlanOther(process); break;
        }
    }

    private void Emit(EventBuilder built) => _planned.Enqueue(built.Build());

    private EventBuilder On(EventType type, GeneratedProcess process) => new(type, process.Id, _time += 400 + (ulong)_random.Below(4000));

    // Ids go round, as those of a kernel do.
    private long NewId()
    {
        _lastId = _lastId >= LastShortLived ? FirstShortLived : _lastId + 1;
        return _lastId;
    }
}
