using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>A native plugin that is told when a source starts and stops, and may have work done in the background meanwhile.</summary>
internal sealed unsafe class NativeCaptureListener(NativePlugin plugin) : NativeCapability(plugin), ICaptureListenerPlugin
{
    private readonly Lock _gate = new();
    private readonly Dictionary<nint, PluginRoutine> _routines = [];
    private nint _lastRoutine;

    public void OnOpened() => Call(Plugin.Functions.CaptureOpen, "being told that the source starts");

    public void OnClosed()
    {
        try
        {
            Call(Plugin.Functions.CaptureClose, "being told that the source stops");
        }
        finally
        {
            List<nint> left;
            lock (_gate)
                left = [.. _routines.Keys];
            foreach (nint routine in left)
                Unsubscribe(routine);
        }
    }

    /// <summary>Begins to call a function in the background again and again, until it returns 0.</summary>
    public nint Subscribe(delegate* unmanaged[Cdecl]<nint, nint, uint> function, nint state)
    {
        lock (_gate)
        {
            _routines.Add(++_lastRoutine, new PluginRoutine(function, Plugin.State, state));
            return _lastRoutine;
        }
    }

    /// <summary>Ends that, and waits for a call that is under way.</summary>
    public bool Unsubscribe(nint handle)
    {
        PluginRoutine? routine;
        lock (_gate)
        {
            if (!_routines.Remove(handle, out routine))
                return false;
        }

        routine.Stop();
        return true;
    }

    private void Call(delegate* unmanaged[Cdecl]<nint, CaptureListenInput*, int> function, string what)
    {
        CaptureListenInput input = new()
        {
            Owner = Plugin.Owner,
            Routines = Plugin.Tables.Routines,
            ReaderExt = Plugin.Tables.Reader,
            WriterExt = Plugin.Tables.Writer,
            GetOwnerError = &PluginCallbacks.GetOwnerError,
        };
        if (function(Plugin.State, &input) != (int)ReturnCode.Success)
            throw Plugin.Failed(PluginFault.Call, what);
    }
}
