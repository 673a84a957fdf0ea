using System.Text.Json;
using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>The whole table of threads, as a test left it.</summary>
internal sealed class SinspThreads(Differences differences) : SinspGrader(differences, "threads")
{
    public override void Grade(in HostEvent current, RecordedOperation question, SinspReplay replay)
    {
        HostState host = replay.Host;
        JsonElement rows = question.Data.GetProperty("rows");
        List<long> threads = [];
        foreach (ThreadRecord thread in host.Threads)
            threads.Add(thread.ThreadId);
        Differences.Compare($"{question} threads", string.Join(',', rows.EnumerateArray().Select(row => row.GetProperty("tid").GetInt64()).Order()),
            string.Join(',', threads.Order()));
        foreach (JsonElement row in rows.EnumerateArray())
        {
            if (host.FindThread(row.GetProperty("tid").GetInt64()) is { } thread)
            {
                Differences.CompareRows($"{question} thread {thread.ThreadId}", SinspRecords.Read(row), SinspRecords.Describe(host, thread),
                    isWholeRow: true);
            }
        }
    }
}
