using System.Globalization;
using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>A file in the temporary directory, with what the file system says of it by another way (statx).</summary>
internal sealed class ScratchFile : IDisposable
{
    private static int _counter;

    public ScratchFile(string? content = null)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"falco-{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}");
        Text = System.IO.Path.Combine(System.IO.Path.GetTempPath(), name);
        Path = new NativeBytes(Text);
        if (content is null)
            return;
        File.WriteAllText(Text, content);
        Refresh();
    }

    /// <summary>The path for system calls.</summary>
    public NativeBytes Path { get; }

    /// <summary>The path.</summary>
    public string Text { get; }

    public ulong Inode { get; private set; }

    /// <summary>The device as events encode it.</summary>
    public uint Device { get; private set; }

    /// <summary>Asks the file system.</summary>
    public void Refresh()
    {
        using NativeBytes status = new(256);
        NativeCall.Succeed("statx", -100, Path, 0, 0x7FF, status);
        Inode = MemoryMarshal.Read<ulong>(status.Span[0x20..]);
        uint major = MemoryMarshal.Read<uint>(status.Span[0x88..]);
        uint minor = MemoryMarshal.Read<uint>(status.Span[0x8C..]);
        Device = (minor & 0xFF) | (major << 8) | ((minor & ~0xFFu) << 12);
    }

    public void Delete() => File.Delete(Text);

    public void Dispose()
    {
        if (Directory.Exists(Text))
            Directory.Delete(Text, recursive: true);
        else
            Delete();
        Path.Dispose();
    }
}
