using Falco.Core.Events;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;

namespace Falco.Testing.Events;

/// <summary>Reads flags and enumeration values by the names of the schema: <c>O_RDWR|O_CREAT</c>, a list, or a number.</summary>
internal static class FlagReader
{
    public static ulong Read(YamlNode node, FlagTable table, string what)
    {
        if (node.Kind == YamlKind.Sequence)
            return node.Items.Aggregate(0UL, (all, item) => all | Read(item, table, what));
        string text = NodeReader.Text(node, what);
        if (NodeReader.TryNumber(text, out long number))
            return (ulong)number;
        ulong value = 0;
        foreach (string name in text.Split('|', StringSplitOptions.TrimEntries))
            value |= Find(node, name, table, what);
        return value;
    }

    private static ulong Find(YamlNode node, string name, FlagTable table, string what)
    {
        if (NodeReader.TryNumber(name, out long number))
            return (ulong)number;

        // Some tables leave the prefix out that people know: MS_RDONLY is RDONLY.
        string bare = name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..];
        foreach (string candidate in (ReadOnlySpan<string>)[name, bare])
        {
            foreach (FlagName flag in table.Entries)
            {
                if (flag.Name.ToString() == candidate)
                    return flag.Value;
            }
        }

        YamlNode place = new(YamlKind.Scalar, node.Position, name) { End = node.End };
        throw MalformedTestException.Unknown(
            place, DiagnosticCode.TestValue, $"{what} cannot be '{name}'", table.Entries.Select(flag => flag.Name.ToString()), lists: true);
    }
}
