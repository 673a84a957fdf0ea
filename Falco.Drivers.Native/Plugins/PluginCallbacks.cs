using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>What plugins call. No exception may leave these functions: there is no one to catch it.</summary>
internal static unsafe class PluginCallbacks
{
    private const int MaxError = 1024;

    private static ReadOnlySpan<byte> NoTables => "this host has no state tables\0"u8;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static byte* GetOwnerError(nint owner) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(NoTables));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Log(nint owner, byte* component, byte* message, int severity)
    {
        try
        {
            PluginOf(owner)?.Log(NativeText.Copy(component), NativeText.Copy(message) ?? "", severity);
        }
        catch (Exception)
        {
            // Who takes the log failed; the plugin can do nothing about it.
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int TakeAsyncEvent(nint owner, byte* encoded, byte* error)
    {
        string? problem;
        try
        {
            problem = PluginOf(owner)?.AsyncEvents is { } events ? events.Take(encoded) : "the plugin has ended";
        }
        catch (Exception failure)
        {
            problem = failure.Message;
        }

        if (problem is null)
            return (int)ReturnCode.Success;
        if (error is not null)
        {
            Span<byte> room = new(error, MaxError);
            System.Text.Encoding.UTF8.TryGetBytes(problem, room[..^1], out int length);
            room[length] = 0;
        }

        return (int)ReturnCode.Failure;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nint SubscribeRoutine(nint owner, delegate* unmanaged[Cdecl]<nint, nint, uint> routine, nint state)
    {
        try
        {
            return routine is not null && PluginOf(owner)?.Listener is { } listener ? listener.Subscribe(routine, state) : 0;
        }
        catch (Exception)
        {
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int UnsubscribeRoutine(nint owner, nint routine)
    {
        try
        {
            return (int)(PluginOf(owner)?.Listener?.Unsubscribe(routine) == true ? ReturnCode.Success : ReturnCode.Failure);
        }
        catch (Exception)
        {
            return (int)ReturnCode.Failure;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nint ListTables(nint owner, uint* count)
    {
        *count = 0;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nint Nothing(nint first) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Refuse(nint first) => (int)ReturnCode.Failure;

    private static NativePlugin? PluginOf(nint owner) => owner == 0 ? null : GCHandle.FromIntPtr(owner).Target as NativePlugin;
}
