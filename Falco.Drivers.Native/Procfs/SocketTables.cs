using Falco.Core.State;

namespace Falco.Drivers.Native.Procfs;

/// <summary>The sockets of all network namespaces that were met; each is read once between two calls of <see cref="Clear"/>.</summary>
internal sealed class SocketTables : IDisposable
{
    private readonly Dictionary<ulong, SocketTable> _tables = [];
    private readonly Stack<SocketTable> _free = [];
    private readonly LineReader _lines = new(64 * 1024);

    /// <summary>Forgets all sockets: they change all the time.</summary>
    public void Clear()
    {
        foreach (SocketTable table in _tables.Values)
        {
            table.Clear();
            _free.Push(table);
        }

        _tables.Clear();
    }

    /// <summary>The sockets of the namespace that a process lives in.</summary>
    public SocketTable Of(ProcDirectory process)
    {
        Span<byte> target = stackalloc byte[64];
        int length = process.ReadLink("ns/net"u8, target);
        _ = LinkTarget.TryReadNumber(target[..Math.Max(length, 0)], "net:["u8, out ulong space);
        if (!_tables.TryGetValue(space, out SocketTable? table))
        {
            table = _free.Count > 0 ? _free.Pop() : new SocketTable();
            Read(process, table);
            _tables.Add(space, table);
        }

        return table;
    }

    public void Dispose() => _lines.Dispose();

    private void Read(ProcDirectory process, SocketTable table)
    {
        ReadInternet(process, "net/tcp"u8, SocketProtocol.Tcp, table);
        ReadInternet(process, "net/udp"u8, SocketProtocol.Udp, table);
        ReadInternet(process, "net/raw"u8, SocketProtocol.Raw, table);
        ReadInternet(process, "net/tcp6"u8, SocketProtocol.Tcp, table);
        ReadInternet(process, "net/udp6"u8, SocketProtocol.Udp, table);
        ReadInternet(process, "net/raw6"u8, SocketProtocol.Raw, table);
        if (_lines.Open(process, "net/netlink"u8) >= 0)
        {
            while (_lines.TryRead(out ReadOnlySpan<byte> line))
                SocketLine.ReadNetlink(line, table);
        }

        if (_lines.Open(process, "net/unix"u8) >= 0)
        {
            while (_lines.TryRead(out ReadOnlySpan<byte> line))
                SocketLine.ReadUnix(line, table);
        }

        _lines.Dispose();
    }

    private void ReadInternet(ProcDirectory process, ReadOnlySpan<byte> file, SocketProtocol protocol, SocketTable table)
    {
        if (_lines.Open(process, file) < 0)
            return;
        while (_lines.TryRead(out ReadOnlySpan<byte> line))
            SocketLine.ReadInternet(line, protocol, table);
    }
}
