using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>What is read from the leader of a session or of a process group.</summary>
internal sealed partial class ProcessField
{
    private enum LeaderKind
    {
        Session,
        VirtualGroup,
        Group,
    }

    private bool ReadLeader(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        LeaderKind kind = _id switch
        {
            FieldId.ProcSname or FieldId.ProcSidExe or FieldId.ProcSidExepath => LeaderKind.Session,
            FieldId.ProcVpgidName or FieldId.ProcVpgidExe or FieldId.ProcVpgidExepath => LeaderKind.VirtualGroup,
            _ => LeaderKind.Group,
        };
        return FieldValue.Of(FindLeader(in view, thread, kind) is { } leader ? TextOf(leader, scratch) : default, ref value);
    }

    /// <summary>
    /// The thread whose id is that of the session or group. Ids of a pid namespace name no thread of the host: there the leader is the
    /// last in the chain of parents that have the same id.
    /// </summary>
    private static ThreadRecord? FindLeader(in HostEvent view, ThreadRecord thread, LeaderKind kind)
    {
        long id = IdOf(thread, kind);
        if (id == -1)
            return null;
        if ((kind == LeaderKind.Group || !thread.IsInPidNamespace) && view.Host.FindThread(id) is { } leader)
            return leader;
        ThreadRecord? last = null;
        AncestorWalk ancestors = new(view.Host, thread);
        while (ancestors.MoveNext() && IdOf(ancestors.Current, kind) == id)
            last = ancestors.Current;
        return last;
    }

    private static long IdOf(ThreadRecord thread, LeaderKind kind) => kind switch
    {
        LeaderKind.Session => thread.SessionId,
        LeaderKind.VirtualGroup => thread.VirtualProcessGroupId,
        _ => thread.ProcessGroupId,
    };
}
