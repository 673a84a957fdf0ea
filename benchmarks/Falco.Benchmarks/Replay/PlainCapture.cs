using System.IO.Compression;

namespace Falco.Benchmarks.Replay;

/// <summary>A capture without compression: the file itself, or an inflated copy that is removed at the end.</summary>
internal sealed class PlainCapture : IDisposable
{
    private readonly bool _isCopy;

    private PlainCapture(string path, bool isCopy)
    {
        Path = path;
        _isCopy = isCopy;
        Length = new FileInfo(path).Length;
    }

    public string Path { get; }

    public long Length { get; }

    public static PlainCapture Open(string path)
    {
        using FileStream file = File.OpenRead(path);
        bool isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        if (!isCompressed)
            return new PlainCapture(path, isCopy: false);
        file.Position = 0;
        string copy = System.IO.Path.GetTempFileName();
        using (FileStream target = File.Create(copy))
        using (var inflated = new GZipStream(file, CompressionMode.Decompress))
            inflated.CopyTo(target);
        return new PlainCapture(copy, isCopy: true);
    }

    public void Dispose()
    {
        if (_isCopy)
            File.Delete(Path);
    }
}
