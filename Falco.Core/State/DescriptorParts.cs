namespace Falco.Core.State;

/// <summary>What descriptor records take when they need it, and give back when they are free.</summary>
internal sealed class DescriptorParts(TextStore texts)
{
    private readonly Stack<SocketFields> _sockets = new();

    /// <summary>Places for names.</summary>
    public TextStore Texts { get; } = texts;

    public SocketFields RentSocket()
    {
        if (!_sockets.TryPop(out SocketFields? socket))
            return new SocketFields();
        socket.Clear();
        return socket;
    }

    public void Return(SocketFields socket) => _sockets.Push(socket);
}
