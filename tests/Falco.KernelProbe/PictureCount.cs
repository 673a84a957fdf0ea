using System.Globalization;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.KernelProbe;

/// <summary>Counts what the first picture of the host holds, each value by how many processes have it.</summary>
internal sealed class PictureCount : IEventObserver, IHostTableObserver
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Threads { get; private set; }

    public IHostTableObserver Tables => this;

    public void OnThread(in ThreadEntry thread)
    {
        Threads++;
        Count("threads", true);
        if (thread.ThreadId != thread.ProcessId)
            return;
        Count("processes", true);
        Count("exe", !thread.Exe.IsEmpty);
        Count("exepath", !thread.ExePath.IsEmpty);
        Count("args", !thread.Arguments.IsEmpty);
        Count("env", !thread.Environment.IsEmpty);
        Count("cwd", !thread.CurrentDirectory.IsEmpty);
        Count("root", !thread.Root.IsEmpty);
        Count("cgroups", !thread.ControlGroups.IsEmpty);
        Count("exe_ino", thread.ExeInode != 0);
        Count("fdlimit", thread.DescriptorLimit > 0);
        Count("loginuid", thread.LoginUserId != uint.MaxValue);
        Count("vm_size", thread.VirtualMemory != 0);
        Count("ns_start", thread.PidNamespaceStart != 0);
    }

    public void OnDescriptor(long threadId, in DescriptorEntry descriptor)
    {
        Count("descriptors", true);
        Count("files", !descriptor.Name.IsEmpty && descriptor.Type is DescriptorType.FileV2);
        Count("inet", !descriptor.SourceAddress.IsEmpty);
        Count("unix", descriptor.Type is DescriptorType.UnixSocket);
    }

    public override string ToString() =>
        string.Join(' ', _counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key}={count.Value}")));

    public void OnSectionStarted()
    {
    }

    public void OnMachine(in MachineEntry machine)
    {
    }

    public void OnInterface(in InterfaceEntry entry) => Count("interfaces", true);

    public void OnUser(in UserEntry user) => Count("users", true);

    public void OnGroup(in GroupEntry group) => Count("groups", true);

    public void OnTablesCompleted()
    {
    }

    public void OnEvent(in Event view)
    {
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void Count(string what, bool isThere) => _counts[what] = _counts.GetValueOrDefault(what) + (isThere ? 1 : 0);
}
