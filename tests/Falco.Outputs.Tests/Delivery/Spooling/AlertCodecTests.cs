using System.Buffers;
using CsCheck;
using Falco.Outputs.Delivery.Spooling;
using Falco.Outputs.Rendering;
using Falco.Outputs.Tests.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Delivery.Spooling;

public sealed class AlertCodecTests
{
    private static readonly AlertLayout Layout = new(new AlertLayoutOptions { Json = true, IncludeMessage = true, HostName = "h" }, new UtcClock());

    private static readonly Gen<object?> Value = Gen.OneOf<object?>(
        Gen.Bool.Select(_ => (object?)null),
        Gen.String.Select(text => (object?)text),
        Gen.Long.Select(number => (object?)number),
        Gen.ULong.Select(number => (object?)number),
        Gen.Bool.Select(truth => (object?)truth),
        Gen.Double.Select(number => (object?)number),
        Gen.String.Array[0, 4].Select(texts => (object?)texts),
        Gen.Long.Array[0, 4].Select(numbers => (object?)numbers));

    private static readonly Gen<Alert> AnyAlert = Gen.Select(
        Gen.String, Gen.String, Gen.Enum<RulePriority>(), Gen.String.Array[0, 3], Gen.ULong, Gen.Select(Gen.String, Value).Array[0, 5],
        (rule, message, priority, tags, number, fields) => new Alert
        {
            Rule = rule,
            Message = message,
            Priority = priority,
            Source = "syscall",
            Tags = tags,
            Timestamp = number,
            EventNumber = number ^ 5,
            Revision = (long)number,
            Fields = [.. fields.Select(field => new AlertField(field.Item1, field.Item2))],
        });

    [Fact]
    public void An_alert_looks_the_same_after_it_was_on_disk() => AnyAlert.Sample(alert =>
    {
        Alert? read = new AlertDecoder(Encode(alert)).Read();

        return read is not null && Layout.ToText(alert) == Layout.ToText(read)
            && (alert.Revision, alert.EventNumber) == (read.Revision, read.EventNumber);
    });

    [Fact]
    public void Bytes_that_are_cut_off_are_no_alert() => Gen.Select(AnyAlert, Gen.Double[0, 1]).Sample((alert, where) =>
    {
        byte[] bytes = Encode(alert);

        return new AlertDecoder(bytes.AsSpan(0, (int)(where * (bytes.Length - 1)))).Read() is null;
    });

    [Fact]
    public void Any_bytes_are_an_alert_or_none() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        _ = new AlertDecoder([AlertCodec.Version, .. bytes]).Read();
    });

    private static byte[] Encode(Alert alert)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AlertCodec.Write(alert, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
