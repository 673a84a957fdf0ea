namespace Falco.Drivers.Native.Plugins;

/// <summary>A function of a plugin that is called in the background until it says that it is done.</summary>
internal sealed unsafe class PluginRoutine
{
    private readonly delegate* unmanaged[Cdecl]<nint, nint, uint> _function;
    private readonly nint _plugin;
    private readonly nint _state;
    private readonly Thread _thread;
    private volatile bool _isStopped;

    public PluginRoutine(delegate* unmanaged[Cdecl]<nint, nint, uint> function, nint plugin, nint state)
    {
        _function = function;
        _plugin = plugin;
        _state = state;
        _thread = new Thread(Run) { IsBackground = true, Name = "plugin routine" };
        _thread.Start();
    }

    /// <summary>Ends it; returns when no call is under way, unless it is called from the routine itself.</summary>
    public void Stop()
    {
        _isStopped = true;
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        while (!_isStopped && _function(_plugin, _state) != 0)
        {
            // The function itself says how often there is something to do.
        }
    }
}
