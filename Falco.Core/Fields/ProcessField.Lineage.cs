using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>What is read from ancestors and leaders.</summary>
internal sealed partial class ProcessField
{
    private const int MaxAncestors = 1000;
    private const int MaxEnvironmentAncestors = 20;

    protected override bool ReadCandidatesCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Thread is not { } thread)
            return false;
        scratch.BeginList();
        ThreadRecord? ancestor = Ancestor(in view, thread, 1);
        for (int depth = 0; ancestor is not null && depth < MaxAncestors; depth++)
        {
            switch (_id)
            {
                case FieldId.ProcApid:
                    scratch.AddElement((ulong)ancestor.ProcessId);
                    break;
                case FieldId.ProcAenv:
                    AddEnvironment(ancestor, scratch);
                    break;
                default:
                    scratch.AddElement(TextOf(ancestor));
                    break;
            }

            ancestor = view.Host.ParentProcessOf(ancestor);
        }

        return FieldValue.Of(scratch.EndList(), ref value);
    }

    private bool ReadRelative(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        switch (_id)
        {
            case FieldId.ProcPexe or FieldId.ProcPexepath or FieldId.ProcPname or FieldId.ProcPcmdline:
                return Ancestor(in view, thread, 1) is { } parent && FieldValue.Of(TextOf(parent), ref value);
            case FieldId.ProcPpid:
                return Ancestor(in view, thread, 1) is { } process && Id(process.ProcessId, ref value);
            case FieldId.ProcPvpid:
                return view.Host.FindThread(thread.ParentId) is { } direct && FieldValue.Of(direct.VirtualProcessId, ref value);
            case FieldId.ProcApid:
                return argument.IsNone ? Id(thread.ProcessId, ref value)
                    : Ancestor(in view, thread, argument.Index) is { } indexed && Id(indexed.ProcessId, ref value);
            case FieldId.ProcAname or FieldId.ProcAexe or FieldId.ProcAexepath or FieldId.ProcAcmdline:
                return argument.IsNone
                    ? JoinAncestors(in view, thread, scratch, ref value)
                    : Ancestor(in view, thread, argument.Index) is { } named && FieldValue.Of(TextOf(named), ref value);
            case FieldId.ProcAargs:
                return argument.IsNone
                    ? JoinAncestors(in view, thread, scratch, ref value)
                    : Ancestor(in view, thread, argument.Index) is { } called && Joined(called.Arguments, scratch, ref value);
            case FieldId.ProcAenv:
                return ReadAncestorEnvironment(in view, thread, scratch, ref value);
            case FieldId.ProcLoginshellid:
                return LoginShell(in view, thread, ref value);
            case FieldId.ProcSname:
                return Leader(in view, thread, LeaderKind.Session, static leader => leader.Comm, ref value);
            case FieldId.ProcSidExe:
                return Leader(in view, thread, LeaderKind.Session, static leader => leader.Exe, ref value);
            case FieldId.ProcSidExepath:
                return Leader(in view, thread, LeaderKind.Session, static leader => leader.ExePath, ref value);
            case FieldId.ProcVpgidName:
                return Leader(in view, thread, LeaderKind.VirtualGroup, static leader => leader.Comm, ref value);
            case FieldId.ProcVpgidExe:
                return Leader(in view, thread, LeaderKind.VirtualGroup, static leader => leader.Exe, ref value);
            case FieldId.ProcVpgidExepath:
                return Leader(in view, thread, LeaderKind.VirtualGroup, static leader => leader.ExePath, ref value);
            case FieldId.ProcPgidName:
                return Leader(in view, thread, LeaderKind.Group, static leader => leader.Comm, ref value);
            case FieldId.ProcPgidExe:
                return Leader(in view, thread, LeaderKind.Group, static leader => leader.Exe, ref value);
            case FieldId.ProcPgidExepath:
                return Leader(in view, thread, LeaderKind.Group, static leader => leader.ExePath, ref value);
            default:
                return false;
        }
    }

    private ReadOnlySpan<byte> TextOf(ThreadRecord record) => _id switch
    {
        FieldId.ProcPexe or FieldId.ProcAexe => record.Exe,
        FieldId.ProcPexepath or FieldId.ProcAexepath => record.ExePath,
        FieldId.ProcPcmdline or FieldId.ProcAcmdline => record.CommandLine,
        _ => record.Comm,
    };

    /// <summary>The main thread of the k-th ancestor process; 0 is the process itself.</summary>
    private static ThreadRecord? Ancestor(in HostEvent view, ThreadRecord thread, ulong generation)
    {
        ThreadRecord? record = view.Host.MainThreadOf(thread);
        for (ulong i = 0; i < generation && record is not null; i++)
            record = i < MaxAncestors ? view.Host.ParentProcessOf(record) : null;
        return record;
    }

    private bool JoinAncestors(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        ThreadRecord? ancestor = Ancestor(in view, thread, 1);
        if (ancestor is null)
            return false;
        Utf8Composer text = new(scratch);
        for (int depth = 0; ancestor is not null && depth < MaxAncestors; depth++)
        {
            if (depth > 0)
                text.Append((byte)' ');
            if (_id == FieldId.ProcAargs)
                text.AppendJoined(ancestor.Arguments, (byte)' ');
            else
                text.Append(TextOf(ancestor));
            ancestor = view.Host.ParentProcessOf(ancestor);
        }

        return FieldValue.Of(text.Finish(), ref value);
    }

    private static void AddEnvironment(ThreadRecord ancestor, FieldScratch scratch)
    {
        // The entries are joined in place of the list's element: blanks instead of NULs.
        Span<byte> joined = stackalloc byte[4096];
        ReadOnlySpan<byte> environment = ancestor.Environment;
        int length = Math.Min(environment.Length, joined.Length);
        environment[..length].CopyTo(joined);
        joined[..length].Replace((byte)0, (byte)' ');
        scratch.AddElement(joined[..Math.Max(0, length - 1)]);
    }

    private bool ReadAncestorEnvironment(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        if (argument.IsKey)
        {
            ThreadRecord? ancestor = Ancestor(in view, thread, 1);
            for (int depth = 0; ancestor is not null && depth < MaxEnvironmentAncestors; depth++)
            {
                ReadOnlySpan<byte> found = Variable(ancestor.Environment, argument.Key);
                if (!found.IsEmpty)
                    return FieldValue.Of(found, ref value);
                ancestor = view.Host.ParentProcessOf(ancestor);
            }

            return FieldValue.Of(default(ReadOnlySpan<byte>), ref value);
        }

        if (argument.IsNone || argument.Index == 0)
            return Joined(EnvironmentOf(in view, thread), scratch, ref value);
        ThreadRecord? parent = thread;
        for (ulong i = 0; i < argument.Index && parent is not null; i++)
            parent = view.Host.FindThread(parent.ParentId);
        return parent is not null && Joined(EnvironmentOf(in view, parent), scratch, ref value);
    }

    private static bool LoginShell(in HostEvent view, ThreadRecord thread, ref FieldValue value)
    {
        long shell = -1;
        ThreadRecord? record = view.Host.MainThreadOf(thread);
        for (int depth = 0; record is not null && depth < MaxAncestors; depth++)
        {
            if (record.Comm.EndsWith("sh"u8))
                shell = record.ProcessId;
            record = view.Host.ParentProcessOf(record);
        }

        return shell != -1 && FieldValue.Of(shell, ref value);
    }

    /// <summary>
    /// Reads from the leader of a session or group. Ids of a pid namespace name no thread of the host: there the leader is the last of
    /// the ancestors that have the same id.
    /// </summary>
    private static bool Leader(in HostEvent view, ThreadRecord thread, LeaderKind kind, LeaderText text, ref FieldValue value)
    {
        long id = IdOf(thread, kind);
        if (id == -1)
            return FieldValue.Of(default(ReadOnlySpan<byte>), ref value);
        if ((kind == LeaderKind.Group || !thread.IsInPidNamespace) && view.Host.FindThread(id) is { } leader)
            return FieldValue.Of(text(leader), ref value);
        ThreadRecord? record = view.Host.MainThreadOf(thread);
        if (record is null)
            return false;
        ThreadRecord last = record;
        for (int depth = 0; depth < MaxAncestors; depth++)
        {
            record = view.Host.ParentProcessOf(last);
            if (record is null || IdOf(record, kind) != id)
                break;
            last = record;
        }

        return FieldValue.Of(text(last), ref value);
    }

    private static long IdOf(ThreadRecord thread, LeaderKind kind) => kind switch
    {
        LeaderKind.Session => thread.SessionId,
        LeaderKind.VirtualGroup => thread.VirtualProcessGroupId,
        _ => thread.ProcessGroupId,
    };

    private delegate ReadOnlySpan<byte> LeaderText(ThreadRecord leader);

    private enum LeaderKind
    {
        Session,
        VirtualGroup,
        Group,
    }
}
