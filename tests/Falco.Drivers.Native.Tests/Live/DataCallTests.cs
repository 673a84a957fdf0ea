namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of reading and writing.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class DataCallTests(LiveSource kernel) : IDisposable
{
    private const int SnapLength = 80; // of the live source
    private const int ReadAndWrite = 2;
    private const long Position = 3;

    private readonly ScratchDescriptors _open = new();
    private readonly ScratchFile _file = new(new string([.. Enumerable.Range(0, 300).Select(index => (char)('0' + (index % 70)))]));

    private byte[] Content => File.ReadAllBytes(_file.Text);

    [Theory]
    [LiveCall("read", "pread64")]
    [InlineData("read", 10)]
    [InlineData("read", SnapLength)]
    [InlineData("read", SnapLength + 1)]
    [InlineData("read", 1000)]
    [InlineData("pread64", 10)]
    [InlineData("pread64", 1000)]
    public void Reading_tells_the_start_of_what_was_read(string name, int size)
    {
        nint descriptor = Open();
        using NativeBytes buffer = new(size);
        CallRecord call = kernel.Call(name, descriptor, buffer, size, (nint)Position);
        int start = name == "read" ? 0 : (int)Position;
        Assert.Equal(Math.Min(size, 300 - start), call.Result);
        byte[] data = Content[start..(start + Math.Min(size, SnapLength))];
        ExpectPositioned(call, ("res", call.Result), ("data", data), ("fd", descriptor), ("size", size));
    }

    [Theory]
    [LiveCall("read", "pread64")]
    [InlineData("read")]
    [InlineData("pread64")]
    public void Reading_that_fails_or_gives_nothing_tells_no_data(string name)
    {
        nint descriptor = Open();
        ExpectPositioned(
            kernel.Call(name, -1, _file.Path, 5, (nint)Position),
            ("res", -ErrorNumber.BadDescriptor), ("data", null), ("fd", -1), ("size", 5));
        ExpectPositioned(
            kernel.Call(name, descriptor, 1, 5, (nint)Position),
            ("res", -ErrorNumber.BadAddress), ("data", null), ("fd", descriptor), ("size", 5));
        ExpectPositioned(
            kernel.Call(name, descriptor, _file.Path, 0, (nint)Position), ("res", 0), ("data", null), ("fd", descriptor), ("size", 0));
    }

    [Theory]
    [LiveCall("write", "pwrite64")]
    [InlineData("write", 10)]
    [InlineData("write", SnapLength)]
    [InlineData("write", 200)]
    [InlineData("pwrite64", 10)]
    [InlineData("pwrite64", 200)]
    public void Writing_tells_the_start_of_what_was_written(string name, int size)
    {
        nint descriptor = Open();
        using NativeBytes buffer = new(Content.AsSpan(0, size));
        CallRecord call = kernel.Call(name, descriptor, buffer, size, (nint)Position);
        byte[] data = Content[..Math.Min(size, SnapLength)];
        if (name != "write")
            data = [.. buffer.Span[..Math.Min(size, SnapLength)]];
        ExpectPositioned(call, ("res", size), ("data", data), ("fd", descriptor), ("size", size));
    }

    [Theory]
    [LiveCall("write", "pwrite64")]
    [InlineData("write")]
    [InlineData("pwrite64")]
    public void Writing_that_fails_tells_what_was_to_be_written(string name)
    {
        using NativeBytes buffer = new("some text"u8);
        ExpectPositioned(
            kernel.Call(name, -1, buffer, 9, (nint)Position),
            ("res", -ErrorNumber.BadDescriptor), ("data", "some text"u8.ToArray()), ("fd", -1), ("size", 9));
        nint descriptor = Open();
        foreach (int address in (ReadOnlySpan<int>)[0, 1])
        {
            ExpectPositioned(
                kernel.Call(name, descriptor, address, 9, (nint)Position),
                ("res", -ErrorNumber.BadAddress), ("data", null), ("fd", descriptor), ("size", 9));
        }
    }

    [Fact]
    [LiveCall("write")]
    public void Writing_more_than_a_number_of_32_bits_tells_its_lower_half()
    {
        using NativeBytes buffer = new(SnapLength);
        kernel.Call("write", -1, buffer, unchecked((nint)0x1_0000_0005)).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("data", buffer.Span.ToArray()), ("fd", -1), ("size", 5));
    }

    [Theory]
    [LiveCall("readv", "preadv")]
    [InlineData("readv", 10, 20)]
    [InlineData("readv", 70, 200)]
    [InlineData("preadv", 10, 20)]
    [InlineData("preadv", 70, 200)]
    public void Reading_into_several_buffers_tells_them_as_one(string name, int first, int second)
    {
        nint descriptor = Open();
        using NativeBytes head = new(first);
        using NativeBytes tail = new(second);
        using NativeBytes vectors = NativeBytes.Words(head, first, tail, second);
        CallRecord call = kernel.Call(name, descriptor, vectors, 2, (nint)Position);
        Assert.Equal(first + second, call.Result);
        int start = name == "readv" ? 0 : (int)Position;
        byte[] data = Content[start..(start + Math.Min(first + second, SnapLength))];
        ExpectPositioned(call, ("res", call.Result), ("size", call.Result), ("data", data), ("fd", descriptor));
    }

    [Theory]
    [LiveCall("readv", "preadv")]
    [InlineData("readv")]
    [InlineData("preadv")]
    public void Reading_into_several_buffers_that_fails_tells_no_data(string name)
    {
        nint descriptor = Open();
        using NativeBytes vectors = NativeBytes.Words(_file.Path, 5);
        ExpectPositioned(
            kernel.Call(name, -1, vectors, 1, (nint)Position),
            ("res", -ErrorNumber.BadDescriptor), ("size", 0), ("data", null), ("fd", -1));
        ExpectPositioned(
            kernel.Call(name, descriptor, 1, 1, (nint)Position),
            ("res", -ErrorNumber.BadAddress), ("size", 0), ("data", null), ("fd", descriptor));
    }

    [Theory]
    [LiveCall("writev", "pwritev")]
    [InlineData("writev", 10, 20)]
    [InlineData("writev", 70, 200)]
    [InlineData("pwritev", 10, 20)]
    [InlineData("pwritev", 70, 200)]
    public void Writing_several_buffers_tells_them_as_one(string name, int first, int second)
    {
        nint descriptor = Open();
        using NativeBytes head = new(Content.AsSpan(0, first));
        using NativeBytes tail = new(Content.AsSpan(100, second));
        using NativeBytes vectors = NativeBytes.Words(head, first, 0, 0, tail, second);
        CallRecord call = kernel.Call(name, descriptor, vectors, 3, (nint)Position);
        byte[] data = [.. head.Span, .. tail.Span];
        ExpectPositioned(
            call,
            ("res", first + second),
            ("data", data[..Math.Min(data.Length, SnapLength)]),
            ("fd", descriptor),
            ("size", first + second));
    }

    [Theory]
    [LiveCall("writev", "pwritev")]
    [InlineData("writev")]
    [InlineData("pwritev")]
    public void Writing_several_buffers_that_fails_tells_those_that_can_be_read(string name)
    {
        using NativeBytes text = new("text"u8);
        using NativeBytes vectors = NativeBytes.Words(text, 4, 1, 6);
        ExpectPositioned(
            kernel.Call(name, -1, vectors, 2, (nint)Position),
            ("res", -ErrorNumber.BadDescriptor), ("data", "text"u8.ToArray()), ("fd", -1), ("size", 10));
        nint descriptor = Open();
        foreach (int address in (ReadOnlySpan<int>)[0, 1])
        {
            ExpectPositioned(
                kernel.Call(name, descriptor, address, 2, (nint)Position),
                ("res", -ErrorNumber.BadAddress), ("data", null), ("fd", descriptor), ("size", 0));
        }
    }

    [Fact]
    [LiveCall("writev")]
    public void Of_many_buffers_the_first_32_are_told()
    {
        nint descriptor = Open();
        using NativeBytes text = new("ab"u8);
        using NativeBytes vectors = NativeBytes.Words([.. Enumerable.Repeat(new nint[] { text, 2 }, 40).SelectMany(vector => vector)]);
        byte[] data = [.. Enumerable.Repeat("ab"u8.ToArray(), 32).SelectMany(pair => pair)];
        kernel.Call("writev", descriptor, vectors, 40).Success().Expect(
            ("res", 80), ("data", data), ("fd", descriptor), ("size", 64));
    }

    [Theory]
    [LiveCall("process_vm_readv", "process_vm_writev")]
    [InlineData("process_vm_readv", 30)]
    [InlineData("process_vm_readv", 200)]
    [InlineData("process_vm_writev", 30)]
    [InlineData("process_vm_writev", 200)]
    public void Copying_memory_of_a_process_tells_the_own_buffers(string name, int size)
    {
        using NativeBytes own = new(Content.AsSpan(0, size));
        using NativeBytes other = new(Content.AsSpan(50, size));
        using NativeBytes ownVectors = NativeBytes.Words(own, size);
        using NativeBytes otherVectors = NativeBytes.Words(other, size);
        CallRecord call = kernel.Call(name, Environment.ProcessId, ownVectors, 1, otherVectors, 1, 0);
        Assert.Equal(own.Span, other.Span);
        call.Success().Expect(
            ("res", size), ("pid", Environment.ProcessId), ("data", own.Span[..Math.Min(size, SnapLength)].ToArray()));
    }

    [Theory]
    [LiveCall("process_vm_readv", "process_vm_writev")]
    [InlineData("process_vm_readv")]
    [InlineData("process_vm_writev")]
    public void Copying_memory_that_fails_tells_no_data(string name)
    {
        using NativeBytes vectors = NativeBytes.Words(_file.Path, 5);
        kernel.Call(name, int.MaxValue, vectors, 1, vectors, 1, 0).Failure(ErrorNumber.NoProcess).Expect(
            ("res", -ErrorNumber.NoProcess), ("pid", int.MaxValue), ("data", null));
        kernel.Call(name, Environment.ProcessId, 1, 1, vectors, 1, 0).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("pid", Environment.ProcessId), ("data", null));
    }

    public void Dispose()
    {
        _open.Dispose();
        _file.Dispose();
    }

    private nint Open() => _open.Open("openat", -100, _file.Path, ReadAndWrite, 0);

    // The calls with a position tell it behind everything else.
    private static void ExpectPositioned(CallRecord call, params ReadOnlySpan<(string Name, object? Value)> expected)
    {
        if (call.Call.Name.ToString().StartsWith('p'))
            call.Exit.Expect([.. expected, ("pos", Position)]);
        else
            call.Exit.Expect(expected);
    }
}
