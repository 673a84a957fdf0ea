using System.Globalization;
using Falco.Rules.Language;

namespace Falco.Rules.Diagnostics;

/// <summary>One place in the chain that leads to a diagnostic.</summary>
/// <param name="Name">The file, or the quoted condition.</param>
/// <param name="Position">The place; lines and columns of files are 0-based.</param>
/// <param name="ItemType">What stands there, for instance <c>rule</c>.</param>
/// <param name="ItemName">Its name; empty if it has none.</param>
public sealed record DiagnosticLocation(string Name, SourcePosition Position, string ItemType, string ItemName)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string named = ItemName.Length == 0 ? ItemType : $"{ItemType} '{ItemName}'";
        return string.Create(CultureInfo.InvariantCulture, $"{named}: ({Name}:{Position.Line}:{Position.Column})");
    }
}
