using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Sinks.Syslog;
using Falco.Outputs.Tests.Delivery;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Sinks;

/// <summary>A real rsyslog of its own, with sockets and files in a folder of the test.</summary>
public sealed class RsyslogTests : IDisposable
{
    private const string Program = "/usr/sbin/rsyslogd";

    private static readonly AlertLayout Layout = new(new AlertLayoutOptions { Json = true, HostName = "h" });

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();
    private Process? _rsyslog;

    private string Received => _folder.File("received.log");

    public void Dispose()
    {
        _rsyslog?.Kill();
        _rsyslog?.WaitForExit();
        _rsyslog?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SyslogTransport.Local)]
    [InlineData(SyslogTransport.Udp)]
    [InlineData(SyslogTransport.Tcp)]
    public async Task Rsyslog_reads_facility_severity_program_and_message(SyslogTransport transport)
    {
        Assert.SkipUnless(File.Exists(Program), "rsyslog is not installed");
        await StartAsync();
        using SyslogSink sink = new(
            new SyslogSinkOptions
            {
                Transport = transport,
                SocketPath = _folder.File("log"),
                Host = "127.0.0.1",
                Port = _port,
                HostName = "sensor.example",
            },
            Layout);
        Alert alert = Alerts.Numbered(7) with { Priority = RulePriority.Critical, Message = "äöü \"quoted\" \n two lines" };

        await sink.WriteAsync(new AlertBatch(new[] { alert }), CancellationToken.None);

        string line = await ReadLineAsync();
        Assert.StartsWith("user crit falco ", line);
        Assert.EndsWith(Layout.ToText(alert), line);
        if (transport != SyslogTransport.Local)
            Assert.Contains(" sensor.example ", line);
    }

    private async Task StartAsync()
    {
        string configuration = _folder.File("rsyslog.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            global(workDirectory="{{_folder.Path}}")
            module(load="imuxsock" SysSock.Use="off")
            module(load="imudp")
            module(load="imtcp")
            input(type="imuxsock" Socket="{{_folder.File("log")}}" CreatePath="on")
            input(type="imudp" address="127.0.0.1" port="{{_port}}")
            input(type="imtcp" address="127.0.0.1" port="{{_port}}")
            template(name="line" type="string" string="%syslogfacility-text% %syslogseverity-text% %programname% %hostname% %msg%\n")
            action(type="omfile" file="{{Received}}" template="line")
            """);
        _rsyslog = Process.Start(new ProcessStartInfo(Program, ["-n", "-f", configuration, "-i", _folder.File("pid")])
        {
            RedirectStandardError = true,
        })!;

        // Its sockets are there once it accepts connections.
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        while (true)
        {
            Assert.False(_rsyslog.HasExited);
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, _port);
                if (File.Exists(_folder.File("log")))
                    return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private async Task<string> ReadLineAsync()
    {
        while (true)
        {
            Assert.False(_rsyslog!.HasExited);
            if (File.Exists(Received) && await File.ReadAllLinesAsync(Received) is [var line, ..] lines && lines[^1].Contains('}', StringComparison.Ordinal))
                return line;
            await Task.Yield();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
