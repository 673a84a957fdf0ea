using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>Writes a parameter as text. Each has two: the raw one always, the resolved one where the picture of the host or a table
/// of names has more to say.</summary>
/// <remarks><c>evt.arg.X</c> is the resolved text if there is one, else the raw one; <c>evt.args</c> shows both.</remarks>
internal static partial class ParameterText
{
    /// <summary>Appends the raw text; nothing for an index that the event's type does not have.</summary>
    public static void AppendRaw(in HostEvent view, int index, ref Utf8Composer text)
    {
        ParameterValue outer = view.Event[index];
        if (outer.Info is null)
            return;
        if (outer.IsEmpty)
        {
            text.Append(EmptyText(outer.Info.Type));
            return;
        }

        ParameterValue value = outer.Selected;
        if (value.Info is null)
            text.Append("INVALID DYNAMIC PARAMETER"u8);
        else if (value.IsEmpty)
            text.Append(EmptyText(value.Info.Type));
        else
            AppendRaw(in view, in value, outer.Info.Format, ref text);
    }

    /// <summary>Appends the resolved text.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool AppendResolved(in HostEvent view, int index, ref Utf8Composer text)
    {
        ParameterValue value = view.Event[index].Selected;
        if (value.IsEmpty || value.Info is null)
            return false;
        int start = text.Length;
        AppendResolved(in view, index, in value, ref text);
        return text.Length > start;
    }

    /// <summary>Appends the text that <c>evt.arg.X</c> has.</summary>
    public static void AppendBest(in HostEvent view, int index, ref Utf8Composer text)
    {
        if (!AppendResolved(in view, index, ref text))
            AppendRaw(in view, index, ref text);
    }

    /// <summary>Appends all parameters as <c>name=raw</c> or <c>name=raw(resolved)</c>, separated by blanks.</summary>
    public static void AppendAll(in HostEvent view, ref Utf8Composer text)
    {
        ReadOnlySpan<ParameterInfo> parameters = view.Event.Info.ParameterSpan[..view.Event.ParameterCount];
        for (int i = 0; i < parameters.Length; i++)
        {
            if (i > 0)
                text.Append((byte)' ');
            text.Append(parameters[i].Name.Utf8);
            text.Append((byte)'=');
            AppendRaw(in view, i, ref text);
            int end = text.Length;
            text.Append((byte)'(');
            if (AppendResolved(in view, i, ref text))
                text.Append((byte)')');
            else
                text.Truncate(end);
        }
    }

    // Types that could be empty before all could have kept their old word for it.
    private static ReadOnlySpan<byte> EmptyText(ParameterType type) => type switch
    {
        ParameterType.ByteBuf or ParameterType.SockTuple or ParameterType.FdList or ParameterType.CharBufArray
            or ParameterType.CharBufPairArray or ParameterType.Dyn => "NULL"u8,
        _ => "<NA>"u8,
    };

    private static ThreadRecord? ThreadOf(in HostEvent view) => view.Thread ?? view.Host.FindThread(view.Event.ThreadId);

    private static DescriptorRecord? FindDescriptor(in HostEvent view, long number) =>
        ThreadOf(in view) is { } thread ? view.Host.DescriptorsOf(thread)?.Find(number) : null;
}
