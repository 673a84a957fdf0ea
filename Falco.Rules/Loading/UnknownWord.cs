using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Finds the unknown name in messages about one.</summary>
internal static class UnknownWord
{
    private const string Field = "filter_check called with nonexistent field ";
    private const string EventType = "unknown event type ";

    /// <summary>The unknown name that an error of a condition is about, or <see langword="null"/> if it is about something else.</summary>
    public static UnknownName? InCondition(string error, IFieldResolver fields)
    {
        if (error.StartsWith(Field, StringComparison.Ordinal))
            return new UnknownName(NameOf(error[Field.Length..]), NamesOf(fields));
        return error.StartsWith(EventType, StringComparison.Ordinal) ? new UnknownName(error[EventType.Length..], EventTypes(fields)) : null;
    }

    /// <summary>The unknown field of an output, or <see langword="null"/> if all are known.</summary>
    public static UnknownName? InOutput(string output, IFieldResolver fields)
    {
        for (int at = output.IndexOf('%', StringComparison.Ordinal); at >= 0; at = output.IndexOf('%', at + 1))
        {
            int end = at + 1;
            while (end < output.Length && (char.IsAsciiLetterOrDigit(output[end]) || output[end] is '_' or '.'))
                end++;
            string name = output[(at + 1)..end].TrimEnd('.');
            if (name.Contains('.', StringComparison.Ordinal) && !NamesOf(fields).Any(known => name.StartsWith(known, StringComparison.Ordinal)))
                return new UnknownName(name, NamesOf(fields));
        }

        return null;
    }

    private static IEnumerable<string> EventTypes(IFieldResolver fields) =>
        fields.OwnEventTypes?.Select(type => type.Name.ToString())
        ?? EventSchema.Types.Select(type => type.Name.ToString()).Concat(EventSchema.Syscalls.Select(call => call.Name.ToString()));

    private static IEnumerable<string> NamesOf(IFieldResolver fields) =>
        fields.Classes.SelectMany(fieldClass => fieldClass.Fields).Select(field => field.Name);

    private static string NameOf(string field) => field.IndexOf('[', StringComparison.Ordinal) is >= 0 and int bracket ? field[..bracket] : field;
}
