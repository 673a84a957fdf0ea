using System.Collections;
using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;

namespace Falco.Outputs.Delivery;

/// <summary>Sinks to be, in the order in which they are named: <c>WriteTo.Console().File(…)</c>.</summary>
/// <param name="layout">How sinks lay alerts out unless they are given a layout of their own.</param>
public sealed class SinkCollection(AlertLayout layout) : IReadOnlyCollection<SinkRegistration>
{
    private readonly List<SinkRegistration> _sinks = [];

    /// <summary>How sinks lay alerts out unless they are given a layout of their own.</summary>
    public AlertLayout Layout => layout;

    /// <inheritdoc/>
    public int Count => _sinks.Count;

    /// <summary>Adds a sink.</summary>
    /// <param name="sink">The sink; who runs the list disposes it.</param>
    /// <param name="options">How alerts reach it.</param>
    public SinkCollection Sink(IAlertSink sink, SinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(options);
        _sinks.Add(new SinkRegistration(sink, options));
        return this;
    }

    /// <summary>Adds a sink that is a function.</summary>
    /// <param name="name">The sink's name.</param>
    /// <param name="write">Delivers alerts; what it throws is a failure.</param>
    /// <param name="configure">Changes how alerts reach it.</param>
    public SinkCollection Function(
        string name, Func<AlertBatch, CancellationToken, ValueTask> write, Func<SinkOptions, SinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        return Add(new FunctionSink(write), new SinkOptions { Name = name }, configure);
    }

    /// <inheritdoc/>
    public IEnumerator<SinkRegistration> GetEnumerator() => _sinks.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal SinkCollection Add(IAlertSink sink, SinkOptions options, Func<SinkOptions, SinkOptions>? configure) =>
        Sink(sink, configure is null ? options : configure(options));

    private sealed class FunctionSink(Func<AlertBatch, CancellationToken, ValueTask> write) : IAlertSink
    {
        public ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken) => write(batch, cancellationToken);
    }
}
