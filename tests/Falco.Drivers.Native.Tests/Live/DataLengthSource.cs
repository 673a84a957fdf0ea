using Falco.Drivers.Native.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>The kernel, watched with longer data for protocols that are known, and whole data for one port.</summary>
public sealed class DataLengthSource : IDisposable
{
    /// <summary>The port of statsd, which is none that anybody has.</summary>
    internal const ushort StatsdPort = 8127;

    private readonly ScratchDescriptors _open = new();
    private readonly SocketEnd _whole;

    public DataLengthSource()
    {
        // The port stays taken as long as the source lives, so nobody else gets it.
        using SocketEnd any = SocketEnd.Internet("127.0.0.1", 0);
        WholeSocket = _open.Open("socket", SocketEnd.IPv4Family, 2, 0);
        NativeCall.Succeed("bind", WholeSocket, any.Argument, any.Length);
        _whole = SocketEnd.Of(WholeSocket);
        Live = new LiveSource(new KernelSourceOptions
        {
            DynamicSnapLength = true,
            FullCapturePorts = (_whole.Port, _whole.Port),
            StatsdPort = StatsdPort,
        });
    }

    internal LiveSource Live { get; }

    /// <summary>The datagram socket whose port's data is sent whole.</summary>
    internal nint WholeSocket { get; }

    internal ushort WholePort => _whole.Port;

    public void Dispose()
    {
        Live.Dispose();
        _whole.Dispose();
        _open.Dispose();
    }
}
