using Falco.Outputs.Delivery;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks.Http;
using Falco.Outputs.Sinks.Programs;
using Falco.Outputs.Sinks.Syslog;

namespace Falco.Outputs.Sinks;

/// <summary>The sinks that come with Falco.</summary>
public static class SinkCollectionExtensions
{
    /// <summary>Adds standard output, one alert a line.</summary>
    /// <param name="sinks">The list.</param>
    /// <param name="isBuffered">Whether lines may wait for others (<c>buffered_outputs</c>).</param>
    /// <param name="layout">How alerts are laid out, unless as the list says.</param>
    /// <param name="configure">Changes how alerts reach it; its name is <c>stdout</c>.</param>
    public static SinkCollection Console(
        this SinkCollection sinks, bool isBuffered = false, AlertLayout? layout = null, Func<SinkOptions, SinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        return sinks.Add(StreamSink.Console(layout ?? sinks.Layout, isBuffered), new SinkOptions { Name = "stdout" }, configure);
    }

    /// <summary>Adds a file, one alert a line.</summary>
    /// <param name="sinks">The list.</param>
    /// <param name="options">The file.</param>
    /// <param name="layout">How alerts are laid out, unless as the list says.</param>
    /// <param name="configure">Changes how alerts reach it; its name is <c>file</c>.</param>
    public static SinkCollection File(
        this SinkCollection sinks, FileSinkOptions options, AlertLayout? layout = null, Func<SinkOptions, SinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        return sinks.Add(new FileSink(options, layout ?? sinks.Layout), new SinkOptions { Name = "file" }, configure);
    }

    /// <summary>Adds a syslog.</summary>
    /// <param name="sinks">The list.</param>
    /// <param name="options">The syslog; by default this machine's.</param>
    /// <param name="layout">How alerts are laid out, unless as the list says.</param>
    /// <param name="configure">Changes how alerts reach it; its name is <c>syslog</c>.</param>
    public static SinkCollection Syslog(
        this SinkCollection sinks,
        SyslogSinkOptions? options = null,
        AlertLayout? layout = null,
        Func<SinkOptions, SinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        var sink = new SyslogSink(options ?? new SyslogSinkOptions(), layout ?? sinks.Layout);
        return sinks.Add(sink, new SinkOptions { Name = "syslog" }, configure);
    }

    /// <summary>Adds a program that reads alerts from its standard input.</summary>
    /// <param name="sinks">The list.</param>
    /// <param name="options">The program.</param>
    /// <param name="layout">How alerts are laid out, unless as the list says.</param>
    /// <param name="configure">Changes how alerts reach it; its name is <c>program</c>.</param>
    public static SinkCollection Program(
        this SinkCollection sinks, ProgramSinkOptions options, AlertLayout? layout = null, Func<SinkOptions, SinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        var sink = new ProgramSink(options, layout ?? sinks.Layout);

        // One alert an attempt where each has a program of its own, so that the time for an attempt is the time for a program.
        return sinks.Add(sink, new SinkOptions { Name = "program", BatchSize = options.KeepRunning ? 100 : 1 }, configure);
    }

    /// <summary>Adds a receiver over HTTP.</summary>
    /// <param name="sinks">The list.</param>
    /// <param name="options">The receiver.</param>
    /// <param name="layout">How alerts are laid out, unless as the list says.</param>
    /// <param name="configure">Changes how alerts reach it; its name is <c>http</c>.</param>
    /// <exception cref="IOException">A certificate cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file holds no certificate, or no key that fits.</exception>
    public static SinkCollection Http(
        this SinkCollection sinks, HttpSinkOptions options, AlertLayout? layout = null, Func<SinkOptions, SinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(sinks);
        var sink = new HttpSink(options, layout ?? sinks.Layout);
        return sinks.Add(sink, new SinkOptions { Name = "http", BatchSize = options.Batching == HttpBatching.None ? 1 : 100 }, configure);
    }
}
