using System.Text.Json;
using Falco.Core.Events;
using Falco.Drivers.Native.Captures.Conversion;

namespace Falco.Conformance;

/// <summary>The conversion of old events, as the reference did it: each recording is one converter with its own kept starts of calls.</summary>
public sealed class EventConversion
{
    [Fact]
    public void Every_step_of_a_conversion_gives_the_recorded_result_and_event()
    {
        Differences differences = new();
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("convert"))
        {
            using EventConverter converter = new(new EnterEventStore(maxEvents: 16, maxBytes: 1 << 20));
            foreach (RecordedOperation operation in recording)
                Replay(converter, operation, differences);
        }

        differences.AssertNone();
    }

    private static void Replay(EventConverter converter, RecordedOperation recorded, Differences differences)
    {
        switch (recorded.Kind)
        {
            case "test":
                break;
            case "convert":
                ConversionResult result = converter.Step(Read(recorded.Text("in")!), out Event converted);
                bool isDelivered = result is ConversionResult.Pass or ConversionResult.Continue;
                differences.Compare(recorded, recorded.Text("result"), Name(result));
                differences.Compare(recorded, recorded.Text("out"), isDelivered ? Hex(converted) : null);
                break;
            case "convertible":
                Event asked = Read(recorded.Text("in")!);
                differences.Compare(recorded, recorded.Text("result"), Name(EventAge.Judge(in asked, out _)));
                break;
            case "stored":
                bool isStored = converter.Starts.TryGet(recorded.Data.GetProperty("tid").GetInt64(), out Event stored);
                differences.Compare(recorded, recorded.Text("event"), isStored ? Hex(stored) : null);
                break;
            default:
                differences.Compare(recorded, recorded.Kind, null);
                break;
        }
    }

    private static Event Read(string hex)
    {
        EventFault fault = Event.TryRead(Convert.FromHexString(hex), cpu: 0, EventFlags.None, out Event view);
        Assert.Equal(EventFault.None, fault);
        return view;
    }

    private static string Hex(in Event view) => Convert.ToHexStringLower(view.Bytes);

    private static string Name(ConversionResult result) => JsonNamingPolicy.SnakeCaseLower.ConvertName(result.ToString());
}
