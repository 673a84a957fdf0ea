using System.Buffers;
using System.Globalization;
using System.Text;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Sinks.Syslog;

/// <summary>Lays out syslog messages.</summary>
internal sealed class SyslogMessage
{
    private readonly SyslogSinkOptions _options;
    private readonly AlertLayout _layout;
    private readonly TimeProvider _clock;
    private readonly ArrayBufferWriter<byte> _message = new(1024);
    private readonly string _hostName;

    /// <exception cref="ArgumentException">A name or the facility is not one.</exception>
    public SyslogMessage(SyslogSinkOptions options, AlertLayout layout, TimeProvider clock)
    {
        _options = options;
        _layout = layout;
        _clock = clock;
        _hostName = options.HostName ?? ReportedHost.FindName();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Facility);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Facility, 23);
        RequireName(options.ApplicationName, 48);
        RequireName(_hostName, 255);
    }

    /// <summary>A message; valid until the next.</summary>
    public ReadOnlyMemory<byte> Create(Alert alert)
    {
        int priority = (_options.Facility * 8) + (int)alert.Priority;
        _message.ResetWrittenCount();
        string head = _options.Transport == SyslogTransport.Local ? LocalHead(priority) : Head(priority, alert);
        _message.Advance(Encoding.UTF8.GetBytes(head, _message.GetSpan(Encoding.UTF8.GetMaxByteCount(head.Length))));
        _layout.Write(alert, _message);
        return _message.WrittenMemory;
    }

    // As the C library writes it: the time is that of sending, local, and a day of one digit has a blank before it.
    private string LocalHead(int priority)
    {
        DateTimeOffset now = _clock.GetLocalNow();
        return string.Create(
            CultureInfo.InvariantCulture, $"<{priority}>{now:MMM} {now.Day,2} {now:HH:mm:ss} {_options.ApplicationName}: ");
    }

    private string Head(int priority, Alert alert)
    {
        DateTime time = DateTime.UnixEpoch.AddTicks((long)(alert.Timestamp / 100));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<{priority}>1 {time:yyyy-MM-ddTHH:mm:ss.ffffff}Z {_hostName} {_options.ApplicationName} {Environment.ProcessId} - - ");
    }

    private static void RequireName(string name, int most)
    {
        if (name.Length == 0 || name.Length > most || name.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ArgumentException($"'{name}' cannot be a name in a syslog message.", nameof(name));
    }
}
