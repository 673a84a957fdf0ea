namespace Falco.Core.Streams;

/// <summary>
/// Receives the tables that describe the host when a recording or a live source starts. All calls come on the source's thread,
/// before the first event; a concatenated capture starts a new section between two events.
/// </summary>
public interface IHostTableObserver
{
    /// <summary>A new section begins: everything known before is void.</summary>
    void OnSectionStarted();

    /// <summary>The source can tell of single threads later, until the next section starts. A recording cannot.</summary>
    void OnThreadProvider(IThreadProvider provider)
    {
    }

    /// <summary>The machine.</summary>
    void OnMachine(in MachineEntry machine);

    /// <summary>An address of a network interface.</summary>
    void OnInterface(in InterfaceEntry entry);

    /// <summary>A user of the host.</summary>
    void OnUser(in UserEntry user);

    /// <summary>A group of the host.</summary>
    void OnGroup(in GroupEntry group);

    /// <summary>A thread; the main thread of a process has equal thread and process ids.</summary>
    void OnThread(in ThreadEntry thread);

    /// <summary>An open descriptor of a thread's descriptor table.</summary>
    void OnDescriptor(long threadId, in DescriptorEntry descriptor);

    /// <summary>The tables are complete; events follow.</summary>
    void OnTablesCompleted();
}
