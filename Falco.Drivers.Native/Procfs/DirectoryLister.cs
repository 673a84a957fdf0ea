using System.Buffers.Binary;
using System.Buffers.Text;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Lists directories, one at a time; the buffer serves all of them.</summary>
internal sealed class DirectoryLister : IDisposable
{
    // The kernel's entry: inode (8), offset (8), length (2), type (1), the name and its NUL.
    private const int LengthOffset = 16;
    private const int TypeOffset = 18;
    private const int NameOffset = 19;
    private const byte DirectoryType = 4;

    private readonly byte[] _entries = new byte[16 * 1024];
    private int _descriptor = -1;
    private int _position;
    private int _length;

    /// <summary>The descriptor of the directory; -1 if none is listed.</summary>
    public int Descriptor => _descriptor;

    /// <summary>Whether the entry is a directory, as far as the file system tells without being asked for its status.</summary>
    public bool IsDirectory { get; private set; }

    /// <summary>Begins to list a directory; ends the list before.</summary>
    /// <returns>0 or a negated error number.</returns>
    public int Open(ProcDirectory parent, ReadOnlySpan<byte> name)
    {
        Dispose();
        _descriptor = parent.OpenDirectory(name);
        return Math.Min(_descriptor, 0);
    }

    /// <summary>Moves to the next entry.</summary>
    /// <param name="name">Its name; valid until the next call.</param>
    public bool TryNext(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (_position >= _length && !Fill())
            return false;
        ReadOnlySpan<byte> entry = _entries.AsSpan(_position.._length);
        int size = entry.Length > NameOffset ? BinaryPrimitives.ReadUInt16LittleEndian(entry[LengthOffset..]) : 0;
        if (size <= NameOffset || size > entry.Length)
            return false;
        IsDirectory = entry[TypeOffset] == DirectoryType;
        name = entry[NameOffset..size];
        int end = name.IndexOf((byte)0);
        if (end >= 0)
            name = name[..end];
        _position += size;
        return true;
    }

    /// <summary>Moves to the next entry whose name is a number.</summary>
    public bool TryNextNumber(out int number)
    {
        while (TryNext(out ReadOnlySpan<byte> name))
        {
            if (Utf8Parser.TryParse(name, out number, out int consumed) && consumed == name.Length && number >= 0)
                return true;
        }

        number = 0;
        return false;
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
            _ = FileCalls.Close(_descriptor);
        _descriptor = -1;
        _position = _length = 0;
    }

    private bool Fill()
    {
        if (_descriptor < 0)
            return false;
        _position = 0;
        _length = Math.Max(FileCalls.ReadEntries(_descriptor, _entries), 0);
        return _length > 0;
    }
}
