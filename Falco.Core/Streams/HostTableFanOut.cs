namespace Falco.Core.Streams;

/// <summary>Hands the tables of the host to every observer that wants them; one that throws ends its own subscription only.</summary>
internal sealed class HostTableFanOut(EventSource source, EventSubscription[] subscriptions) : IHostTableObserver
{
    private delegate void Call<TEntry>(IHostTableObserver tables, long threadId, in TEntry entry)
        where TEntry : allows ref struct;

    public void OnSectionStarted() => Deliver<byte>(0, 0, static (tables, _, in _) => tables.OnSectionStarted());

    public void OnThreadProvider(IThreadProvider provider) =>
        Deliver(0, in provider, static (tables, _, in provider) => tables.OnThreadProvider(provider));

    public void OnMachine(in MachineEntry machine) => Deliver(0, in machine, static (tables, _, in entry) => tables.OnMachine(in entry));

    public void OnInterface(in InterfaceEntry entry) => Deliver(0, in entry, static (tables, _, in entry) => tables.OnInterface(in entry));

    public void OnUser(in UserEntry user) => Deliver(0, in user, static (tables, _, in entry) => tables.OnUser(in entry));

    public void OnGroup(in GroupEntry group) => Deliver(0, in group, static (tables, _, in entry) => tables.OnGroup(in entry));

    public void OnThread(in ThreadEntry thread) => Deliver(0, in thread, static (tables, _, in entry) => tables.OnThread(in entry));

    public void OnDescriptor(long threadId, in DescriptorEntry descriptor) =>
        Deliver(threadId, in descriptor, static (tables, threadId, in entry) => tables.OnDescriptor(threadId, in entry));

    public void OnTablesCompleted() => Deliver<byte>(0, 0, static (tables, _, in _) => tables.OnTablesCompleted());

    private void Deliver<TEntry>(long threadId, in TEntry entry, Call<TEntry> call)
        where TEntry : allows ref struct
    {
        foreach (EventSubscription subscription in subscriptions)
        {
            try
            {
                if (subscription.Observer?.Tables is { } tables)
                    call(tables, threadId, in entry);
            }
            catch (Exception error)
            {
                source.Fail(subscription, error);
            }
        }
    }
}
