using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>The fields that the reference read from every event of a capture.</summary>
public sealed class CaptureFields
{
    private const string Recording = ".fields.jsonl.gz";

    /// <summary>The captures that have a recording of fields, those of old drivers among them.</summary>
    public static TheoryData<string> Captures()
    {
        TheoryData<string> captures = [];
        if (ReferenceData.Folder is { } folder)
        {
            string root = Path.Combine(folder, "captures");
            foreach (string file in Directory.EnumerateFiles(root, $"*{Recording}", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                captures.Add(Path.GetRelativePath(root, file)[..^Recording.Length]);
        }
        else
        {
            captures.Add("");
        }

        return captures;
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_field_of_every_event_is_as_recorded(string capture)
    {
        ReferenceData.Require();
        FieldDifferences differences = new();
        using FieldReplay replay = new(ReferenceData.File("captures", capture + Recording), differences);
        using CaptureReader reader = CaptureReader.Open(ReferenceData.File("captures", $"{capture}.scap"));
        reader.Subscribe(replay);
        reader.Run(TestContext.Current.CancellationToken);
        Assert.Null(replay.Error);
        Assert.Equal(0, replay.MissingEvents);
        differences.AddTo(ConformanceSummary.Current, $"captures/{capture}");
        Assert.True(differences.Count == 0, differences.Report());
        TestContext.Current.TestOutputHelper?.WriteLine($"{differences.Compared} values compared");
    }
}
