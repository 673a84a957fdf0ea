using System.Globalization;
using System.Text;
using Falco.Conformance;
using Falco.Testing.Support;

[assembly: AssemblyFixture(typeof(ConformanceSummary))]

namespace Falco.Conformance;

/// <summary>Adds up, over all tests of a run, how much of each folder has been replayed as it was recorded.</summary>
/// <remarks>Printed when the run ends, and left in <c>artifacts/conformance.txt</c>, because not every runner shows what is printed.</remarks>
public sealed class ConformanceSummary : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (HashSet<string> Lines, HashSet<string> Failed)> _folders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (long Passed, long Total)> _captures = new(StringComparer.Ordinal);

    /// <summary>The summary of this run.</summary>
    /// <remarks>It exists before the first test begins, so nothing is waited for.</remarks>
    internal static ConformanceSummary Current => TestContext.Current.GetFixture<ConformanceSummary>().AsTask().Result!;

    /// <summary>Adds lines that have been compared, each of which may be compared by several tests.</summary>
    internal void Add(string folder, IEnumerable<string> lines, IEnumerable<string> failed)
    {
        lock (_gate)
        {
            if (!_folders.TryGetValue(folder, out var sum))
                _folders.Add(folder, sum = ([], []));
            sum.Lines.UnionWith(lines);
            sum.Failed.UnionWith(failed);
        }
    }

    /// <summary>Adds the values of a capture, each of which is compared by one test only.</summary>
    internal void Add(string capture, long passed, long total)
    {
        lock (_gate)
            _captures[capture] = (passed, total);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StringBuilder text = new();
        foreach ((string folder, (HashSet<string> lines, HashSet<string> failed)) in _folders)
            text.Append(CultureInfo.InvariantCulture, $"{folder,-36} {lines.Count - failed.Count,9} / {lines.Count} lines passed\n");
        foreach ((string capture, (long passed, long total)) in _captures)
            text.Append(CultureInfo.InvariantCulture, $"{capture,-36} {passed,9} / {total} values passed\n");
        if (text.Length == 0)
            return;
        Console.Write(text);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts")).FullName, "conformance.txt"), text.ToString());
    }
}
