using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>A capture that was read and written again says the same.</summary>
public sealed class CaptureCopyTests
{
    private const int SectionHeaderSize = 28;

    public static TheoryData<string> OfThisRepository => ["attack-small.scap", "everyday-small.scap"];

    public static TheoryData<string, string> OfTheReference => new()
    {
        { "", "attack.scap" },
        { "", "everyday.scap" },
        { "", "rare.scap" },
        { "", "large.scap" },
        { "", "busy.scap" },
        { "old", "curl_google.scap" },
        { "old", "curl_google_comments.scap" },
        { "old", "single_ipv6_conn.scap" },
        { "old", "test_ipv6_client.scap" },
    };

    [Theory]
    [MemberData(nameof(OfThisRepository))]
    public void A_copy_has_the_same_tables_and_events(string name) => AssertCopied(Repository.Data(name), CaptureCompression.None);

    [Theory]
    [MemberData(nameof(OfThisRepository))]
    public void A_compressed_copy_has_the_same_tables_and_events(string name) => AssertCopied(Repository.Data(name), CaptureCompression.Gzip);

    [Theory]
    [MemberData(nameof(OfTheReference))]
    public void A_copy_of_a_recording_of_the_reference_has_the_same_tables_and_events(string folder, string name) =>
        AssertCopied(ReferenceData.File("captures", folder, name), CaptureCompression.None);

    [Fact]
    public void The_blocks_of_events_are_those_that_the_reference_wrote()
    {
        string path = ReferenceData.File("captures", "large.scap");
        using FileStream file = File.OpenRead(path);
        byte[] original = CaptureCutter.ReadAll(file);
        byte[] copy = CaptureCopy.Of(path);

        int events = FirstEvent(original), copied = FirstEvent(copy);

        Assert.True(original.AsSpan(events).SequenceEqual(copy.AsSpan(copied)));
        Assert.True(original.AsSpan(0, SectionHeaderSize).SequenceEqual(copy.AsSpan(0, SectionHeaderSize)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void The_size_of_the_buffer_does_not_show(int size)
    {
        string path = Repository.Data("everyday-small.scap");

        Assert.Equal(CaptureCopy.Of(path), CaptureCopy.Of(path, new CaptureWriterOptions { BufferSize = size }));
    }

    private static void AssertCopied(string path, CaptureCompression compression)
    {
        byte[] copy = CaptureCopy.Of(path, new CaptureWriterOptions { Compression = compression });

        Assert.Equal(compression == CaptureCompression.Gzip, copy is [0x1F, 0x8B, ..]);
        Assert.Equal(Recorder.Replay(CaptureReader.Open(path)).Tables, Recorder.Replay(copy).Tables);
        Assert.Equal(
            CaptureCopy.EventsOf(CaptureReader.Open(path)),
            CaptureCopy.EventsOf(CaptureReader.Open(new MemoryStream(copy))));
    }

    private static int FirstEvent(byte[] capture) => CaptureCutter.Boundaries(capture)
        .First(block => BitConverter.ToUInt32(capture, block) is 0x204 or 0x208 or 0x216 or 0x217 or 0x221 or 0x222);
}
