using System.Text.Json;

namespace Falco.Conformance;

/// <summary>The recordings of the reference's state tests.</summary>
internal static class SinspRecordings
{
    /// <summary>Recordings that need what belongs to live sources, with the reason.</summary>
    private static readonly Dictionary<string, string> OutOfScope = new()
    {
        ["sinsp_with_test_input.THRD_TABLE_remove_inactive_threads"] = "purging of inactive threads comes with live sources",
    };

    /// <summary>All that are in scope.</summary>
    public static IEnumerable<IReadOnlyList<RecordedOperation>> All() =>
        RecordedOperation.ReadAll("sinsp").Where(recording => !OutOfScope.ContainsKey(recording[0].Recording));

    /// <summary>Whether the reference itself gave the same again; other lines hang on state that a recording does not hold.</summary>
    public static bool IsGraded(RecordedOperation operation) =>
        !operation.Data.TryGetProperty("replay", out JsonElement replay) || replay.GetBoolean();
}
