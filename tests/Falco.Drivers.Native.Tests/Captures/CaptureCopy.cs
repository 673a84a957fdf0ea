using Falco.Drivers.Native.Captures;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Copies captures: what a reader delivers goes into a writer.</summary>
internal static class CaptureCopy
{
    /// <summary>Copies a capture file.</summary>
    public static byte[] Of(string path, CaptureWriterOptions? options = null) => Of(CaptureReader.Open(path), options);

    /// <summary>Copies a capture in memory.</summary>
    public static byte[] Of(CaptureBuilder capture, CaptureWriterOptions? options = null) =>
        Of(CaptureReader.Open(new MemoryStream(capture.ToArray())), options);

    public static byte[] Of(CaptureReader reader, CaptureWriterOptions? options = null)
    {
        using (reader)
        {
            using MemoryStream copy = new();
            using CaptureWriter writer = CaptureWriter.Create(copy, leaveOpen: true, options);
            using IDisposable subscription = reader.Subscribe(writer);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
            Assert.Equal(reader.Statistics.Events, writer.Statistics.Events);
            return copy.ToArray();
        }
    }

    /// <summary>The number of events that a reader delivers, and their digest.</summary>
    public static (long Count, string Digest) EventsOf(CaptureReader reader)
    {
        using (reader)
        {
            using EventDigest digest = new();
            using IDisposable subscription = reader.Subscribe(digest);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
            return (digest.Events, digest.Value);
        }
    }
}
