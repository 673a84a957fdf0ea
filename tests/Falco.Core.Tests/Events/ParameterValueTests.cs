using System.Net;
using System.Text;
using Falco.Core.Events;

namespace Falco.Core.Tests.Events;

public sealed class ParameterValueTests
{
    private delegate void Check(ParameterValue value);

    [Fact]
    public void Parameters_are_found_by_name()
    {
        byte[] bytes = EncodedEvent.Of(EventType.Openat_2Exit, EncodedEvent.Int64(3), EncodedEvent.Int64(-100), EncodedEvent.Text("/ä"));
        Event.TryRead(bytes, 0, EventFlags.None, out Event view);

        Assert.Equal("/ä", view.GetString("name"));
        Assert.Equal("/ä"u8, view["name"u8].Text);
        Assert.True(view["dirfd"].TryGetInt64(out long directory));
        Assert.Equal(-100, directory);
        Assert.Null(view.GetString("flags"));
        Assert.Null(view.GetString("nonsense"));
        Assert.Null(view["nonsense"u8].Info);
    }

    [Fact]
    public void An_internet_address_has_address_and_port() => Read(
        EventType.BindExit, 1, [2, 10, 0, 0, 1, 0x90, 0x1F], static value =>
        {
            Assert.Equal(SocketFamily.IPv4, value.SocketAddress.Family);
            Assert.Equal([10, 0, 0, 1], value.SocketAddress.Address.ToArray());
            Assert.Equal(8080, value.SocketAddress.Port);
            Assert.True(value.SocketAddress.Path.IsEmpty);
        });

    [Fact]
    public void An_IPv6_address_has_address_and_port() => Read(
        EventType.BindExit, 1, [10, .. IPAddress.Parse("fe80::1").GetAddressBytes(), 1, 2], static value =>
        {
            Assert.Equal("fe80::1", new IPAddress(value.SocketAddress.Address).ToString());
            Assert.Equal(0x201, value.SocketAddress.Port);
        });

    [Fact]
    public void A_unix_address_has_a_path() => Read(
        EventType.BindExit, 1, [1, .. EncodedEvent.Text("/run/x")], static value =>
        {
            Assert.Equal("/run/x"u8, value.SocketAddress.Path);
            Assert.Equal(0, value.SocketAddress.Port);
            Assert.True(value.SocketAddress.Address.IsEmpty);
        });

    [Theory]
    [InlineData("02 0A000001 90")]
    [InlineData("0A 00")]
    [InlineData("01")]
    [InlineData("01 2F61")]
    public void An_address_that_is_too_short_has_no_parts(string hex) => Read(
        EventType.BindExit, 1, Hex(hex), static value =>
        {
            Assert.False(value.SocketAddress.IsValid);
            Assert.True(value.SocketAddress.Address.IsEmpty);
            Assert.Equal(0, value.SocketAddress.Port);
            Assert.True(value.SocketAddress.Path.IsEmpty);
        });

    [Fact]
    public void A_tuple_has_both_ends() => Read(
        EventType.ConnectExit, 1, [2, 10, 0, 0, 1, 1, 0, 10, 0, 0, 2, 2, 0], static value =>
        {
            SocketTuple tuple = value.SocketTuple;
            Assert.Equal([10, 0, 0, 1], tuple.SourceAddress.ToArray());
            Assert.Equal([10, 0, 0, 2], tuple.DestinationAddress.ToArray());
            Assert.Equal((1, 2), (tuple.SourcePort, tuple.DestinationPort));
            Assert.Equal(0UL, tuple.UnixSource);
        });

    [Fact]
    public void An_IPv6_tuple_has_both_ends() => Read(
        EventType.ConnectExit,
        1,
        [10, .. IPAddress.Parse("::1").GetAddressBytes(), 1, 0, .. IPAddress.Parse("fe80::2").GetAddressBytes(), 2, 0],
        static value =>
        {
            SocketTuple tuple = value.SocketTuple;
            Assert.Equal("::1", new IPAddress(tuple.SourceAddress).ToString());
            Assert.Equal("fe80::2", new IPAddress(tuple.DestinationAddress).ToString());
            Assert.Equal((1, 2), (tuple.SourcePort, tuple.DestinationPort));
        });

    [Fact]
    public void A_unix_tuple_has_kernel_addresses_and_a_path() => Read(
        EventType.ConnectExit, 1, [1, .. EncodedEvent.UInt64(5), .. EncodedEvent.UInt64(6), .. EncodedEvent.Text("s")], static value =>
        {
            Assert.Equal((5UL, 6UL), (value.SocketTuple.UnixSource, value.SocketTuple.UnixDestination));
            Assert.Equal("s"u8, value.SocketTuple.Path);
        });

    [Theory]
    [InlineData("02 0A0000010100 0A0000020")]
    [InlineData("0A 00")]
    [InlineData("01 0500000000000000 0600000000000000")]
    public void A_tuple_that_is_too_short_has_no_parts(string hex) => Read(
        EventType.ConnectExit, 1, Hex(hex), static value =>
        {
            SocketTuple tuple = value.SocketTuple;
            Assert.False(tuple.IsValid);
            Assert.True(tuple.SourceAddress.IsEmpty && tuple.DestinationAddress.IsEmpty && tuple.Path.IsEmpty);
            Assert.Equal((0, 0), (tuple.SourcePort, tuple.DestinationPort));
            Assert.Equal(0UL, tuple.UnixSource | tuple.UnixDestination);
        });

    [Fact]
    public void Polled_descriptors_are_enumerated_as_far_as_they_are_there() => Read(
        EventType.PollExit,
        1,
        [5, 0, .. EncodedEvent.Int64(3), 1, 0, .. EncodedEvent.Int64(4), 0xFF, 0xFF, 1, 2, 3],
        static value =>
        {
            List<PolledDescriptor> polled = [];
            foreach (PolledDescriptor descriptor in value.Descriptors)
                polled.Add(descriptor);
            Assert.Equal([new(3, 1), new(4, -1)], polled);
            Assert.Equal(2, value.Descriptors.Count);
        });

    [Fact]
    public void Strings_of_a_run_are_enumerated() => Read(
        EventType.Execve_19Exit, 2, "-a\0\0b"u8.ToArray(), static value =>
        {
            List<string> strings = [];
            foreach (ReadOnlySpan<byte> text in value.Strings)
                strings.Add(Encoding.UTF8.GetString(text));
            Assert.Equal(["-a", "", "b"], strings);
        });

    [Fact]
    public void A_selector_chooses_the_type() => Read(
        EventType.GetsockoptExit, 4, [2, 1, 0, 0, 0], static value =>
        {
            Assert.Equal(ParameterType.Dyn, value.Info!.Type);
            Assert.Equal(ParameterType.UInt32, value.Selected.Info!.Type);
            Assert.True(value.Selected.TryGetUInt64(out ulong number));
            Assert.Equal(1UL, number);
        });

    [Fact]
    public void An_unknown_selector_chooses_nothing() => Read(
        EventType.GetsockoptExit, 4, [200, 1], static value => Assert.Null(value.Selected.Info));

    [Fact]
    public void Times_and_durations_are_nanoseconds()
    {
        Read(EventType.Execve_19Exit, 24, EncodedEvent.UInt64(1_000_000_000), static value =>
        {
            Assert.True(value.TryGetTime(out DateTimeOffset time));
            Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), time);
        });
        Read(EventType.NanosleepEnter, 0, EncodedEvent.UInt64(1_500_000_000), static value =>
        {
            Assert.True(value.TryGetDuration(out TimeSpan duration));
            Assert.Equal(1500, duration.TotalMilliseconds);
        });
        Read(EventType.NanosleepEnter, 0, EncodedEvent.UInt64(ulong.MaxValue), static value => Assert.False(value.TryGetDuration(out _)));
    }

    [Theory]
    [InlineData("FF", -1, 0xFF)]
    [InlineData("FEFF", -2, 0xFFFE)]
    [InlineData("FDFFFFFF", -3, 0xFFFFFFFD)]
    [InlineData("0500000000000000", 5, 5)]
    public void Numbers_are_widened_from_their_own_size(string hex, long signed, ulong unsigned)
    {
        byte[] bytes = EncodedEvent.Of(EventType.CloseEnter, Hex(hex));
        Event.TryRead(bytes, 0, EventFlags.None, out Event view);

        Assert.Equal(signed, view.GetInt64(0));
        Assert.Equal(unsigned, view.GetUInt64(0));
    }

    private static byte[] Hex(string hex)
    {
        string digits = hex.Replace(" ", "", StringComparison.Ordinal);
        return Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits[..^1]);
    }

    private static void Read(EventType type, int index, byte[] parameter, Check check)
    {
        byte[] bytes = EncodedEvent.Of(type, [.. Enumerable.Range(0, index).Select(_ => Array.Empty<byte>()), parameter]);
        Assert.Equal(EventFault.None, Event.TryRead(bytes, 0, EventFlags.None, out Event view));
        check(view[index]);
    }
}
