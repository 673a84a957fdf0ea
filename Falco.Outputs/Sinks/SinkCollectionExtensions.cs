using Falco.Outputs.Delivery;
using Falco.Outputs.Rendering;

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
}
