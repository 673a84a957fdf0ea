using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>What is read from ancestors.</summary>
internal sealed partial class ProcessField
{
    private const int MaxGenerations = 1024;
    private const int MaxEnvironmentAncestors = 20;

    protected override bool ReadCandidatesCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Thread is not { } thread || view.Host.MainThreadOf(thread) is not { } main)
            return false;
        scratch.BeginList();
        AncestorWalk ancestors = new(view.Host, main);
        while (ancestors.MoveNext())
        {
            if (_id == FieldId.ProcApid)
                scratch.AddElement((ulong)ancestors.Current.ProcessId);
            else if (_id == FieldId.ProcAenv)
                AddJoined(EnvironmentOf(in view, ancestors.Current), scratch);
            else if (_id == FieldId.ProcAcmdline)
                AddJoined(CommandLineParts(ancestors.Current), scratch);
            else
                scratch.AddElement(TextOf(ancestors.Current, scratch));
        }

        return FieldValue.Of(scratch.EndList(), ref value);
    }

    private bool ReadRelative(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        switch (_id)
        {
            case FieldId.ProcPexe or FieldId.ProcPexepath or FieldId.ProcPname or FieldId.ProcPcmdline:
                return Process(in view, thread, 1) is { } parent && FieldValue.Of(TextOf(parent, scratch), ref value);
            case FieldId.ProcPpid:
                return Process(in view, thread, 1) is { } process && Id(process.ProcessId, ref value);
            case FieldId.ProcPvpid:
                return view.Host.FindThread(thread.ParentId) is { } direct && FieldValue.Of(direct.VirtualProcessId, ref value);
            case FieldId.ProcApid:
                return Process(in view, thread, argument.Index) is { } indexed && Id(indexed.ProcessId, ref value);
            case FieldId.ProcAname or FieldId.ProcAexe or FieldId.ProcAexepath or FieldId.ProcAcmdline:
                return argument.IsNone
                    ? JoinAncestors(in view, thread, scratch, ref value)
                    : Process(in view, thread, argument.Index) is { } named && FieldValue.Of(TextOf(named, scratch), ref value);
            case FieldId.ProcAargs:
                return argument.IsNone
                    ? JoinAncestors(in view, thread, scratch, ref value)
                    : Process(in view, thread, argument.Index) is { } called && Joined(called.Arguments, scratch, ref value);
            case FieldId.ProcAenv:
                return ReadAncestorEnvironment(in view, thread, scratch, ref value);
            case FieldId.ProcLoginshellid:
                return LoginShell(in view, thread, ref value);
            default:
                return ReadLeader(in view, thread, scratch, ref value);
        }
    }

    private ReadOnlySpan<byte> TextOf(ThreadRecord record, FieldScratch scratch) => _id switch
    {
        FieldId.ProcPexe or FieldId.ProcAexe or FieldId.ProcSidExe or FieldId.ProcVpgidExe or FieldId.ProcPgidExe => record.Exe,
        FieldId.ProcPexepath or FieldId.ProcAexepath or FieldId.ProcSidExepath or FieldId.ProcVpgidExepath
            or FieldId.ProcPgidExepath => record.ExePath,
        FieldId.ProcPcmdline or FieldId.ProcAcmdline => CommandLineOf(record, scratch),
        _ => record.Comm,
    };

    /// <summary>The main thread of the ancestor process of a generation; 0 is the process itself.</summary>
    private static ThreadRecord? Process(in HostEvent view, ThreadRecord thread, ulong generation)
    {
        if (generation > MaxGenerations)
            return null;
        ThreadRecord? record = view.Host.MainThreadOf(thread);
        for (ulong i = 0; i < generation && record is not null; i++)
            record = view.Host.ParentProcessOf(record);
        return record;
    }

    private bool JoinAncestors(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Host.MainThreadOf(thread) is not { } main)
            return false;
        Utf8Composer text = new(scratch);
        AncestorWalk ancestors = new(view.Host, main);
        while (ancestors.MoveNext())
        {
            if (text.Length > 0)
                text.Append((byte)' ');
            if (_id == FieldId.ProcAargs)
                text.AppendJoined(ancestors.Current.Arguments, (byte)' ');
            else if (_id == FieldId.ProcAcmdline)
                text.AppendJoined(CommandLineParts(ancestors.Current), (byte)' ');
            else
                text.Append(TextOf(ancestors.Current, scratch));
        }

        return FieldValue.Of(text.Finish(), ref value) && !value.Bytes.IsEmpty;
    }

    private bool ReadAncestorEnvironment(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        if (!argument.IsKey && argument.Index == 0)
            return Joined(EnvironmentOf(in view, thread), scratch, ref value);
        ThreadRecord? ancestor = view.Host.MainThreadOf(thread);
        if (argument.IsKey)
        {
            ReadOnlySpan<byte> found = default;
            for (int i = 0; i < MaxEnvironmentAncestors && found.IsEmpty && ancestor is not null; i++)
            {
                ancestor = view.Host.FindThread(ancestor.ParentId);
                if (ancestor is not null)
                    found = Variable(EnvironmentOf(in view, ancestor), argument.Key);
            }

            return FieldValue.Of(found, ref value);
        }

        if (ancestor is null)
            return FieldValue.Of(default(ReadOnlySpan<byte>), ref value);
        for (ulong i = 0; i < argument.Index && ancestor is not null; i++)
            ancestor = i < MaxGenerations ? view.Host.FindThread(ancestor.ParentId) : null;
        return ancestor is not null && Joined(EnvironmentOf(in view, ancestor), scratch, ref value);
    }

    private static bool LoginShell(in HostEvent view, ThreadRecord thread, ref FieldValue value)
    {
        if (view.Host.MainThreadOf(thread) is not { } main)
            return false;
        ThreadRecord? shell = IsShell(main) ? main : null;
        AncestorWalk ancestors = new(view.Host, main);
        while (ancestors.MoveNext())
        {
            if (IsShell(ancestors.Current))
                shell = ancestors.Current;
        }

        return shell is not null && FieldValue.Of(shell.ProcessId, ref value);
    }

    private static bool IsShell(ThreadRecord record) => record.Comm.EndsWith("sh"u8);
}
