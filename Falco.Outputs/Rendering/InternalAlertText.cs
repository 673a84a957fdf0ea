using Falco.Rules.Engine;

namespace Falco.Outputs.Rendering;

/// <summary>What alerts about Falco itself look like beside others: the fields are JSON, in plain text, too, and nothing is escaped again.</summary>
internal static class InternalAlertText
{
    /// <summary>Appends the message and, in parentheses, the fields.</summary>
    public static void WritePlain(Alert alert, ref EscapedText text)
    {
        text.AppendUnescaped(alert.Message);
        if (alert.Fields.Count == 0)
            return;
        text.Append(" ("u8);
        for (int i = 0; i < alert.Fields.Count; i++)
        {
            if (i > 0)
                text.Append(" "u8);
            text.AppendUnescaped(alert.Fields[i].Name);
            text.Append("="u8);
            JsonValue.Write(alert.Fields[i].Value, ref text);
        }

        text.Append(")"u8);
    }

    /// <summary>Appends the JSON object up to its time.</summary>
    public static void WriteJson(Alert alert, ReadOnlySpan<byte> hostName, ref EscapedText text)
    {
        text.Append("{\"hostname\":\""u8);
        text.AppendEscaped(hostName);
        text.Append("\",\"output\":\""u8);
        text.AppendEscaped(alert.Message);
        text.Append("\",\"output_fields\":"u8);
        OutputFields.Write(alert, ref text);
        text.Append(",\"priority\":\""u8);
        text.Append(PriorityName.Of(alert.Priority));
        text.Append("\",\"rule\":\""u8);
        text.AppendEscaped(alert.Rule);
        text.Append("\",\"source\":\""u8);
        text.AppendEscaped(alert.Source);
        text.Append("\""u8);
    }
}
