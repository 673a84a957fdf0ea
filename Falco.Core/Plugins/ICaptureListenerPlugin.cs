namespace Falco.Core.Plugins;

/// <summary>A plugin that is told when a source starts and stops. Both calls come on the source's thread.</summary>
public interface ICaptureListenerPlugin : IPlugin
{
    /// <summary>The source starts; no event has been delivered.</summary>
    void OnOpened();

    /// <summary>The source has delivered its last event.</summary>
    void OnClosed();
}
