using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The process and the thread that caused the event.</summary>
internal sealed partial class ProcessField(FieldBinding binding, FieldArgument argument) : Field(binding.Definition, binding.Text)
{
    // Synthetic ids are outside of what a kernel gives.
    private const long MaxId = uint.MaxValue;

    private readonly FieldId _id = FieldSchema.IdOf(binding.Definition);

    /// <summary>Ancestors alone do not change with the thread's own record.</summary>
    public override FieldDependencies Dependencies => IsOfAncestors ? FieldDependencies.Lineage : Definition.Dependencies;

    /// <summary>With an index, an ancestor's value is compared like any other.</summary>
    public override FieldComparison Comparison => argument.IsNone || IsAnyEnvironment ? Definition.Comparison : FieldComparison.Value;

    // proc.aenv compares every ancestor's whole environment unless a name is asked for; an index is ignored in conditions.
    private bool IsAnyEnvironment => _id == FieldId.ProcAenv && !argument.IsKey;

    private bool IsOfAncestors => !argument.IsKey && (argument.IsNone || argument.Index > 0)
        && _id is FieldId.ProcAname or FieldId.ProcAexe or FieldId.ProcAexepath or FieldId.ProcAcmdline or FieldId.ProcAargs;

    public override bool CanHave(EventTypeInfo type) =>
        _id is FieldId.ThreadTid or FieldId.ThreadExectime || EventThread.MayExist(type);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (_id == FieldId.ThreadTid)
            return Id(view.Event.ThreadId, ref value);
        if (_id == FieldId.ThreadExectime)
            return FieldValue.Of(view.Event.Type == EventType.Schedswitch_6Enter ? view.Host.ScheduledTime : 0, ref value);
        if (view.Thread is not { } thread)
            return false;
        return _id switch
        {
            FieldId.ProcExe => FieldValue.Of(thread.Exe, ref value),
            FieldId.ProcExepath => FieldValue.Of(thread.ExePath, ref value),
            FieldId.ProcName => FieldValue.Of(thread.Comm, ref value),
            FieldId.ProcCmdline => FieldValue.Of(CommandLineOf(thread, scratch), ref value),
            FieldId.ProcArgs => ReadArguments(thread, scratch, ref value),
            FieldId.ProcExeline => ExeLine(thread, scratch, ref value),
            FieldId.ProcCmdnargs => FieldValue.Of((ulong)thread.Arguments.Count((byte)0), ref value),
            FieldId.ProcCmdlenargs => FieldValue.Of((ulong)(thread.Arguments.Length - thread.Arguments.Count((byte)0)), ref value),
            FieldId.ProcCwd => FieldValue.Of(view.Host.CurrentDirectoryOf(thread), ref value),
            FieldId.ProcTty => FieldValue.Of((ulong)thread.Tty, ref value),
            FieldId.ProcPid => Id(thread.ProcessId, ref value),
            FieldId.ProcVpid => thread.VirtualProcessId != -1 && FieldValue.Of(thread.VirtualProcessId, ref value),
            FieldId.ThreadVtid => thread.VirtualThreadId != -1 && FieldValue.Of(thread.VirtualThreadId, ref value),
            FieldId.ProcSid => FieldValue.Of(thread.SessionId, ref value),
            FieldId.ProcVpgid => FieldValue.Of(thread.VirtualProcessGroupId, ref value),
            FieldId.ProcPgid => FieldValue.Of(thread.ProcessGroupId, ref value),
            FieldId.ThreadIsmain => FieldValue.Of(thread.IsMainThread, ref value),
            FieldId.ProcIsExeWritable => FieldValue.Of(thread.IsExeWritable, ref value),
            FieldId.ProcIsExeUpperLayer => FieldValue.Of(thread.IsExeUpperLayer, ref value),
            FieldId.ProcIsExeLowerLayer => FieldValue.Of(thread.IsExeLowerLayer, ref value),
            FieldId.ProcIsExeFromMemfd => FieldValue.Of(thread.IsExeFromMemfd, ref value),
            FieldId.ProcIsSidLeader => FieldValue.Of(thread.SessionId == thread.VirtualProcessId, ref value),
            FieldId.ProcIsVpgidLeader => FieldValue.Of(thread.VirtualProcessGroupId == thread.VirtualProcessId, ref value),
            FieldId.ProcIsPgidLeader => FieldValue.Of(thread.ProcessGroupId == thread.ProcessId, ref value),
            FieldId.ProcEnv => ReadEnvironment(in view, thread, scratch, ref value),
            FieldId.ProcDuration => thread.CloneTime != 0 && FieldValue.Of(view.Event.Timestamp - thread.CloneTime, ref value),
            FieldId.ProcPidTs => Positive(thread.CloneTime, ref value),
            FieldId.ProcExeIno => Positive(thread.ExeInode, ref value),
            FieldId.ProcExeInoCtime => Positive(thread.ExeInodeChangeTime, ref value),
            FieldId.ProcExeInoMtime => Positive(thread.ExeInodeModifyTime, ref value),
            FieldId.ProcExeInoCtimeDurationProcStart => Positive(thread.ExeInodeChangeToCloneDuration, ref value),
            FieldId.ProcExeInoCtimeDurationPidnsStart => Positive(thread.PidNamespaceToExeInodeChangeDuration, ref value),
            FieldId.ProcPidnsInitStartTs => Positive(thread.PidNamespaceStart, ref value),
            FieldId.ThreadCapPermitted => Capabilities(thread.PermittedCapabilities, scratch, ref value),
            FieldId.ThreadCapInheritable => Capabilities(thread.InheritableCapabilities, scratch, ref value),
            FieldId.ThreadCapEffective => Capabilities(thread.EffectiveCapabilities, scratch, ref value),
            FieldId.ThreadCgroups => !thread.ControlGroups.IsEmpty && Joined(thread.ControlGroups, scratch, ref value),
            FieldId.ThreadCgroup => ControlGroup(thread, ref value),
            FieldId.ThreadNametid => NameAndId(thread, scratch, ref value),
            < FieldId.ProcDuration => ReadRelative(in view, thread, scratch, ref value),
            _ => ReadResource(in view, thread, scratch, ref value),
        };
    }

    private static bool Id(long id, ref FieldValue value) => id is >= -1 and <= MaxId && FieldValue.Of(id, ref value);

    // The line is put together when the arguments are set; a record that was made up has none, but may have a name.
    private static ReadOnlySpan<byte> CommandLineParts(ThreadRecord record) =>
        record.CommandLineLength == 0 ? record.Comm : record.CommandLineParts;

    private static ReadOnlySpan<byte> CommandLineOf(ThreadRecord record, FieldScratch scratch)
    {
        if (record.CommandLineLength == 0)
            return record.Comm;
        Span<byte> line = scratch.Take(record.CommandLineLength);
        record.CopyCommandLine(line);
        return line;
    }

    private static bool Positive(ulong number, ref FieldValue value) => number != 0 && FieldValue.Of(number, ref value);

    private bool ReadArguments(ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        if (argument.IsNone)
            return Joined(thread.Arguments, scratch, ref value);
        ulong index = argument.Index;
        foreach (ReadOnlySpan<byte> text in new StringRun(thread.Arguments))
        {
            if (index-- == 0)
                return FieldValue.Of(text, ref value);
        }

        return FieldValue.Of(default(ReadOnlySpan<byte>), ref value);
    }

    private static bool ExeLine(ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        Utf8Composer text = new(scratch);
        text.Append(thread.Exe);
        text.Append((byte)' ');
        text.AppendJoined(thread.Arguments, (byte)' ');
        return FieldValue.Of(text.Finish(), ref value);
    }

    private bool ReadEnvironment(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        ReadOnlySpan<byte> environment = EnvironmentOf(in view, thread);
        return argument.IsKey
            ? FieldValue.Of(Variable(environment, argument.Key), ref value)
            : Joined(environment, scratch, ref value);
    }

    private static ReadOnlySpan<byte> EnvironmentOf(scoped in HostEvent view, ThreadRecord thread) =>
        view.Host.MainThreadOf(thread) is { } main ? main.Environment : default;

    /// <summary>The value of a variable without blanks around it; empty if there is none.</summary>
    private static ReadOnlySpan<byte> Variable(ReadOnlySpan<byte> environment, scoped ReadOnlySpan<byte> name)
    {
        foreach (ReadOnlySpan<byte> entry in new StringRun(environment))
        {
            if (entry.Length > name.Length + 1 && entry[name.Length] == (byte)'=' && entry.StartsWith(name))
                return entry[(name.Length + 1)..].Trim((byte)' ');
        }

        return default;
    }

    private static bool Joined(ReadOnlySpan<byte> strings, FieldScratch scratch, ref FieldValue value)
    {
        Utf8Composer text = new(scratch);
        text.AppendJoined(strings, (byte)' ');
        return FieldValue.Of(text.Finish(), ref value);
    }

    /// <summary>Adds a run of strings as one element, joined by blanks.</summary>
    private static void AddJoined(ReadOnlySpan<byte> strings, FieldScratch scratch)
    {
        // The NUL that ends the last string is left out; those between become the blanks.
        ReadOnlySpan<byte> content = strings is [.., 0] ? strings[..^1] : strings;
        content.Replace(scratch.AddElement(content.Length), (byte)0, (byte)' ');
    }

    private bool ControlGroup(ThreadRecord thread, ref FieldValue value)
    {
        ReadOnlySpan<byte> subsystem = argument.Key;
        foreach (ReadOnlySpan<byte> entry in new StringRun(thread.ControlGroups))
        {
            int equals = entry.IndexOf((byte)'=');
            if (equals > 0 && entry[..equals].SequenceEqual(subsystem))
                return FieldValue.Of(entry[(equals + 1)..], ref value);
        }

        return false;
    }

    private static bool NameAndId(ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        Utf8Composer text = new(scratch);
        text.Append(thread.Comm);
        text.Append(thread.ThreadId);
        return FieldValue.Of(text.Finish(), ref value);
    }

    private static bool Capabilities(ulong bits, FieldScratch scratch, ref FieldValue value)
    {
        Utf8Composer text = new(scratch);
        for (int bit = 0; bit < CapabilityName.Count; bit++)
        {
            if ((bits & (1UL << bit)) == 0)
                continue;
            if (text.Length > 0)
                text.Append((byte)' ');
            text.Append(CapabilityName.Of(bit));
        }

        return FieldValue.Of(text.Finish(), ref value);
    }
}
