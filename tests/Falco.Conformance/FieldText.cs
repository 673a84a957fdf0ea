using System.Diagnostics.CodeAnalysis;
using Falco.Core.Fields;

namespace Falco.Conformance;

/// <summary>Fields as recordings write them: <c>name</c> or <c>name[argument]</c>.</summary>
internal static class FieldText
{
    public static bool TryResolve(
        FieldCatalog catalog, string text, [NotNullWhen(true)] out Field? field, [NotNullWhen(false)] out string? error)
    {
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0
            ? catalog.TryResolve(text, null, out field, out error)
            : catalog.TryResolve(text[..bracket], text[(bracket + 1)..^1], out field, out error);
    }
}
