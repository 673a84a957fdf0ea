using System.Buffers;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Outputs.Rendering;
using Falco.Replay.Captures;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Replay.Budgets;

/// <summary>What judging by one kind of condition, raising an alert and laying it out allocate, each for one event.</summary>
internal static class PartAllocation
{
    // Enough to be compiled to the end, and to tell one byte in each call from none.
    private const int Calls = 1000;

    private const string Output = "File opened | file=%fd.name process=%proc.name command=%proc.cmdline user=%user.name parent=%proc.pname";

    // What is remembered on a descriptor or a thread would not be compared again.
    private static readonly RuleEngineOptions Forgetful =
        new() { Optimizations = RuleOptimizations.All & ~(RuleOptimizations.DescriptorMemory | RuleOptimizations.ThreadMemory) };

    /// <summary>The parts that are conditions: none of them holds, so that nothing is raised.</summary>
    private static readonly (string Name, string Condition)[] Conditions =
    [
        ("set lookup", $"fd.name in ({Paths(",")})"),
        ("path trie", $"fd.name pmatch ({Paths(",")})"),
        ("prefix tries", Alternatives("startswith /opt/app")),
        ("suffix tries", Alternatives("endswith .app")),
        ("needle search", Alternatives("contains tenant")),
        ("glob", "fd.name glob '*/__pycache__/*.absent'"),
        ("regular expression", "fd.name regex '/usr/.*[.]absent'"),
        ("address and network", "fd.sip = 198.18.0.1 or fd.snet in (198.19.0.0/16)"),
    ];

    /// <summary>Bytes per call of each part, on an event of the capture.</summary>
    public static IEnumerable<(string Name, long Bytes)> Measure(PlainCapture capture)
    {
        foreach ((string name, string condition) in Conditions)
            yield return (name, Judge(capture, $"evt.type in (open, openat, openat2) and ({condition})", null, Forgetful));
        AlertSlot slot = new();
        yield return ("raise an alert", Judge(capture, "evt.type in (open, openat, openat2)", slot, Forgetful));
        yield return ("render an alert as text", Render(slot.Last!, json: false));
        yield return ("render an alert as JSON", Render(slot.Last!, json: true));
    }

    private static string Paths(string separator) => string.Join(separator, Enumerable.Range(0, 40).Select(i => $"/opt/app{i}/data/name{i}"));

    private static string Alternatives(string test) => string.Join(" or ", Enumerable.Range(0, 40).Select(i => $"fd.name {test}{i}"));

    private static long Judge(PlainCapture capture, string condition, AlertSlot? alerts, RuleEngineOptions options)
    {
        RuleLoader loader = new();
        RuleLoadResult result = loader.Load("part.yaml", $"- {{rule: part, desc: part, condition: '{condition.Replace("'", "''", StringComparison.Ordinal)}', output: '{Output}', priority: INFO}}");
        if (!result.IsSuccessful)
            throw new InvalidOperationException($"{condition}: {result.Errors[0].Message}");
        RuleEngine engine = new(loader.Build(), options);
        using IDisposable? subscription = alerts is null ? null : engine.Subscribe(alerts);
        LastOpening opening = new();
        using (CaptureReader reader = CaptureReader.Open(capture.Path))
        {
            using IDisposable judging = reader.Subscribe(new Unending(engine));
            using IDisposable looking = reader.Subscribe(opening);
            if (reader.Run(CancellationToken.None) is { } failure)
                throw failure;
        }

        byte[] bytes = opening.Bytes ?? throw new InvalidOperationException("no file is opened in the capture");
        return BytesPerCall(() =>
        {
            _ = Event.TryRead(bytes, 0, EventFlags.None, out Event view);
            engine.OnEvent(in view);
        });
    }

    private static long Render(Alert alert, bool json)
    {
        AlertLayout layout = new(new AlertLayoutOptions { Json = json });
        ArrayBufferWriter<byte> buffer = new(16 << 10);
        return BytesPerCall(() =>
        {
            buffer.ResetWrittenCount();
            layout.Write(alert, buffer);
        });
    }

    // The least of several: what the runtime does in the background does not count.
    private static long BytesPerCall(Action call)
    {
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Calls; i++)
                call();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return (least + Calls - 1) / Calls;
    }

    private sealed class AlertSlot : IObserver<Alert>
    {
        public Alert? Last { get; private set; }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(Alert value) => Last = value;
    }

    /// <summary>An engine that is not told that the capture has ended, because more events follow.</summary>
    private sealed class Unending(RuleEngine engine) : IEventObserver
    {
        public IHostTableObserver? Tables => engine.Tables;

        public void OnEvent(in Event view) => engine.OnEvent(in view);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => throw new InvalidOperationException("An observer failed.", error);
    }

    /// <summary>Keeps a copy of the last event by which a file was opened; its thread is then still there.</summary>
    private sealed class LastOpening : IEventObserver
    {
        public byte[]? Bytes { get; private set; }

        public void OnEvent(in Event view)
        {
            if (view.Type == EventType.Openat_2Exit && view.GetInt64(0) >= 0)
                Bytes = view.Bytes.ToArray();
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => throw new InvalidOperationException("An observer failed.", error);
    }
}
