using System.Buffers;
using System.Text;
using Falco.Core.Fields;
using Falco.Rules.Engine;

namespace Falco.Outputs.Rendering;

/// <summary>Lays alerts out as lines, byte for byte as the reference does. Immutable; any thread may use it.</summary>
public sealed class AlertLayout
{
    private readonly AlertLayoutOptions _options;
    private readonly byte[] _hostName = [];
    private readonly TimeProvider _clock;

    /// <summary>Makes a layout.</summary>
    /// <param name="options">What is written.</param>
    /// <param name="clock">Gives the local time zone; by default the system's.</param>
    public AlertLayout(AlertLayoutOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _clock = clock ?? TimeProvider.System;
        if (options.Json)
            _hostName = Encoding.UTF8.GetBytes(options.HostName ?? ReportedHost.FindName());
    }

    /// <summary>Whether alerts become JSON objects.</summary>
    public bool IsJson => _options.Json;

    /// <summary>Writes an alert without a line end.</summary>
    public void Write(Alert alert, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(output);
        var text = new EscapedText(output);
        if (_options.Json)
            WriteJson(alert, ref text);
        else
            WriteOutput(alert, ref text);
        text.Complete();
    }

    /// <summary>An alert as text without a line end.</summary>
    public string ToText(Alert alert)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(alert, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteJson(Alert alert, ref EscapedText text)
    {
        if (InternalAlert.Is(alert))
            InternalAlertText.WriteJson(alert, _hostName, ref text);
        else
            WriteJsonBody(alert, ref text);
        text.Append(",\"time\":\""u8);
        WriteTime(alert, TimeTextParts.IsoZulu, ref text);
        text.Append("\"}"u8);
    }

    private void WriteJsonBody(Alert alert, ref EscapedText text)
    {
        text.Append("{\"hostname\":\""u8);
        text.AppendEscaped(_hostName);
        if (_options.IncludeMessage)
        {
            text.Append("\",\"message\":\""u8);
            text.AppendEscaped(alert.Message);
        }

        if (_options.IncludeOutput)
        {
            text.Append("\",\"output\":\""u8);
            WriteOutput(alert, ref text);
        }

        text.Append("\""u8);
        if (_options.IncludeOutputFields)
        {
            text.Append(",\"output_fields\":"u8);
            OutputFields.Write(alert, _options.Iso8601Time ? "evt.time.iso8601" : "evt.time", ref text);
        }

        text.Append(",\"priority\":\""u8);
        text.Append(PriorityName.Of(alert.Priority));
        text.Append("\",\"rule\":\""u8);
        text.AppendEscaped(alert.Rule);
        text.Append("\",\"source\":\""u8);
        text.AppendEscaped(alert.Source);
        text.Append("\""u8);
        if (_options.IncludeTags)
            WriteTags(alert, ref text);
    }

    // The same escaping in both layouts: in plain text, too, the reference prints quotes and backslashes escaped.
    private void WriteOutput(Alert alert, ref EscapedText text)
    {
        bool isInternal = InternalAlert.Is(alert);
        bool isIso = _options.Iso8601Time && !isInternal;
        WriteTime(alert, isIso ? TimeTextParts.Iso : TimeTextParts.TimeOfDay | TimeTextParts.Fraction, ref text);
        text.Append(": "u8);
        text.Append(PriorityName.Of(alert.Priority));
        text.Append(" "u8);
        if (isInternal)
            InternalAlertText.WritePlain(alert, ref text);
        else
            text.AppendEscaped(alert.Message);
    }

    private void WriteTime(Alert alert, TimeTextParts parts, ref EscapedText text)
    {
        Span<byte> time = stackalloc byte[TimeText.MaxLength];
        text.Append(time[..TimeText.Write(alert.Timestamp, parts, _clock, time)]);
    }

    private static void WriteTags(Alert alert, ref EscapedText text)
    {
        text.Append(",\"tags\":["u8);
        for (int i = 0; i < alert.Tags.Count; i++)
        {
            text.Append(i == 0 ? "\""u8 : ",\""u8);
            text.AppendEscaped(alert.Tags[i]);
            text.Append("\""u8);
        }

        text.Append("]"u8);
    }
}
