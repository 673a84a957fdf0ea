using System.Text;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Where the file system of the host is found: empty, or where a container has mounted it (<c>HOST_ROOT</c>).</summary>
internal sealed class HostRoot
{
    private readonly byte[] _path;

    public HostRoot(string path)
    {
        _path = Encoding.UTF8.GetBytes(path.TrimEnd('/'));
    }

    /// <summary>The path without a slash at its end.</summary>
    public ReadOnlySpan<byte> Path => _path;

    /// <summary>Opens a directory of the host.</summary>
    /// <param name="path">Its path on the host, beginning with a slash.</param>
    /// <param name="directory">To be disposed by the caller.</param>
    /// <returns>0 or a negated error number.</returns>
    public int TryOpen(ReadOnlySpan<byte> path, out ProcDirectory directory)
    {
        byte[] whole = [.. _path, .. path];
        return ProcDirectory.TryOpenPath(whole, out directory);
    }

    /// <summary>Opens the host's /proc.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public ProcDirectory OpenProc()
    {
        int result = TryOpen("/proc"u8, out ProcDirectory proc);
        return result == 0
            ? proc
            : throw new DirectoryNotFoundException(
                $"'{this}/proc' cannot be opened (error {-result}): HOST_ROOT must be empty, or the folder that the root of the host is mounted on.");
    }

    public override string ToString() => Encoding.UTF8.GetString(_path);
}
