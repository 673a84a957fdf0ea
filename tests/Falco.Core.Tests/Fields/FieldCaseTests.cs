using System.Globalization;
using Falco.Core.Fields;
using Falco.Core.Tests.Names;
using Falco.Core.Tests.State;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Fields;

/// <summary>What each field reads on events of <see cref="FieldCaseScene"/>, case by case, and that no field is left out.</summary>
public sealed class FieldCaseTests(KnownHostNames hosts) : IClassFixture<KnownHostNames>
{
    private const string NoValue = "-";

    /// <summary>Event, field, value; a dash is no value.</summary>
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases =>
        Rows("fields.tsv").Select(row => new TheoryDataRow<string, string, string>(row[0], row[1], row[2]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_field_reads_its_value(string name, string field, string expected)
    {
        FieldCaseScene scene = new(hosts.Names);

        string? actual = IsForConditions(field)
            ? scene.Scene.ReadCandidates(scene.Event(name), field)
            : scene.Scene.Read(scene.Event(name), field);

        Assert.Equal(expected == NoValue ? null : InLocalTime(expected), actual);
    }

    [Fact]
    public void Every_field_of_system_calls_has_a_case_with_a_value_or_a_reason_to_have_none()
    {
        string[] withValue = [.. Cases.Where(row => row.Data.Item3 != NoValue).Select(row => FieldReading.Resolve(row.Data.Item2).Definition.Name)];
        string[] reviewed = [.. Rows("without-value.tsv").Select(row => row[0])];
        IEnumerable<string> all = FieldCatalog.For("syscall").Classes
            .SelectMany(fields => fields.Fields).Select(field => field.Name);

        Assert.Empty(all.Except([.. withValue, .. reviewed]));
        Assert.Empty(withValue.Intersect(reviewed));
    }

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "Falco.Core.Tests", "Fields", "Cases", file)).Skip(1).Select(line => line.Split('\t'));

    private static bool IsForConditions(string field) => (FieldReading.Resolve(field).Definition.Flags & FieldFlags.FilterOnly) != 0;

    // The hour of the day depends on where the tests run.
    private static string InLocalTime(string text)
    {
        DateTime time = DateTime.UnixEpoch.AddTicks((long)(HostScene.Start / 100)) + TimeZoneInfo.Local.GetUtcOffset(TimeProvider.System.GetUtcNow());
        return text.Replace("{date}", time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{time}", time.ToString("HH:mm:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
