using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of waiting: for descriptors, for time, for other threads.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class WaitCallTests(LiveSource kernel) : IDisposable
{
    private const int PollIn = 0x1;
    private const int PollOut = 0x4;
    private const int PollInvalid = 0x20;
    private const int PollReadNormal = 0x40;

    private readonly ScratchDescriptors _open = new();

    [Fact]
    [LiveCall("poll")]
    public void Poll_tells_what_happened_to_each_descriptor()
    {
        (nint output, nint input) = FullPipe();
        using NativeBytes polled = Polled((output, PollIn | PollReadNormal), (input, PollOut), (-1, PollIn), (999_999, PollIn));
        kernel.Call("poll", polled, 4, 10).Success().Expect(
            ("res", 3),
            ("fds", List((output, Flags("POLLIN", "POLLRDNORM")), (input, Flags("POLLOUT")), (-1, 0), (999_999, Flags("POLLNVAL")))),
            ("timeout", 10));
    }

    [Fact]
    [LiveCall("poll")]
    public void Poll_that_waits_for_ever_tells_a_number_of_32_bits()
    {
        (nint output, _) = FullPipe();
        using NativeBytes polled = Polled((output, PollIn));
        kernel.Call("poll", polled, 1, -1).Success().Expect(
            ("res", 1), ("fds", List((output, Flags("POLLIN")))), ("timeout", (long)uint.MaxValue));
    }

    [Fact]
    [LiveCall("poll")]
    public void Of_many_polled_descriptors_the_first_16_are_told()
    {
        (nint output, _) = FullPipe();
        (nint Descriptor, int Events)[] all = [.. Enumerable.Repeat((output, PollIn), 20)];
        using NativeBytes polled = Polled(all);
        kernel.Call("poll", polled, 20, 0).Success().Expect(
            ("res", 20), ("fds", List([.. Enumerable.Repeat((output, Flags("POLLIN")), 16)])), ("timeout", 0));
    }

    [Theory]
    [LiveCall("poll", "ppoll")]
    [InlineData("poll", 0)]
    [InlineData("poll", 1)]
    [InlineData("ppoll", 0)]
    [InlineData("ppoll", 1)]
    public void Polling_that_fails_tells_no_descriptors(string name, int address)
    {
        CallEvent exit = kernel.Call(name, address, 5, 0, 0).Failure(ErrorNumber.BadAddress);
        if (name == "poll")
            exit.Expect(("res", -ErrorNumber.BadAddress), ("fds", List()), ("timeout", 0));
        else
            exit.Expect(("res", -ErrorNumber.BadAddress), ("fds", List()), ("timeout", 0), ("sigmask", 0));
    }

    [Fact]
    [LiveCall("ppoll")]
    public void Ppoll_tells_the_time_and_the_signals()
    {
        (nint output, _) = FullPipe();
        using NativeBytes polled = Polled((output, PollIn));
        using NativeBytes time = NativeBytes.Words(2, 5);
        using NativeBytes signals = NativeBytes.Words(1 << 9);
        CallRecord call = kernel.Call("ppoll", polled, 1, time, signals, 8);

        // The kernel writes back what is left of the time.
        ReadOnlySpan<long> left = MemoryMarshal.Cast<byte, long>(time.Span);
        call.Success().Expect(
            ("res", 1), ("fds", List((output, Flags("POLLIN")))), ("timeout", (left[0] * 1_000_000_000) + left[1]), ("sigmask", 1 << 9));
        Assert.InRange(left[0], 1, 2);
    }

    [Fact]
    [LiveCall("ppoll")]
    public void Ppoll_with_a_time_and_signals_that_cannot_be_read_tells_zeros()
    {
        (nint output, _) = FullPipe();
        using NativeBytes polled = Polled((output, PollInvalid));
        kernel.Call("ppoll", polled, 1, 1, 1, 8).Failure(ErrorNumber.BadAddress).Expect(
            ("res", -ErrorNumber.BadAddress), ("fds", List((output, 0))), ("timeout", 0), ("sigmask", 0));
    }

    [Fact]
    [LiveCall("select")]
    public void Select_tells_its_result()
    {
        (nint output, _) = FullPipe();
        using NativeBytes set = new(((int)output / 8) + 8);
        using NativeBytes time = NativeBytes.Words(0, 0);
        set.Span[(int)output / 8] = (byte)(1 << ((int)output % 8));
        kernel.Call("select", output + 1, set, 0, 0, time).Success().Expect(("res", 1));
        kernel.Call("select", -1, 0, 0, 0, time).Failure(ErrorNumber.Invalid).Expect(("res", -ErrorNumber.Invalid));
    }

    [Fact]
    [LiveCall("epoll_wait")]
    public void Epoll_wait_tells_how_many_events_it_takes()
    {
        nint poll = _open.Open("epoll_create1", 0);
        using NativeBytes events = new(12 * 4);
        kernel.Call("epoll_wait", poll, events, 4, 0).Success().Expect(("res", 0), ("maxevents", 4));
        kernel.Call("epoll_wait", poll, events, -3, 0).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("maxevents", -3));
        kernel.Call("epoll_wait", -1, events, 4, 0).Failure(ErrorNumber.BadDescriptor).Expect(
            ("res", -ErrorNumber.BadDescriptor), ("maxevents", 4));
    }

    [Fact]
    [LiveCall("nanosleep")]
    public void Nanosleep_tells_the_time()
    {
        using NativeBytes time = NativeBytes.Words(0, 1234);
        kernel.Call("nanosleep", time, 0).Success().Expect(("res", 0), ("interval", 1234));
        using NativeBytes wrong = NativeBytes.Words(7, 2_000_000_000);
        kernel.Call("nanosleep", wrong, 0).Failure(ErrorNumber.Invalid).Expect(
            ("res", -ErrorNumber.Invalid), ("interval", 9_000_000_000));
        foreach (int address in (ReadOnlySpan<int>)[0, 1])
        {
            kernel.Call("nanosleep", address, 0).Failure(ErrorNumber.BadAddress).Expect(
                ("res", -ErrorNumber.BadAddress), ("interval", 0));
        }
    }

    [Theory]
    [LiveCall("futex")]
    [InlineData(1, 5, 0, new[] { "FUTEX_WAKE" })]
    [InlineData(1 | 128, 1, 0, new[] { "FUTEX_WAKE", "FUTEX_PRIVATE_FLAG" })]
    [InlineData(0, 99, ErrorNumber.TryAgain, new[] { "FUTEX_WAIT" })]
    [InlineData(9 | 128 | 256, 99, ErrorNumber.TryAgain, new[] { "FUTEX_WAIT_BITSET", "FUTEX_PRIVATE_FLAG", "FUTEX_CLOCK_REALTIME" })]
    [InlineData(100, 7, ErrorNumber.NotImplemented, new[] { "FUTEX_WAIT" })]
    public void Futex_tells_the_place_the_operation_and_the_value(int operation, int value, int error, string[] names)
    {
        using NativeBytes word = NativeBytes.Of(1);
        CallRecord call = kernel.Call("futex", word, operation, value, 0, 0, -1);
        Assert.Equal(-error, call.Result);

        // The runtime may use futexes of its own on this thread.
        call.Exits.Single(exit => exit.Number("addr") == word).Expect(
            ("res", -error), ("addr", (nint)word), ("op", SchemaFlags.Of("futex", "op", names)), ("val", value));
    }

    [Fact]
    [LiveCall("futex")]
    public void Futex_of_a_bad_address_tells_it()
    {
        CallRecord call = kernel.Call("futex", 1, 0, 3, 0, 0, 0);
        Assert.Equal(-ErrorNumber.Invalid, call.Result);
        call.Exits.Single(exit => exit.Number("addr") == 1).Expect(
            ("res", -ErrorNumber.Invalid), ("addr", 1), ("op", 0), ("val", 3));
    }

    public void Dispose() => _open.Dispose();

    private static int Flags(params ReadOnlySpan<string> names)
    {
        // The schema's table of what is polled belongs to a list, whose parameter names none.
        int value = 0;
        foreach (string name in names)
        {
            value |= name switch
            {
                "POLLIN" => 1,
                "POLLOUT" => 4,
                "POLLNVAL" => 64,
                "POLLRDNORM" => 128,
                _ => throw new ArgumentException($"'{name}' is not used here"),
            };
        }

        return value;
    }

    private static NativeBytes Polled(params ReadOnlySpan<(nint Descriptor, int Events)> entries)
    {
        int[] fields = new int[entries.Length * 2];
        for (int i = 0; i < entries.Length; i++)
            (fields[2 * i], fields[(2 * i) + 1]) = ((int)entries[i].Descriptor, entries[i].Events);
        return NativeBytes.Integers(fields);
    }

    private static byte[] List(params ReadOnlySpan<(nint Descriptor, int Happened)> entries)
    {
        List<byte> bytes = [.. BitConverter.GetBytes((ushort)entries.Length)];
        foreach ((nint descriptor, int happened) in entries)
        {
            bytes.AddRange(BitConverter.GetBytes((long)descriptor));
            bytes.AddRange(BitConverter.GetBytes((ushort)happened));
        }

        return [.. bytes];
    }

    // There is something to read, and room to write.
    private (nint Output, nint Input) FullPipe()
    {
        (nint output, nint input) = _open.Pipe();
        using NativeBytes text = new("text");
        NativeCall.Succeed("write", input, text, 4);
        return (output, input);
    }
}
