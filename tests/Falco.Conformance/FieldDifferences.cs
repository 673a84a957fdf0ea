using System.Text;

namespace Falco.Conformance;

/// <summary>Differences between recorded fields and ours: how many there are of each field, and the first ones.</summary>
internal sealed class FieldDifferences
{
    private const int ExamplesPerField = 4;

    private readonly SortedDictionary<string, (int Count, List<string> Examples)> _fields = new(StringComparer.Ordinal);

    /// <summary>The values that were compared.</summary>
    public long Compared { get; set; }

    /// <summary>The differences.</summary>
    public long Count { get; private set; }

    public bool WantsExample(string field) => !_fields.TryGetValue(field, out var seen) || seen.Examples.Count < ExamplesPerField;

    public void Add(string field, string? example)
    {
        Count++;
        (int count, List<string> examples) = _fields.TryGetValue(field, out var seen) ? seen : (0, []);
        if (example is not null)
            examples.Add(example);
        _fields[field] = (count + 1, examples);
    }

    /// <summary>Adds the values to the sum of the run.</summary>
    public void AddTo(ConformanceSummary summary, string folder) => summary.Add(folder, Compared - Count, Compared);

    public string Report()
    {
        StringBuilder report = new();
        report.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Count} of {Compared} values differ\n");
        foreach ((string field, (int count, List<string> examples)) in _fields)
        {
            report.Append(System.Globalization.CultureInfo.InvariantCulture, $"{count,8}  {field}\n");
            foreach (string example in examples)
                report.Append("            ").Append(example).Append('\n');
        }

        return report.ToString();
    }
}
