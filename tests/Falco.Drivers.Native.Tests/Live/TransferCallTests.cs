namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of moving data from one descriptor to another.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class TransferCallTests(LiveSource kernel) : IDisposable
{
    private const int ReadAndWrite = 2;

    private readonly ScratchDescriptors _open = new();
    private readonly ScratchFile _source = new("the content of a file");
    private readonly ScratchFile _target = new("");

    [Fact]
    [LiveCall("sendfile")]
    public void Sendfile_tells_the_offset_that_it_comes_to()
    {
        (nint input, nint output) = Open();
        using NativeBytes offset = NativeBytes.Words(4);
        kernel.Call("sendfile", output, input, offset, 7).Success().Expect(
            ("res", 7), ("offset", 11), ("out_fd", output), ("in_fd", input), ("size", 7));
        kernel.Call("sendfile", output, input, 0, 1 << 30).Success().Expect(
            ("res", 21), ("offset", 0), ("out_fd", output), ("in_fd", input), ("size", 1L << 30));
    }

    [Fact]
    [LiveCall("sendfile")]
    public void Sendfile_that_fails_tells_what_was_asked_for()
    {
        (nint input, nint output) = Open();
        using NativeBytes offset = NativeBytes.Words(4);
        kernel.Call("sendfile", -1, input, offset, 7).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("offset", 4), ("out_fd", -1), ("in_fd", input), ("size", 7));
        kernel.Call("sendfile", output, input, 1, 7).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("offset", 0), ("out_fd", output), ("in_fd", input), ("size", 7));
    }

    [Theory]
    [LiveCall("splice")]
    [InlineData(0, new string[0])]
    [InlineData(1, new[] { "SPLICE_F_MOVE" })]
    [InlineData(2, new[] { "SPLICE_F_NONBLOCK" })]
    [InlineData(15, new[] { "SPLICE_F_MOVE", "SPLICE_F_NONBLOCK", "SPLICE_F_MORE", "SPLICE_F_GIFT" })]
    public void Splice_tells_both_descriptors(int flags, string[] names)
    {
        (nint input, _) = Open();
        nint pipe = _open.Pipe().Input;
        kernel.Call("splice", input, 0, pipe, 0, 12, flags).Success().Expect(
            ("res", 12), ("fd_in", input), ("fd_out", pipe), ("size", 12), ("flags", SchemaFlags.Of("splice", "flags", names)));
    }

    [Fact]
    [LiveCall("splice")]
    public void Splice_that_fails_tells_what_was_asked_for()
    {
        (nint input, nint output) = Open();
        kernel.Call("splice", input, 0, output, 0, 12, 0).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("fd_in", input), ("fd_out", output), ("size", 12), ("flags", 0));
        kernel.Call("splice", input, 1, -1, 1, -1, 0x7FFFFF00).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("fd_in", input), ("fd_out", -1), ("size", ulong.MaxValue), ("flags", 0));
    }

    [Fact]
    [LiveCall("copy_file_range")]
    public void Copy_file_range_tells_where_the_offsets_are()
    {
        (nint input, nint output) = Open();
        using NativeBytes from = NativeBytes.Words(4);
        using NativeBytes to = NativeBytes.Words(0);
        kernel.Call("copy_file_range", input, from, output, to, 9, 0).Success().Expect(
            ("res", 9), ("fdout", output), ("offout", (nint)to), ("fdin", input), ("offin", (nint)from), ("len", 9));
        Assert.Equal("content o", File.ReadAllText(_target.Text));
        kernel.Call("copy_file_range", input, 0, -1, 0, 9, 0).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("fdout", -1), ("offout", 0), ("fdin", input), ("offin", 0), ("len", 9));
        kernel.Call("copy_file_range", input, 1, output, 1, 9, 0).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("fdout", output), ("offout", 1), ("fdin", input), ("offin", 1), ("len", 9));
    }

    public void Dispose()
    {
        _open.Dispose();
        _source.Dispose();
        _target.Dispose();
    }

    private (nint Input, nint Output) Open() =>
        (_open.Open("openat", -100, _source.Path, 0, 0), _open.Open("openat", -100, _target.Path, ReadAndWrite, 0));
}
