using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Falco.Drivers.Native.Captures;
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
        try
        {
            using FileStream target = File.Create(copy);
            using GZipStream inflated = new(file, CompressionMode.Decompress);
            inflated.CopyTo(target);
        }
        catch
        {
            File.Delete(copy);
            throw;
        }

        return new PlainCapture(copy, isTemporary: true);
    }

    /// <summary>Opens a capture and reads it to its end, so that nothing later fails for what it holds.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="capture">The capture.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryOpen(string path, [NotNullWhen(true)] out PlainCapture? capture, out string error)
    {
        capture = null;
        error = "";
        PlainCapture? opened = null;
        try
        {
            opened = Open(path);
            using CaptureReader reader = CaptureReader.Open(opened.Path);
            if (reader.Run(CancellationToken.None) is not { } failure)
                capture = opened;
            else
                error = $"{path}: {(failure is CaptureException damage ? damage.Problem : failure.Message)}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            error = $"{path}: {failure.Message}";
        }

        if (capture is null)
            opened?.Dispose();
        return capture is not null;
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
