using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>Nothing that was recorded is passed over in silence: each kind of line is graded, changes the picture, or is excused here.</summary>
public sealed class RecordedLines(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Excused = new()
    {
        ["sinsp/test"] = "names the test",
        ["sinsp/api_create_thread_dependencies"] = "a call of a C++ function with an argument that was not recorded",
        ["util/test"] = "names the test",
        ["util/split"] = "a way to cut C++ strings that nothing here does",
    };

    private static readonly HashSet<string> Util = ["concat_path", "utf8_sanitize", "prefix_match", "suppress"];

    [Theory]
    [InlineData("sinsp")]
    [InlineData("util")]
    public void Every_line_of_a_folder_is_replayed_or_excused(string folder)
    {
        ReferenceData.Require();
        HashSet<string> graded = folder == "sinsp" ? [.. Graders(new Differences()).SelectMany(grader => grader.Kinds)] : Util;
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        List<string> unknown = [];
        foreach (RecordedOperation line in RecordedOperation.ReadAll(folder).SelectMany(lines => lines))
        {
            string fate = Excused.TryGetValue($"{folder}/{line.Kind}", out string? reason) ? $"excused ({line.Kind}: {reason})"
                : SinspReplay.Changes.Contains(line.Kind) ? "change the picture"
                : !line.IsGraded ? "excused (the reference itself did not give the same again)"
                : "graded";
            if (fate == "graded" && !graded.Contains(line.Kind))
                unknown.Add($"{line} {line.Kind}");
            counts[fate] = counts.GetValueOrDefault(fate) + 1;
        }

        foreach ((string fate, int count) in counts)
            output.WriteLine($"{folder}: {count} {fate}");
        Assert.Empty(unknown);
    }

    private static SinspGrader[] Graders(Differences differences) =>
    [
        new SinspEvents(differences),
        new SinspThreads(differences),
        new SinspFields(differences),
        new SinspConditions(differences),
        new SinspOutputs(differences),
        new SinspParameters(differences),
    ];
}
