namespace Falco.Drivers.Native.Procfs;

/// <summary>An open directory whose files are read by name. Owned by who opened it: dispose it once, copies are for looking only.</summary>
internal readonly struct ProcDirectory : IDisposable
{
    // One more than the descriptor, so that the default value owns nothing.
    private readonly int _token;

    private ProcDirectory(int descriptor)
    {
        _token = descriptor + 1;
    }

    /// <summary>The descriptor; -1 if there is none.</summary>
    public int Descriptor => _token - 1;

    /// <summary>Opens a directory by its path.</summary>
    /// <returns>0 or a negated error number.</returns>
    public static int TryOpenPath(ReadOnlySpan<byte> path, out ProcDirectory directory) => TryOpen(FileCalls.CurrentDirectory, path, out directory);

    /// <summary>Opens a directory below this one.</summary>
    /// <returns>0 or a negated error number.</returns>
    public int TryOpen(ReadOnlySpan<byte> name, out ProcDirectory directory) => TryOpen(Descriptor, name, out directory);

    /// <summary>Reads the beginning of a file.</summary>
    /// <returns>The number of bytes, or a negated error number.</returns>
    public int Read(ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        int file = FileCalls.OpenFile(Descriptor, name);
        if (file < 0)
            return file;

        // The kernel hands these files out whole, as far as there is room: one read is enough.
        int length = FileCalls.Read(file, buffer);
        _ = FileCalls.Close(file);
        return length;
    }

    /// <summary>Reads the target of a symbolic link.</summary>
    /// <returns>The number of bytes, or a negated error number.</returns>
    public int ReadLink(ReadOnlySpan<byte> name, Span<byte> target) => FileCalls.ReadLink(Descriptor, name, target);

    /// <summary>Reads what a file system knows of a file, following links.</summary>
    /// <returns>0 or a negated error number.</returns>
    public int ReadStatus(ReadOnlySpan<byte> name, out FileStatus status) =>
        FileCalls.ReadStatus(Descriptor, name, followLinks: true, out status);

    /// <summary>Opens a file to be read piece by piece.</summary>
    /// <returns>A descriptor that the caller closes, or a negated error number.</returns>
    public int OpenFile(ReadOnlySpan<byte> name) => FileCalls.OpenFile(Descriptor, name);

    /// <summary>Opens a directory to be listed.</summary>
    /// <returns>A descriptor that the caller closes, or a negated error number.</returns>
    public int OpenDirectory(ReadOnlySpan<byte> name) => FileCalls.OpenDirectory(Descriptor, name);

    public void Dispose()
    {
        if (_token > 0)
            _ = FileCalls.Close(Descriptor);
    }

    private static int TryOpen(int parent, ReadOnlySpan<byte> path, out ProcDirectory directory)
    {
        int descriptor = FileCalls.OpenDirectory(parent, path);
        directory = descriptor >= 0 ? new ProcDirectory(descriptor) : default;
        return Math.Min(descriptor, 0);
    }
}
