using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>The fields that the reference read from every event of a capture.</summary>
public sealed class CaptureFields
{
    /// <summary>The captures that have a recording of fields; those of old drivers need a conversion (issue 4).</summary>
    public static TheoryData<string> Captures()
    {
        TheoryData<string> captures = [];
        if (ReferenceData.Folder is { } folder)
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(folder, "captures"), "*.fields.jsonl.gz").Order(StringComparer.Ordinal))
                captures.Add(Path.GetFileName(file)[..^".fields.jsonl.gz".Length]);
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
        using FieldReplay replay = new(ReferenceData.File("captures", $"{capture}.fields.jsonl.gz"), differences);
        using CaptureReader reader = CaptureReader.Open(ReferenceData.File("captures", $"{capture}.scap"));
        reader.Subscribe(replay);
        reader.Run(TestContext.Current.CancellationToken);
        Assert.Null(replay.Error);
        Assert.Equal(0, replay.MissingEvents);
        Assert.True(differences.Count == 0, differences.Report());
        TestContext.Current.TestOutputHelper?.WriteLine($"{differences.Compared} values compared");
    }
}
