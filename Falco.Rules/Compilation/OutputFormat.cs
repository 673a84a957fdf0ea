using System.Diagnostics.CodeAnalysis;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Engine;

namespace Falco.Rules.Compilation;

/// <summary>A rule's output text with its fields, ready to be filled in.</summary>
internal sealed class OutputFormat
{
    /// <summary>The untransformed fields that the format names, those inside transformers included, in the order of the text.</summary>
    public IReadOnlyList<Field> Fields => throw new NotSupportedException();

    /// <summary>Parses a format.</summary>
    public static bool TryParse(
        string format, IFieldResolver fields, [NotNullWhen(true)] out OutputFormat? result, [NotNullWhen(false)] out string? error) =>
        throw new NotSupportedException();

    /// <summary>Fills the format in; missing values print as <c>&lt;NA&gt;</c>.</summary>
    public string Format(in HostEvent view, FieldScratch scratch) => throw new NotSupportedException();

    /// <summary>The typed values of the fields, in ordinal order of their names, each once.</summary>
    public IReadOnlyList<AlertField> ReadFields(in HostEvent view, FieldScratch scratch) => throw new NotSupportedException();
}
