using System.Text.Json;
using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>The picture of the host, as the reference had it after each event and at the end of each of its tests.</summary>
public sealed class SinspState
{
    [Fact]
    public void Events_are_shown_and_have_the_recorded_thread_and_descriptor()
    {
        Differences differences = new();
        foreach (IReadOnlyList<RecordedOperation> recording in SinspRecordings.All())
        {
            SinspReplay replay = new(recording);
            replay.Run(
                (in HostEvent current, RecordedOperation question) =>
                {
                    if (question.Kind == "event" && SinspRecordings.IsGraded(question))
                        CompareEvent(differences, replay, in current, question);
                },
                _ => { });
        }

        differences.AssertNone();
    }

    [Fact]
    public void Threads_and_descriptors_are_as_recorded_when_a_test_ends()
    {
        Differences differences = new();
        foreach (IReadOnlyList<RecordedOperation> recording in SinspRecordings.All())
        {
            SinspReplay replay = new(recording);
            replay.Run(
                (in _, _) => { },
                question =>
                {
                    if (question.Kind == "threads" && SinspRecordings.IsGraded(question))
                        CompareThreads(differences, replay.Host, question);
                });
        }

        differences.AssertNone();
    }

    private static void CompareEvent(Differences differences, SinspReplay replay, in HostEvent current, RecordedOperation recorded)
    {
        JsonElement data = recorded.Data;
        bool isAsynchronous = recorded.Flag("async");
        if (!replay.IsFiltered)
            differences.Compare($"{recorded} {recorded.Text("name")} result", recorded.Text("result"), current.IsShown || isAsynchronous ? "ok" : "filtered");
        if (recorded.Text("result") != "ok")
            return;
        differences.Compare($"{recorded} number", data.GetProperty("num").ToString(), $"{current.Number}");
        differences.Compare($"{recorded} {recorded.Text("name")} thread", Scalar(data.GetProperty("thread")), current.Thread is { } thread ? $"{thread.ThreadId}" : null);
        JsonElement descriptor = data.GetProperty("fdinfo");
        Dictionary<string, string> expected = descriptor.ValueKind == JsonValueKind.Object ? SinspRecords.Read(descriptor) : [];
        Dictionary<string, string> actual = current.Descriptor is { } known ? SinspRecords.Describe(known) : [];
        CompareRows(differences, $"{recorded} {recorded.Text("name")} descriptor", expected, actual, isWholeRow: false);
    }

    private static void CompareThreads(Differences differences, HostState host, RecordedOperation recorded)
    {
        JsonElement rows = recorded.Data.GetProperty("rows");
        List<long> threads = [];
        foreach (ThreadRecord thread in host.Threads)
            threads.Add(thread.ThreadId);
        differences.Compare($"{recorded} threads", string.Join(',', rows.EnumerateArray().Select(row => row.GetProperty("tid").GetInt64()).Order()),
            string.Join(',', threads.Order()));
        foreach (JsonElement row in rows.EnumerateArray())
        {
            if (host.FindThread(row.GetProperty("tid").GetInt64()) is { } thread)
            {
                CompareRows(differences, $"{recorded} thread {thread.ThreadId}", SinspRecords.Read(row), SinspRecords.Describe(host, thread),
                    isWholeRow: true);
            }
        }
    }

    private static void CompareRows(
        Differences differences, string where, Dictionary<string, string> expected, Dictionary<string, string> actual, bool isWholeRow)
    {
        IEnumerable<string> keys = isWholeRow || expected.Count == 0 ? expected.Keys.Union(actual.Keys) : expected.Keys;
        foreach (string key in keys)
            differences.Compare($"{where} {key}", expected.GetValueOrDefault(key), actual.GetValueOrDefault(key));
    }

    private static string? Scalar(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.ToString();
}
