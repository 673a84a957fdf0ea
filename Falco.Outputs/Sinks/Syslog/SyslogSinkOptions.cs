namespace Falco.Outputs.Sinks.Syslog;

/// <summary>A syslog (<c>syslog_output</c>).</summary>
public sealed record SyslogSinkOptions
{
    /// <summary>How it is reached. Default: the socket of this machine, as the reference does.</summary>
    public SyslogTransport Transport { get; init; }

    /// <summary>The socket of this machine's syslog.</summary>
    public string SocketPath { get; init; } = "/dev/log";

    /// <summary>The host of a remote syslog.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>The port of a remote syslog. Default: 514.</summary>
    public int Port { get; init; } = 514;

    /// <summary>The facility, 0 to 23. Default: 1, user.</summary>
    public int Facility { get; init; } = 1;

    /// <summary>The name of the program in messages, printable ASCII without blanks, at most 48 characters.</summary>
    public string ApplicationName { get; init; } = "falco";

    /// <summary>The name of the host in messages to a remote syslog; by default <c>FALCO_HOSTNAME</c> or the machine's.</summary>
    public string? HostName { get; init; }
}

/// <summary>How a syslog is reached.</summary>
public enum SyslogTransport
{
    /// <summary>Datagrams to a socket of this machine, in the form of the C library.</summary>
    Local,

    /// <summary>RFC 5424 over UDP (RFC 5426): nobody acknowledges anything.</summary>
    Udp,

    /// <summary>RFC 5424 over TCP, with the length before each message (RFC 6587, octet counting).</summary>
    Tcp,
}
