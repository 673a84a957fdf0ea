using System.Globalization;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Writes down what a reader delivers, one line a call.</summary>
internal sealed class Recorder : IEventObserver, IHostTableObserver
{
    public List<string> Lines { get; } = [];

    public List<string> Tables => [.. Lines.Where(line => !line.StartsWith("event ", StringComparison.Ordinal))];

    public List<string> Events => [.. Lines.Where(line => line.StartsWith("event ", StringComparison.Ordinal))];

    public CaptureException? Error { get; private set; }

    public bool IsCompleted { get; private set; }

    IHostTableObserver? IEventObserver.Tables => this;

    /// <summary>Replays a capture from memory.</summary>
    public static Recorder Replay(CaptureBuilder capture, CaptureReaderOptions? options = null) => Replay(capture.ToArray(), options);

    public static Recorder Replay(byte[] capture, CaptureReaderOptions? options = null) =>
        Replay(CaptureReader.Open(new MemoryStream(capture), "memory", options: options));

    public static Recorder Replay(CaptureReader reader)
    {
        using (reader)
        {
            Recorder recorder = new();
            using IDisposable subscription = reader.Subscribe(recorder);
            Exception? result = reader.Run(TestContext.Current.CancellationToken);
            Assert.Same(result, recorder.Error);
            Assert.Equal(result is null, recorder.IsCompleted);
            return recorder;
        }
    }

    public void OnEvent(in Event view)
    {
        // Every delivered event must stand the check again, and every parameter must be readable.
        Assert.Equal(EventFault.None, Event.TryRead(view.Bytes, view.Cpu, view.Flags, out Event again));
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"event {again.Type} ts={again.Timestamp} tid={again.ThreadId} cpu={again.Cpu}");
        if (view.Flags != EventFlags.None)
            line.Append(CultureInfo.InvariantCulture, $" {view.Flags}");
        for (int i = 0; i < again.ParameterCount; i++)
            line.Append(' ').Append(Convert.ToHexStringLower(again.GetBytes(i)));
        Lines.Add(line.ToString());
    }

    public void OnCompleted() => IsCompleted = true;

    public void OnError(Exception error) => Error = Assert.IsType<CaptureException>(error);

    public void OnSectionStarted() => Lines.Add("section");

    public void OnMachine(in MachineEntry machine) => Lines.Add(
        $"machine cpus={machine.CpuCount} memory={machine.MemorySize} pids={machine.MaxProcessId} host={Text(machine.HostName)} boot={machine.BootTime}");

    public void OnInterface(in InterfaceEntry entry) =>
        Lines.Add($"interface {Text(entry.Name)} {Hex(entry.Address)} {Hex(entry.Mask)} {Hex(entry.Broadcast)}");

    public void OnUser(in UserEntry user) =>
        Lines.Add($"user {user.UserId} {user.GroupId} {Text(user.Name)} {Text(user.HomeDirectory)} {Text(user.Shell)}");

    public void OnGroup(in GroupEntry group) => Lines.Add($"group {group.GroupId} {Text(group.Name)}");

    public void OnThread(in ThreadEntry thread) => Lines.Add(string.Join(' ',
        $"thread tid={thread.ThreadId} pid={thread.ProcessId} ptid={thread.ParentId} sid={thread.SessionId} vpgid={thread.VirtualProcessGroupId}",
        $"comm={Text(thread.Comm)} exe={Text(thread.Exe)} exepath={Text(thread.ExePath)} args={Text(thread.Arguments)} cwd={Text(thread.CurrentDirectory)}",
        $"fdlimit={thread.DescriptorLimit} flags={thread.Flags} uid={thread.UserId} gid={thread.GroupId}",
        $"vm={thread.VirtualMemory},{thread.ResidentMemory},{thread.SwappedMemory} faults={thread.MajorFaults},{thread.MinorFaults}",
        $"env={Text(thread.Environment)} vtid={thread.VirtualThreadId} vpid={thread.VirtualProcessId} cgroups={Text(thread.ControlGroups)} root={Text(thread.Root)}",
        $"pidns={thread.PidNamespaceStart} tty={thread.Tty} loginuid={(int)thread.LoginUserId} writable={thread.IsExeWritable}",
        $"caps={thread.InheritableCapabilities},{thread.PermittedCapabilities},{thread.EffectiveCapabilities}",
        $"upper={thread.IsExeUpperLayer} ino={thread.ExeInode},{thread.ExeInodeChangeTime},{thread.ExeInodeModifyTime}",
        $"memfd={thread.IsExeFromMemfd} lower={thread.IsExeLowerLayer} pgid={thread.ProcessGroupId}"));

    public void OnDescriptor(long threadId, in DescriptorEntry descriptor) => Lines.Add(string.Join(' ',
        $"descriptor tid={threadId} fd={descriptor.Number} ino={descriptor.Inode} {descriptor.Type} name={Text(descriptor.Name)}",
        $"flags={descriptor.OpenFlags} dev={descriptor.Device} {Hex(descriptor.SourceAddress)}:{descriptor.SourcePort}",
        $"{Hex(descriptor.DestinationAddress)}:{descriptor.DestinationPort} {descriptor.Protocol} {descriptor.UnixSource}>{descriptor.UnixDestination}"));

    public void OnTablesCompleted() => Lines.Add("tables completed");

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Replace('\0', '|');

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
