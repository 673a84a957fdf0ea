using System.Text;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>The fields that the reference's state tests asked for.</summary>
public sealed class SinspFields
{
    private static readonly Dictionary<string, string> StaticFields = new() { ["example"] = "example_value" };

    [Fact]
    public void Fields_are_as_recorded()
    {
        Differences differences = new();
        FieldCatalog catalog = FieldCatalog.For("syscall", StaticFields);
        FieldScratch scratch = new();
        foreach (IReadOnlyList<RecordedOperation> recording in SinspRecordings.All())
        {
            SinspReplay replay = new(recording);
            replay.Run(
                (in HostEvent current, RecordedOperation question) =>
                {
                    if (question.Kind == "field" && SinspRecordings.IsGraded(question))
                        Compare(differences, catalog, scratch, in current, question);
                },
                _ => { });
        }

        differences.AssertNone();
    }

    private static void Compare(
        Differences differences, FieldCatalog catalog, FieldScratch scratch, in HostEvent current, RecordedOperation question)
    {
        string name = question.Text("name")!;
        string? actual = "no such field";
        if (FieldText.TryResolve(catalog, name, out Field? field, out _))
        {
            scratch.Reset();
            actual = field.TryRead(in current, scratch, out FieldValue value) ? FieldJson.Text(in value) : null;
        }

        byte[]? expected = question.Flag("present") ? question.Bytes("value") : null;
        differences.Compare($"{question} {name}", expected is null ? null : Encoding.UTF8.GetString(expected), actual);
    }
}
