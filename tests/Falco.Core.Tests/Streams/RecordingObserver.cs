using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Core.Tests.Streams;

/// <summary>Keeps what it was told; throws at an event if it is told to.</summary>
internal sealed class RecordingObserver : IEventObserver, IHostTableObserver
{
    public List<long> Numbers { get; } = [];

    public List<string> TableCalls { get; } = [];

    public int Completions { get; private set; }

    public List<Exception> Errors { get; } = [];

    public Exception? ThrowAtEvent { get; init; }

    public Exception? ThrowAtTables { get; init; }

    public Exception? ThrowAtCompletion { get; init; }

    public IHostTableObserver? Tables => this;

    public void OnEvent(in Event view)
    {
        Numbers.Add(view.GetInt64(0));
        if (ThrowAtEvent is not null)
            throw ThrowAtEvent;
    }

    public void OnCompleted()
    {
        Completions++;
        if (ThrowAtCompletion is not null)
            throw ThrowAtCompletion;
    }

    public void OnError(Exception error) => Errors.Add(error);

    public void OnSectionStarted() => TableCalls.Add("section");

    public void OnMachine(in MachineEntry machine) => TableCalls.Add("machine");

    public void OnInterface(in InterfaceEntry entry) => TableCalls.Add("interface");

    public void OnUser(in UserEntry user) => TableCalls.Add("user");

    public void OnGroup(in GroupEntry group) => TableCalls.Add("group");

    public void OnThread(in ThreadEntry thread)
    {
        TableCalls.Add($"thread {thread.ThreadId}");
        if (ThrowAtTables is not null)
            throw ThrowAtTables;
    }

    public void OnDescriptor(long threadId, in DescriptorEntry descriptor) =>
        TableCalls.Add($"descriptor {threadId}/{descriptor.Number}");

    public void OnTablesCompleted() => TableCalls.Add("completed");
}
