using System.Text;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Core.Tests.State;

/// <summary>A source that can tell of the threads that a test gave it, and keeps what it was asked for.</summary>
internal sealed class FakeThreadProvider : IThreadProvider
{
    private readonly Dictionary<long, (long ProcessId, long ParentId, string Comm)> _threads = [];

    public List<long> Asked { get; } = [];

    public List<bool> WithSockets { get; } = [];

    public List<Connection> Sockets { get; } = [];

    public void Add(long threadId, long processId, long parentId, string comm) => _threads.Add(threadId, (processId, parentId, comm));

    public bool IsThreadAlive(long processId, long threadId, ReadOnlySpan<byte> comm) =>
        _threads.TryGetValue(threadId, out (long ProcessId, long ParentId, string Comm) thread) && thread.ProcessId == processId
        && Encoding.UTF8.GetBytes(thread.Comm).AsSpan().StartsWith(comm);

    public bool TryReadThread(long threadId, bool withSockets, IHostTableObserver tables)
    {
        Asked.Add(threadId);
        WithSockets.Add(withSockets);
        if (!_threads.TryGetValue(threadId, out (long ProcessId, long ParentId, string Comm) thread))
            return false;
        ThreadEntry entry = new()
        {
            ThreadId = threadId,
            ProcessId = thread.ProcessId,
            ParentId = thread.ParentId,
            VirtualThreadId = threadId,
            VirtualProcessId = thread.ProcessId,
            Comm = Encoding.UTF8.GetBytes(thread.Comm),
            ExePath = Encoding.UTF8.GetBytes("/bin/" + thread.Comm),
            Flags = threadId == thread.ProcessId ? 0 : (uint)(ThreadFlags.CloneThread | ThreadFlags.CloneFiles),
        };
        tables.OnThread(in entry);
        foreach (Connection socket in Sockets)
        {
            tables.OnDescriptor(threadId, new DescriptorEntry
            {
                Number = socket.Number,
                Type = socket.Type,
                Protocol = SocketProtocol.Tcp,
                SourceAddress = [10, 0, 0, 1],
                DestinationAddress = [10, 0, 0, 2],
                SourcePort = socket.SourcePort,
                DestinationPort = socket.DestinationPort,
            });
        }

        return true;
    }

    internal sealed record Connection(long Number, DescriptorType Type, ushort SourcePort, ushort DestinationPort);
}
