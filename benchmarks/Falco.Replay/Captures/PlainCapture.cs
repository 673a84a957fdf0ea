using System.IO.Compression;
using Falco.Testing.Support;

namespace Falco.Replay.Captures;

/// <summary>A capture without compression: the file itself, or an inflated copy that is removed at the end.</summary>
internal sealed class PlainCapture : IDisposable
{
    private readonly bool _isTemporary;

    private PlainCapture(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
        Length = new FileInfo(path).Length;
    }

    public string Path { get; }

    public long Length { get; }

    public static PlainCapture Open(string path)
    {
        using FileStream file = File.OpenRead(path);
        bool isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        if (!isCompressed)
            return new PlainCapture(path, isTemporary: false);
        file.Position = 0;
        string copy = System.IO.Path.GetTempFileName();
        using (FileStream target = File.Create(copy))
        using (var inflated = new GZipStream(file, CompressionMode.Decompress))
            inflated.CopyTo(target);
        return new PlainCapture(copy, isTemporary: true);
    }

    /// <summary>A plain capture that was made for this run, and is removed at the end.</summary>
    public static PlainCapture Temporary(string path) => new(path, isTemporary: true);

    /// <summary>The same capture up to and with its first event: what is left of a run on it is the program's own start.</summary>
    public PlainCapture CutAfterFirstEvent()
    {
        string copy = System.IO.Path.GetTempFileName();
        using FileStream whole = File.OpenRead(Path);
        File.WriteAllBytes(copy, CaptureCutter.CutAfter(whole, 1));
        return Temporary(copy);
    }

    public void Dispose()
    {
        if (_isTemporary)
            File.Delete(Path);
    }
}
