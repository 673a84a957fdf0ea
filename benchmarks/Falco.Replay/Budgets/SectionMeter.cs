using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Replay.Stages;

namespace Falco.Replay.Budgets;

/// <summary>Tells what a stage allocates for the events of each section of a capture; what the tables between them cost is left out.</summary>
/// <param name="stage">The stage.</param>
/// <param name="sections">How many sections there may be without the meter itself growing.</param>
internal sealed class SectionMeter(StageObserver stage, int sections) : IEventObserver, IHostTableObserver
{
    private readonly List<long> _sections = new(sections);
    private long _start = -1;

    public IHostTableObserver? Tables => this;

    /// <summary>Managed bytes allocated by all threads, a number for each section.</summary>
    public IReadOnlyList<long> Sections => _sections;

    public void OnEvent(in Event view) => stage.OnEvent(in view);

    public void OnCompleted() => EndSection();

    // What is thrown here ends the run: a stage that fails would otherwise be timed as a fast one.
    public void OnError(Exception error) => throw new InvalidOperationException("An observer failed.", error);

    public void OnSectionStarted()
    {
        EndSection();
        stage.Tables?.OnSectionStarted();
    }

    public void OnThreadProvider(IThreadProvider provider) => stage.Tables?.OnThreadProvider(provider);

    public void OnMachine(in MachineEntry machine) => stage.Tables?.OnMachine(in machine);

    public void OnInterface(in InterfaceEntry entry) => stage.Tables?.OnInterface(in entry);

    public void OnUser(in UserEntry user) => stage.Tables?.OnUser(in user);

    public void OnGroup(in GroupEntry group) => stage.Tables?.OnGroup(in group);

    public void OnThread(in ThreadEntry thread) => stage.Tables?.OnThread(in thread);

    public void OnDescriptor(long threadId, in DescriptorEntry descriptor) => stage.Tables?.OnDescriptor(threadId, in descriptor);

    public void OnTablesCompleted()
    {
        stage.Tables?.OnTablesCompleted();
        _start = GC.GetTotalAllocatedBytes(precise: true);
    }

    private void EndSection()
    {
        if (_start >= 0)
            _sections.Add(GC.GetTotalAllocatedBytes(precise: true) - _start);
        _start = -1;
    }
}
