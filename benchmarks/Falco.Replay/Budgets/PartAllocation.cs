using System.Buffers;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Replay.Budgets;

/// <summary>What judging by one kind of condition, raising an alert and laying it out allocate, each for one event.</summary>
internal static class PartAllocation
{
    // Enough to be compiled to the end, and to tell one byte in each call from none.
    private const int Calls = 1000;

    /// <summary>Bytes per call of each part.</summary>
    public static IEnumerable<(string Name, long Bytes)> Measure()
    {
        foreach (ConditionPart part in ConditionPart.All)
        {
            if (PartJudge.Holds(part.Condition, part.Event) || !PartJudge.Holds(part.Twin, part.Event))
                throw new InvalidOperationException($"{part.Name}: the event does not reach the comparison");
            yield return (part.Name, BytesPerCall(new PartJudge(part.Condition, part.Event).Judge));
        }

        AlertSlot slot = new();
        PartJudge raising = new("evt.type in (open, openat, openat2)", ConditionPart.Open);
        using IDisposable subscription = raising.Engine.Subscribe(slot);
        yield return ("raise an alert", BytesPerCall(raising.Judge));
        yield return ("render an alert as text", Render(slot.Last!, json: false));
        yield return ("render an alert as JSON", Render(slot.Last!, json: true));
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
}
