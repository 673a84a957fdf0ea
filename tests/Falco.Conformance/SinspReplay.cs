using System.Globalization;
using System.Text;
using System.Text.Json;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Rules.Compilation;

namespace Falco.Conformance;

/// <summary>Plays one recording of the reference's state tests into a picture of the host, and hands out what was asked in between.</summary>
/// <remarks>The recorded tests let events of all types in, as they are, and had no container plugin.</remarks>
internal sealed class SinspReplay
{
    /// <summary>The kinds of lines that change the picture instead of asking.</summary>
    public static readonly IReadOnlySet<string> Changes = new HashSet<string>
    {
        "thread", "open", "add_user", "rm_user", "add_group", "rm_group", "set_filter", "set", "set_max_thread_table_size", "set_last_access",
        "purge_inactive", "api_remove_thread",
    };

    // What the recorded tests had added to the fields.
    private static readonly Dictionary<string, string> StaticFields = new() { ["example"] = "example_value" };

    private readonly IReadOnlyList<RecordedOperation> _operations;
    private readonly FieldScratch _scratch = new();
    private BoundNode? _filter;

    public SinspReplay(IReadOnlyList<RecordedOperation> operations)
    {
        _operations = operations;
        Fields = FieldCatalog.For("syscall", StaticFields);
    }

    /// <summary>Something that was asked while an event was current.</summary>
    /// <param name="current">The event; the default before the first one.</param>
    /// <param name="question">What was asked: the event itself (<c>event</c>), then everything that changes nothing.</param>
    public delegate void Question(in HostEvent current, RecordedOperation question);

    /// <summary>The picture.</summary>
    public HostState Host { get; } = new(new HostStateOptions { DetectContainers = false, SkipOldEvents = false, PurgePeriod = TimeSpan.Zero });

    /// <summary>The fields that conditions and outputs of the recording are made of.</summary>
    public FieldCatalog Fields { get; }

    /// <summary>Plays the recording from its beginning to its end.</summary>
    /// <param name="ask">Called for each event and for each question.</param>
    public void Run(Question ask)
    {
        Host.OnSectionStarted();
        HostEvent current = default;
        foreach (RecordedOperation operation in _operations)
        {
            if (operation.Kind == "event")
                current = Apply(operation);
            else if (TryChange(operation))
                continue;
            ask(in current, operation);
        }
    }

    /// <summary>Whether the caller of the recorded test got to see an event.</summary>
    public bool Passes(in HostEvent current)
    {
        if (!current.IsShown || _filter is null)
            return current.IsShown;
        _scratch.Reset();
        return ConditionInterpreter.Evaluate(_filter, in current, _scratch);
    }

    private HostEvent Apply(RecordedOperation recorded)
    {
        // The bytes live as long as the event is current.
        byte[] bytes = Convert.FromHexString(recorded.Text("raw")!);
        EventFault fault = Event.TryRead(bytes, recorded.Data.GetProperty("cpu").GetUInt16(), EventFlags.None, out Event view);
        Assert.True(fault == EventFault.None, $"{recorded}: {fault}");
        return Host.Apply(in view);
    }

    private bool TryChange(RecordedOperation operation)
    {
        JsonElement data = operation.Data;
        switch (operation.Kind)
        {
            case "thread": AddThread(operation); break;
            case "open": Host.OnTablesCompleted(); break;
            case "add_user":
                Host.Users.AddUser(operation.Bytes("container_id"), Number32(data, "uid"), Number32(data, "gid"),
                    operation.Bytes("name"), operation.Bytes("home"), operation.Bytes("shell"));
                break;
            case "rm_user": Host.Users.RemoveUser(operation.Bytes("container_id"), Number32(data, "uid")); break;
            case "add_group": Host.Users.AddGroup(operation.Bytes("container_id"), Number32(data, "gid"), operation.Bytes("name")); break;
            case "rm_group": Host.Users.RemoveGroup(operation.Bytes("container_id"), Number32(data, "gid")); break;
            case "set": ChangeSetting(operation); break;
            case "set_filter": _filter = SinspConditions.Bind(Fields, operation.Bytes("expr")!, out _)?.Condition; break;
            case "set_max_thread_table_size": Host.MaxThreads = OnlyNumber(data); break;
            case "set_last_access": Host.FindThread(data.GetProperty("tid").GetInt64())?.LastAccess = Unsigned(data, "ts"); break;
            case "purge_inactive": Host.PurgeInactive(Unsigned(data, "ts"), Unsigned(data, "timeout")); break;
            case "api_remove_thread": Host.RemoveThread(data.GetProperty("tid").GetInt64()); break;
        }

        return Changes.Contains(operation.Kind);
    }

    // The one setting that changes the picture; others are about ways to print.
    private void ChangeSetting(RecordedOperation operation)
    {
        if (operation.Text("name")?.Contains("suppress", StringComparison.Ordinal) != true)
            return;
        JsonElement value = operation.Data.GetProperty("value");
        if (value.ValueKind == JsonValueKind.Number)
            Host.Suppression.AddThread(value.GetInt64());
        else
            Host.Suppression.AddName(operation.Bytes("value"));
    }

    private static int OnlyNumber(JsonElement data) =>
        data.EnumerateObject().Single(property => property.Value.ValueKind == JsonValueKind.Number).Value.GetInt32();

    private void AddThread(RecordedOperation operation)
    {
        JsonElement data = operation.Data;
        ThreadEntry entry = new()
        {
            ThreadId = Number(data, "tid"),
            ProcessId = Number(data, "pid"),
            ParentId = Number(data, "ptid"),
            SessionId = Number(data, "sid"),
            VirtualProcessGroupId = Number(data, "vpgid"),
            ProcessGroupId = Number(data, "pgid"),
            VirtualThreadId = Number(data, "vtid"),
            VirtualProcessId = Number(data, "vpid"),
            Comm = operation.Bytes("comm"),
            Exe = operation.Bytes("exe"),
            ExePath = operation.Bytes("exepath"),
            Arguments = Strings(data, "args"),
            Environment = Strings(data, "env"),
            ControlGroups = Strings(data, "cgroups"),
            CurrentDirectory = operation.Bytes("cwd"),
            Root = operation.Bytes("root"),
            DescriptorLimit = Number(data, "fdlimit"),
            Flags = Number32(data, "flags"),
            UserId = Number32(data, "uid"),
            GroupId = Number32(data, "gid"),
            LoginUserId = Number32(data, "loginuid"),
            Tty = Number32(data, "tty"),
            VirtualMemory = Number32(data, "vmsize_kb"),
            ResidentMemory = Number32(data, "vmrss_kb"),
            SwappedMemory = Number32(data, "vmswap_kb"),
            MajorFaults = Unsigned(data, "pfmajor"),
            MinorFaults = Unsigned(data, "pfminor"),
            PidNamespaceStart = Unsigned(data, "pidns_init_start_ts"),
            CloneTime = Unsigned(data, "clone_ts"),
            IsExeWritable = operation.Flag("exe_writable"),
            IsExeUpperLayer = operation.Flag("exe_upper_layer"),
            IsExeLowerLayer = operation.Flag("exe_lower_layer"),
            IsExeFromMemfd = operation.Flag("exe_from_memfd"),
            InheritableCapabilities = Unsigned(data, "cap_inheritable"),
            PermittedCapabilities = Unsigned(data, "cap_permitted"),
            EffectiveCapabilities = Unsigned(data, "cap_effective"),
            ExeInode = Unsigned(data, "exe_ino"),
            ExeInodeChangeTime = Unsigned(data, "exe_ino_ctime"),
            ExeInodeModifyTime = Unsigned(data, "exe_ino_mtime"),
        };
        Host.OnThread(in entry);
        foreach (JsonElement descriptor in data.GetProperty("fds").EnumerateArray())
        {
            DescriptorEntry file = new()
            {
                Number = Number(descriptor, "fd"),
                Type = (DescriptorType)Number(descriptor, "type_code"),
                Inode = Unsigned(descriptor, "ino"),
                Device = Number32(descriptor, "dev"),
                MountId = Number32(descriptor, "mount_id"),
                OpenFlags = Number32(descriptor, "open_flags"),
                Name = Encoding.UTF8.GetBytes(descriptor.GetProperty("fname").GetString()!),
            };
            Host.OnDescriptor(entry.ThreadId, in file);
        }
    }

    private static byte[] Strings(JsonElement data, string key) =>
        [.. data.GetProperty(key).EnumerateArray().SelectMany(text => Encoding.UTF8.GetBytes(text.GetString() + "\0"))];

    private static long Number(JsonElement data, string key) => data.GetProperty(key).GetInt64();

    // Some unsigned numbers are recorded as signed ones.
    private static ulong Unsigned(JsonElement data, string key) =>
        ulong.TryParse(data.GetProperty(key).GetRawText(), CultureInfo.InvariantCulture, out ulong value) ? value : (ulong)Number(data, key);

    private static uint Number32(JsonElement data, string key) => unchecked((uint)Unsigned(data, key));
}
