using System.Runtime.InteropServices;
using Falco.Core.Plugins;

namespace Falco.Drivers.Native.Plugins.Interface;

/// <summary>Maps shared libraries. They stay mapped: libraries of Go and of Native AOT have threads that outlive every call.</summary>
internal static unsafe partial class DynamicLibrary
{
    // Resolving everything at once turns a missing symbol into an error here instead of the end of the process later.
    private const int ResolveNow = 2;

    /// <summary>Maps a library.</summary>
    /// <exception cref="PluginException">It cannot be mapped.</exception>
    public static nint Load(string path)
    {
        if (!File.Exists(path))
            throw new PluginException(PluginFault.NotLoadable, $"cannot load plugin {path}: there is no such file");
        if (!OperatingSystem.IsWindows())
        {
            try
            {
                // Asked before as well: to find the function itself, the runtime calls the loader, which forgets its last error over it.
                _ = LastError();
                nint handle = Open(path, ResolveNow);
                return handle != 0 ? handle : throw Refused(path, NativeText.Copy(LastError()) ?? "dlopen failed", null);
            }
            catch (EntryPointNotFoundException)
            {
                // Old versions of glibc keep dlopen in a library of its own.
            }
        }

        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw Refused(path, error.Message, error);
        }
    }

    /// <summary>The address of a function; 0 if the library has none of that name.</summary>
    public static nint Find(nint library, string name) => NativeLibrary.TryGetExport(library, name, out nint address) ? address : 0;

    private static PluginException Refused(string path, string problem, Exception? cause) =>
        new(PluginFault.NotLoadable, $"cannot load plugin {path}: {problem}", cause);

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int mode);

    [LibraryImport("libc", EntryPoint = "dlerror")]
    private static partial byte* LastError();
}
