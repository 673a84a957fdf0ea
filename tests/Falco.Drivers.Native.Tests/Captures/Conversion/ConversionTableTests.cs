using Falco.Core.Events;
using Falco.Drivers.Native.Captures.Conversion;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures.Conversion;

/// <summary>The schema of conversions holds together, and fits the schema of events.</summary>
public sealed class ConversionTableTests
{
    private static readonly string Schema =
        Path.Combine(Repository.Root, "Falco.Drivers.Native", "Captures", "Conversion", "Schema", "conversions.tsv");

    [Fact]
    public void Every_form_that_old_drivers_recorded_has_one_conversion()
    {
        Assert.Equal(253, ConversionTable.Keys.Count());
        Assert.Equal(ConversionTable.Keys.Count(), ConversionTable.Keys.Distinct().Count());
    }

    [Fact]
    public void Every_value_is_named_as_the_parameter_that_it_becomes()
    {
        Assert.All(Rows(), row =>
        {
            int first = row.Conversion.Action == ConversionAction.Append ? row.ParameterCount : 0;
            EventTypeInfo becomes = EventSchema.Get(row.Conversion.Becomes);
            Assert.Equal(
                row.ValueNames,
                becomes.Parameters.Skip(first).Take(row.ValueNames.Length).Select(parameter => parameter.Name.ToString()));
        });
    }

    [Fact]
    public void Every_event_that_is_changed_or_appended_to_comes_to_todays_form_whether_or_not_its_start_is_known()
    {
        Assert.All(ConversionTable.Keys, key =>
        {
            Assert.Equal(ConversionFault.None, Convert(key.Type, key.ParameterCount, startsKnown: false));
            Assert.Equal(ConversionFault.None, Convert(key.Type, key.ParameterCount, startsKnown: true));
        });
    }

    private static ConversionFault Convert(EventType type, int count, bool startsKnown)
    {
        using EventConverter converter = new(new EnterEventStore(maxEvents: 4, maxBytes: 1 << 20));
        if (startsKnown && StartOf(type) is { } start)
            converter.Convert(Read(start.Type, start.ParameterCount), out _);
        ConversionResult result = converter.Convert(Read(type, count), out Event converted);
        Assert.True(result != ConversionResult.Pass || !EventAge.IsOld(in converted), $"{type}/{count} becomes {converted.Type}");
        return converter.Fault;
    }

    // The start of the same call that is kept with the most parameters.
    private static (EventType Type, int ParameterCount)? StartOf(EventType end) => ConversionTable.Keys
        .Where(key => key.Type == end - 1 && ConversionTable.TryFind(key.Type, key.ParameterCount, out EventConversion conversion)
            && conversion.Action is ConversionAction.Store or ConversionAction.StoreAndPass)
        .Select(key => ((EventType, int)?)key).LastOrDefault();

    private static Event Read(EventType type, int count)
    {
        EventBuilder builder = new(type, threadId: 7);
        for (int i = 0; i < count; i++)
            builder.Bytes(new byte[ParameterSizeOf(type, i)]);
        Assert.Equal(EventFault.None, Event.TryRead(builder.Build(), 0, EventFlags.None, out Event view));
        return view;
    }

    private static int ParameterSizeOf(EventType type, int index) => EventSchema.Get(type).Parameters[index].Type switch
    {
        ParameterType.Fd or ParameterType.Pid or ParameterType.ErrNo or ParameterType.UInt64 => 8,
        _ => 4,
    };

    private static IEnumerable<Row> Rows()
    {
        int index = 0;
        foreach ((EventType type, int count) in ConversionTable.Keys)
        {
            string[] row = File.ReadLines(Schema).ElementAt(++index).Split('\t');
            Assert.True(ConversionTable.TryFind(type, count, out EventConversion conversion));
            Assert.Equal(row[1], $"{count}");
            yield return new Row(count, conversion, row[4] == "-" ? [] : [.. row[4].Split(' ').Select(value => value.Split('=')[0])]);
        }
    }

    private sealed record Row(int ParameterCount, EventConversion Conversion, string[] ValueNames);
}
