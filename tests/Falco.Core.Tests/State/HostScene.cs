using System.Text;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Testing.Support;

namespace Falco.Core.Tests.State;

/// <summary>A picture of a host with init (1) and a shell (10) whose parent it is.</summary>
internal sealed class HostScene
{
    public const long Init = 1;
    public const long Shell = 10;

    public const ulong Start = 1_700_000_000_000_000_000;

    private ulong _time = Start;

    /// <param name="options">How the picture is kept.</param>
    /// <param name="addTables">Adds more to the tables before they are complete.</param>
    public HostScene(HostStateOptions? options = null, Action<HostState>? addTables = null)
    {
        Host = new HostState(options);
        Host.OnSectionStarted();
        Add(Init, Init, 0, "init");
        Add(Shell, Shell, Init, "bash");
        addTables?.Invoke(Host);
        Host.OnTablesCompleted();
    }

    /// <summary>Reads what an event says while it is current.</summary>
    public delegate T Reader<out T>(in HostEvent current);

    public HostState Host { get; }

    public ThreadRecord Thread(long threadId) => Host.FindThread(threadId) ?? throw new KeyNotFoundException($"{threadId}");

    /// <summary>An event a microsecond after the last one.</summary>
    public EventBuilder Event(EventType type, long threadId) => new(type, threadId, _time += 1000);

    public void Wait(TimeSpan time) => _time += (ulong)time.TotalNanoseconds;

    public void Apply(EventBuilder built) => Apply(built, (in _) => 0);

    public T Apply<T>(EventBuilder built, Reader<T> read, EventFlags flags = EventFlags.None)
    {
        Assert.Equal(EventFault.None, Falco.Core.Events.Event.TryRead(built.Build(), 0, flags, out Event view));
        HostEvent current = Host.Apply(in view);
        return read(in current);
    }

    /// <summary>Something that changes nothing, so that what the last event has scheduled is carried out.</summary>
    public void Pass() => Apply(Event(EventType.GenericExit, Init).UInt16(0).UInt16(0));

    public void Open(long threadId, long number, string path, uint flags = 1, long directory = -100) =>
        Apply(Event(EventType.Openat_2Exit, threadId).Int64(number).Int64(directory).Text(path).UInt32(flags).UInt32(0).UInt32(7).UInt64(99));

    public void Clone(long threadId, long result, uint flags = 0, long? processId = null, long parentId = Init, string comm = "bash", long? virtualId = null) =>
        Apply(Event(EventType.Clone_20Exit, threadId).Int64(result).Text(comm).Bytes().Int64(threadId)
            .Int64(processId ?? threadId).Int64(parentId).Text("").Int64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0)
            .Text(comm).Bytes().UInt32(flags).UInt32(0).UInt32(0).Int64(virtualId ?? threadId).Int64(virtualId ?? processId ?? threadId));

    public void Exec(long threadId, string comm, params string[] arguments) =>
        Apply(Event(EventType.Execve_19Exit, threadId).Int64(0).Text(comm).Texts(arguments).Int64(threadId).Int64(threadId).Int64(Shell)
            .Text("").UInt64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0).Text(comm).Bytes().Bytes().UInt32(0).Int64(threadId)
            .UInt32(uint.MaxValue).UInt32(0).UInt64(0).UInt64(0).UInt64(0).UInt64(5).UInt64(6).UInt64(7).UInt32(0)
            .Text("/usr/bin/" + comm + " (deleted)").Int64(threadId).UInt32(0).Text(comm));

    public void Exit(long threadId, long reaper = 0) =>
        Apply(Event(EventType.Procexit_1Enter, threadId).Int64(0).Int64(0).UInt8(0).UInt8(0).Int64(reaper));

    public static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    public string NameOf(long threadId, long number) =>
        Text((Host.DescriptorsOf(Thread(threadId))?.Find(number) ?? throw new KeyNotFoundException($"{number}")).Name);

    private void Add(long threadId, long processId, long parentId, string comm)
    {
        ThreadEntry entry = new()
        {
            ThreadId = threadId,
            ProcessId = processId,
            ParentId = parentId,
            VirtualThreadId = threadId,
            VirtualProcessId = processId,
            Comm = Encoding.UTF8.GetBytes(comm),
            Exe = Encoding.UTF8.GetBytes(comm),
            ExePath = Encoding.UTF8.GetBytes("/bin/" + comm),
            CurrentDirectory = "/root"u8,
            UserId = 0,
            GroupId = 0,
        };
        Host.OnThread(in entry);
    }
}
