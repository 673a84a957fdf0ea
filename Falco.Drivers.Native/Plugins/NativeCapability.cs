using Falco.Core.Plugins;

namespace Falco.Drivers.Native.Plugins;

/// <summary>Something that a native plugin can do.</summary>
internal abstract class NativeCapability(NativePlugin plugin) : IPlugin
{
    public PluginInfo Info => Plugin.Info;

    protected NativePlugin Plugin { get; } = plugin;

    public T? GetCapability<T>()
        where T : class => Plugin.GetCapability<T>();

    public void Attach(string source) => Plugin.Attach(source);
}
