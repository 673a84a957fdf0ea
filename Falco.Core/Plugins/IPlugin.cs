namespace Falco.Core.Plugins;

/// <summary>
/// Something that is added to the engine: a source of events, fields, a parser, asynchronous events, or several of these at once.
/// </summary>
/// <remarks>
/// An object serves one event source, and is called on that source's thread: for several sources make several objects. Who makes it disposes
/// of it, after the source has ended.
/// </remarks>
public interface IPlugin
{
    /// <summary>What the plugin says of itself.</summary>
    PluginInfo Info { get; }

    /// <summary>
    /// What the plugin can do of a kind (<see cref="IEventSourcePlugin"/>, <see cref="IFieldPlugin"/>, <see cref="IEventParserPlugin"/>,
    /// <see cref="IAsyncEventPlugin"/>, <see cref="ICaptureListenerPlugin"/>), or <see langword="null"/>. A class that implements the
    /// interfaces need not implement this.
    /// </summary>
    T? GetCapability<T>()
        where T : class => this as T;

    /// <summary>Tells which event source the object serves, before anything else is asked of it but descriptions.</summary>
    /// <exception cref="InvalidOperationException">The object serves a source already, and cannot serve two.</exception>
    void Attach(string source)
    {
    }
}
