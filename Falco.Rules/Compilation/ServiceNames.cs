using System.Collections.Frozen;
using System.Globalization;

namespace Falco.Rules.Compilation;

/// <summary>The names of well-known ports (IANA), which constants may use in place of numbers. The same on every machine.</summary>
internal static class ServiceNames
{
    private static readonly FrozenDictionary<string, ushort> Ports = Load();

    /// <summary>Finds the port of a name, whatever the protocol.</summary>
    public static bool TryGetPort(string name, out ushort port) => Ports.TryGetValue(name, out port);

    private static FrozenDictionary<string, ushort> Load()
    {
        using Stream stream = typeof(ServiceNames).Assembly.GetManifestResourceStream("Falco.Rules.services.tsv")
            ?? throw new InvalidOperationException("The table of services is missing from the assembly.");
        using StreamReader reader = new(stream);
        Dictionary<string, ushort> ports = new(StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            ports.Add(line[..tab], ushort.Parse(line.AsSpan(tab + 1), CultureInfo.InvariantCulture));
        }

        return ports.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
