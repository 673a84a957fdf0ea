namespace Falco.Outputs.Sinks;

/// <summary>Begins a new file when the old one is large enough: PATH becomes PATH.1, PATH.1 becomes PATH.2, the oldest goes.</summary>
internal sealed class FileRotation(string path, long size, int keptFiles)
{
    /// <summary>Whether lines would make the file larger than it may be. A file without anything takes them all the same.</summary>
    public bool IsDue(FileStream? open, int added)
    {
        long length = open is { CanSeek: true } ? RandomAccess.GetLength(open.SafeFileHandle) : LengthOfClosed();
        return length > 0 && length + added > size;
    }

    public void Rotate()
    {
        if (keptFiles <= 0)
        {
            File.Delete(path);
            return;
        }

        for (int number = keptFiles - 1; number >= 1; number--)
        {
            if (File.Exists(NameOf(number)))
                File.Move(NameOf(number), NameOf(number + 1), overwrite: true);
        }

        File.Move(path, NameOf(1), overwrite: true);
    }

    private long LengthOfClosed() => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private string NameOf(int number) => $"{path}.{number}";
}
