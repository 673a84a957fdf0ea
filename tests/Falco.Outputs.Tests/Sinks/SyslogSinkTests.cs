using System.Net;
using System.Net.Sockets;
using System.Text;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Sinks.Syslog;
using Falco.Outputs.Tests.Rendering;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Outputs.Tests.Sinks;

/// <summary>What is on the wire; <see cref="RsyslogTests"/> shows that a real syslog reads it.</summary>
public sealed class SyslogSinkTests
{
    private static readonly AlertLayout Layout = new(new AlertLayoutOptions(), new UtcClock());
    private static readonly AlertBatch Batch = new(new[] { SampleAlert.Create(), SampleAlert.Create() with { Priority = RulePriority.Emergency } });

    [Fact]
    public async Task Messages_over_tcp_have_their_length_before_them()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using SyslogSink sink = Create(SyslogTransport.Tcp, ((IPEndPoint)listener.LocalEndpoint).Port);

        await sink.WriteAsync(Batch, CancellationToken.None);
        using TcpClient client = await listener.AcceptTcpClientAsync();
        sink.Dispose();
        string received = await new StreamReader(client.GetStream()).ReadToEndAsync();

        string first = Message(13);
        string second = Message(8).Replace("Notice", "Emergency", StringComparison.Ordinal);
        Assert.Equal($"{first.Length} {first}{second.Length} {second}", received);
    }

    [Fact]
    public async Task Each_message_over_udp_is_a_datagram()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using SyslogSink sink = Create(SyslogTransport.Udp, ((IPEndPoint)receiver.Client.LocalEndPoint!).Port);

        await sink.WriteAsync(Batch, CancellationToken.None);

        Assert.Equal(Message(13), Encoding.UTF8.GetString((await receiver.ReceiveAsync()).Buffer));
    }

    [Fact]
    public async Task A_message_of_this_machine_is_laid_out_as_the_c_library_does()
    {
        using var folder = new TemporaryFolder();
        using var receiver = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        receiver.Bind(new UnixDomainSocketEndPoint(folder.File("log")));
        using var sink = new SyslogSink(new SyslogSinkOptions { SocketPath = folder.File("log") }, Layout, new SteppedClock());
        byte[] buffer = new byte[1000];

        await sink.WriteAsync(Batch, CancellationToken.None);

        int length = await receiver.ReceiveAsync(buffer);
        Assert.Matches("^<13>[A-Z][a-z]{2} [ 1-3][0-9] [0-9:]{8} falco: 03:17:04.000000042: Notice It happened$", Encoding.UTF8.GetString(buffer, 0, length));
    }

    [Fact]
    public async Task After_the_peer_has_closed_the_sink_connects_anew()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using SyslogSink sink = Create(SyslogTransport.Tcp, ((IPEndPoint)listener.LocalEndpoint).Port);
        await sink.WriteAsync(Batch, CancellationToken.None);
        TcpClient first = await listener.AcceptTcpClientAsync();
        first.Client.Shutdown(SocketShutdown.Send);
        first.Dispose();

        await sink.WriteAsync(Batch, CancellationToken.None);

        using TcpClient second = await listener.AcceptTcpClientAsync();
        Assert.True(await second.GetStream().ReadAsync(new byte[10]) > 0);
    }

    [Fact]
    public async Task A_syslog_that_is_not_there_is_an_error()
    {
        using var sink = new SyslogSink(new SyslogSinkOptions { SocketPath = "/nonexistent/log" }, Layout);

        await Assert.ThrowsAnyAsync<SocketException>(async () => await sink.WriteAsync(Batch, CancellationToken.None));
    }

    [Fact]
    public void A_name_with_blanks_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SyslogSink(new SyslogSinkOptions { ApplicationName = "a b" }, Layout));

    private static string Message(int priority) =>
        $"<{priority}>1 2026-11-24T03:17:04.000000Z host falco {Environment.ProcessId} - - 03:17:04.000000042: Notice It happened";

    private static SyslogSink Create(SyslogTransport transport, int port) => new(
        new SyslogSinkOptions { Transport = transport, Host = "127.0.0.1", Port = port, HostName = "host" }, Layout);
}
