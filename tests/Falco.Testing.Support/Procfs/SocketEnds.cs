using System.Globalization;
using System.Net;
using Falco.Core.State;

namespace Falco.Testing.Support.Procfs;

/// <summary>The ends of the TCP sockets that a process sees; read when the first is asked for.</summary>
internal sealed class SocketEnds(long processId)
{
    private Dictionary<string, (IPEndPoint Local, IPEndPoint Remote, string State)>? _sockets;

    /// <summary>Compares a record with the socket that /proc shows; nothing is said of sockets other than those of TCP.</summary>
    public string? Difference(DescriptorRecord own, string target)
    {
        const string Established = "01";
        const string Listening = "0A";
        if (own.Protocol != SocketProtocol.Tcp || !target.StartsWith("socket:[", StringComparison.Ordinal))
            return null;
        _sockets ??= Read();
        if (!_sockets.TryGetValue(target["socket:[".Length..^1], out (IPEndPoint Local, IPEndPoint Remote, string State) real))
            return null;
        bool isServer = own.Type is DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket;
        if (real.State == Listening)
            return isServer && own.SourcePort == real.Local.Port ? null : $"listens on {real.Local}";
        if (real.State != Established)
            return null;
        if (isServer)
            return $"is connected: {real.Local} with {real.Remote}";
        IPEndPoint source = new(new IPAddress(own.SourceAddress), own.SourcePort);
        IPEndPoint destination = new(new IPAddress(own.DestinationAddress), own.DestinationPort);
        HashSet<IPEndPoint> ends = [Plain(source), Plain(destination)];
        return ends.SetEquals([real.Local, real.Remote]) ? null : $"connects {real.Local} with {real.Remote}";
    }

    private static IPEndPoint Plain(IPEndPoint end) => end.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(end.Address.MapToIPv4(), end.Port) : end;

    private static IPEndPoint Parse(string text)
    {
        string[] parts = text.Split(':');
        byte[] words = Convert.FromHexString(parts[0]);
        for (int i = 0; i < words.Length; i += 4)
            Array.Reverse(words, i, 4);
        return Plain(new IPEndPoint(new IPAddress(words), ushort.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    private Dictionary<string, (IPEndPoint Local, IPEndPoint Remote, string State)> Read()
    {
        Dictionary<string, (IPEndPoint, IPEndPoint, string)> sockets = [];
        foreach (string table in new[] { "tcp", "tcp6" })
        {
            foreach (string line in (ProcText.Read($"/proc/{processId}/net/{table}") ?? "").Split('\n').Skip(1))
            {
                string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9)
                    sockets[fields[9]] = (Parse(fields[1]), Parse(fields[2]), fields[3]);
            }
        }

        return sockets;
    }
}
