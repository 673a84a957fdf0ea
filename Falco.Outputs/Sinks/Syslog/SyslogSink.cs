using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Falco.Outputs.Rendering;

namespace Falco.Outputs.Sinks.Syslog;

/// <summary>Sends each alert as a message to a syslog.</summary>
/// <remarks>No syslog acknowledges messages: what is in flight when it ends is lost. After a failure the sink connects anew.</remarks>
public sealed class SyslogSink : IReopenableSink, IDisposable
{
    private readonly SyslogSinkOptions _options;
    private readonly SyslogMessage _message;
    private readonly ArrayBufferWriter<byte> _frames = new(4096);
    private Socket? _socket;
    private volatile bool _mustReopen;

    /// <summary>Makes a sink; it connects with the first delivery.</summary>
    /// <param name="options">The syslog.</param>
    /// <param name="layout">How alerts are laid out.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="ArgumentException">A name or the facility is not one.</exception>
    public SyslogSink(SyslogSinkOptions options, AlertLayout layout, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(layout);
        _options = options;
        _message = new SyslogMessage(options, layout, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    /// <exception cref="SocketException">The syslog cannot be reached.</exception>
    /// <exception cref="DeliveryException">The syslog went away, or a message is too long for it.</exception>
    public async ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        if (_mustReopen || _socket is { } open && IsClosedByPeer(open))
            Close();
        _mustReopen = false;
        Socket socket = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_options.Transport == SyslogTransport.Tcp)
                await SendFramesAsync(socket, batch, cancellationToken).ConfigureAwait(false);
            else
                await SendDatagramsAsync(socket, batch, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // What was sent in part must not be followed by anything.
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Reopen() => _mustReopen = true;

    /// <inheritdoc/>
    public void Dispose() => Close();

    private async ValueTask SendFramesAsync(Socket socket, AlertBatch batch, CancellationToken token)
    {
        _frames.ResetWrittenCount();
        for (int i = 0; i < batch.Count; i++)
        {
            ReadOnlyMemory<byte> message = _message.Create(batch.Alerts[i]);
            string length = string.Create(CultureInfo.InvariantCulture, $"{message.Length} ");
            _frames.Advance(Encoding.ASCII.GetBytes(length, _frames.GetSpan(length.Length)));
            _frames.Write(message.Span);
        }

        ReadOnlyMemory<byte> rest = _frames.WrittenMemory;
        while (!rest.IsEmpty)
            rest = rest[await socket.SendAsync(rest, token).ConfigureAwait(false)..];
    }

    private async ValueTask SendDatagramsAsync(Socket socket, AlertBatch batch, CancellationToken token)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            try
            {
                await socket.SendAsync(_message.Create(batch.Alerts[i]), token).ConfigureAwait(false);
            }
            catch (SocketException error)
            {
                // One alert that is too long for the transport must not cost those behind it.
                bool isTooLong = error.SocketErrorCode == SocketError.MessageSize;
                throw new DeliveryException(error.Message, error) { DeliveredCount = i, IsPermanent = isTooLong, RefusedCount = isTooLong ? 1 : 0 };
            }
        }
    }

    // What is sent after the peer has closed would be lost without a word.
    private bool IsClosedByPeer(Socket socket) =>
        _options.Transport == SyslogTransport.Tcp && socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    private async ValueTask<Socket> ConnectAsync(CancellationToken token)
    {
        if (_socket is not null)
            return _socket;
        Socket socket = _options.Transport switch
        {
            SyslogTransport.Local => new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified),
            SyslogTransport.Udp => new Socket(SocketType.Dgram, ProtocolType.Udp),
            _ => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
        };
        try
        {
            if (_options.Transport == SyslogTransport.Local)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(_options.SocketPath), token).ConfigureAwait(false);
            else
                await socket.ConnectAsync(_options.Host, _options.Port, token).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return _socket = socket;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
