namespace Falco.Drivers.Native.Captures;

/// <summary>Reading a capture ended early. All events before the place that it names have been delivered.</summary>
public sealed class CaptureException : Exception
{
    internal CaptureException(CaptureFault fault, string? file, uint? blockType, long offset, string problem, Exception? cause = null)
        : base(Describe(file, blockType, offset, problem), cause)
    {
        Fault = fault;
        File = file;
        BlockType = blockType;
        Offset = offset;
        Problem = problem;
    }

    /// <summary>What is wrong.</summary>
    public CaptureFault Fault { get; }

    /// <summary>The path of the capture, or the name of the stream if it has one.</summary>
    public string? File { get; }

    /// <summary>The type of the damaged block; <see langword="null"/> if the damage is in its header.</summary>
    public uint? BlockType { get; }

    /// <summary>Where the damaged block begins: bytes from the start of the uncompressed capture.</summary>
    public long Offset { get; }

    /// <summary>What is wrong, for people, without the place.</summary>
    public string Problem { get; }

    private static string Describe(string? file, uint? blockType, long offset, string problem)
    {
        string block = blockType is { } type ? $"block 0x{type:X} at offset {offset}" : $"offset {offset}";
        return $"{file ?? "capture"}: {block}: {problem}";
    }
}
