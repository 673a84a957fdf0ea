using System.Text;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Testing.Given;

namespace Falco.Testing.Events;

/// <summary>A host and what happens there, encoded: can be played as often as needed. Immutable.</summary>
internal sealed class Scene : IScenario
{
    /// <summary>When scenes begin, nanoseconds since the Unix epoch: 2024-01-01, so that two runs are equal.</summary>
    public const ulong Start = 1_704_067_200_000_000_000;

    public const ulong Hour = 3_600_000_000_000;

    public const ulong Day = 24 * Hour;

    private readonly World _world;
    private readonly IReadOnlyList<GivenProcess> _processes;

    /// <param name="world">The host; only what does not change with events is read of it.</param>
    /// <param name="processes">The processes as they are before the first event.</param>
    /// <param name="steps">What happens.</param>
    public Scene(World world, IReadOnlyList<GivenProcess> processes, IReadOnlyList<SceneStep> steps)
    {
        _world = world;
        _processes = processes;
        Steps = steps;
    }

    /// <summary>What happens.</summary>
    private IReadOnlyList<SceneStep> Steps { get; }

    /// <inheritdoc/>
    public void Play(IHostTableObserver tables, ScenarioEvent onEvent)
    {
        Describe(tables);
        foreach (SceneStep step in Steps)
        {
            if (step.Given is { } given)
            {
                given.Descriptor.Put(given.ThreadId, tables);
                continue;
            }

            EventFault fault = Event.TryRead(step.Bytes, cpu: 0, step.Flags, out Event view);
            if (fault != EventFault.None)
                throw new InvalidOperationException($"An event of the test is not well-formed: {fault}.");
            onEvent(step.Item, in view);
        }
    }

    /// <summary>Tells the picture of a host what is there before the first event.</summary>
    private void Describe(IHostTableObserver tables)
    {
        tables.OnSectionStarted();
        tables.OnMachine(new MachineEntry
        {
            CpuCount = 4,
            MemorySize = 8UL << 30,
            MaxProcessId = 1 << 22,
            HostName = Utf8(_world.HostName),
            BootTime = Start - (30 * Day),
        });
        tables.OnInterface(new InterfaceEntry
        {
            Name = "lo"u8,
            Address = [127, 0, 0, 1],
            Mask = [255, 0, 0, 0],
            Broadcast = [127, 255, 255, 255],
        });
        tables.OnInterface(new InterfaceEntry
        {
            Name = "eth0"u8,
            Address = [10, 0, 0, 1],
            Mask = [255, 255, 255, 0],
            Broadcast = [10, 0, 0, 255],
        });
        foreach ((uint id, string name) in _world.Groups)
            tables.OnGroup(new GroupEntry { GroupId = id, Name = Utf8(name) });
        foreach (GivenUser user in _world.Users.Values)
        {
            tables.OnUser(new UserEntry
            {
                UserId = user.Id,
                GroupId = user.GroupId,
                Name = Utf8(user.Name),
                HomeDirectory = Utf8(user.Home),
                Shell = Utf8(user.Shell),
            });
        }

        foreach (GivenProcess process in _processes)
            Describe(process, tables);
        tables.OnTablesCompleted();
    }

    private static void Describe(GivenProcess process, IHostTableObserver tables)
    {
        const uint upper = 2;
        const uint memory = 4;
        const uint lower = 8;
        ThreadEntry entry = new()
        {
            ThreadId = process.Id,
            ProcessId = process.Id,
            ParentId = process.ParentId,
            SessionId = process.SessionId,
            ProcessGroupId = process.ProcessGroupId,
            VirtualProcessGroupId = process.VirtualProcessGroupId ?? process.ProcessGroupId,
            VirtualThreadId = process.VirtualId ?? process.Id,
            VirtualProcessId = process.VirtualId ?? process.Id,
            Comm = Utf8(process.Comm),
            Exe = Utf8(process.Exe),
            ExePath = Utf8(process.ExePath),
            Arguments = ParameterTexts(process.Arguments),
            Environment = ParameterTexts(process.Environment),
            ControlGroups = ParameterTexts(process.ControlGroups),
            CurrentDirectory = Utf8(process.Directory),
            Root = "/"u8,
            DescriptorLimit = 1024,
            UserId = process.UserId,
            GroupId = process.GroupId,
            LoginUserId = process.LoginUserId,
            Tty = process.Tty,
            IsExeWritable = (process.ExeFlags & 1) != 0,
            IsExeUpperLayer = (process.ExeFlags & upper) != 0,
            IsExeFromMemfd = (process.ExeFlags & memory) != 0,
            IsExeLowerLayer = (process.ExeFlags & lower) != 0,
            PermittedCapabilities = process.Capabilities,
            EffectiveCapabilities = process.Capabilities,
            ExeInode = process.ExeInode,
            ExeInodeChangeTime = process.ExeChanged,
            ExeInodeModifyTime = process.ExeModified,
            CloneTime = process.Started,
            PidNamespaceStart = process.Started,
        };
        tables.OnThread(in entry);
        foreach (GivenDescriptor descriptor in process.Descriptors)
            descriptor.Put(process.Id, tables);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] ParameterTexts(IReadOnlyList<string> texts) => ParameterWriter.Texts(texts);
}

/// <summary>One thing that happens.</summary>
/// <param name="Item">The position in the test's list of events, from 1; 0 for what the test does not speak of.</param>
/// <param name="Bytes">An encoded event; empty if a descriptor is put into the picture of the host instead.</param>
/// <param name="Flags">How the event is delivered.</param>
internal sealed record SceneStep(int Item, byte[] Bytes, EventFlags Flags = EventFlags.None)
{
    /// <summary>The descriptor, and the thread that has it.</summary>
    public (long ThreadId, GivenDescriptor Descriptor)? Given { get; init; }
}
