using System.Net;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Tests.Events;

namespace Falco.Core.Tests.Fields;

public sealed class ParameterTextTests
{
    [Theory]
    [InlineData(EventType.SemgetExit, 1, "FFFFFFFF", "FFFFFFFF")] // hexadecimal, signed
    [InlineData(EventType.Brk_4Exit, 4, "EFBEADDE00000000", "DEADBEEF")] // hexadecimal, 64 bits
    [InlineData(EventType.Brk_4Exit, 4, "0000000000000080", "8000000000000000")]
    [InlineData(EventType.OpenExit, 3, "A4010000", "0644")] // octal
    [InlineData(EventType.OpenExit, 3, "00000000", "0")]
    [InlineData(EventType.OpenExit, 3, "FFFFFFFF", "037777777777")]
    [InlineData(EventType.Brk_4Exit, 1, "FFFFFFFF", "-1")] // decimal is signed even for unsigned types
    [InlineData(EventType.ReadExit, 3, "00010000", "256")]
    [InlineData(EventType.ReadExit, 0, "F7FFFFFFFFFFFFFF", "-9")]
    [InlineData(EventType.FchmodExit, 2, "00010000", "0400")]
    [InlineData(EventType.OpenExit, 2, "01100000", "4097")] // flags are decimal whatever the format
    [InlineData(EventType.SetuidExit, 1, "FFFFFFFF", "-1")]
    [InlineData(EventType.SetuidExit, 1, "21000000", "33")]
    [InlineData(EventType.PpollExit, 3, "00820000", "SIGUSR1 SIGSTKFLT")]
    [InlineData(EventType.PpollExit, 3, "00000080", "")] // a real-time signal has no name
    [InlineData(EventType.NanosleepEnter, 0, "FFFFFFFFFFFFFFFF", "none")]
    [InlineData(EventType.NanosleepEnter, 0, "0500000000000000", "5")]
    [InlineData(EventType.GenericExit, 0, "0300", "3")]
    [InlineData(EventType.GenericExit, 0, "FFFF", "<unknown syscall>")]
    public void A_number_reads(EventType type, int index, string hex, string expected) =>
        Assert.Equal(expected, Raw(type, index, Convert.FromHexString(hex)));

    [Theory]
    [InlineData(EventType.NanosleepEnter, 0, "0500000000000000", "5e-09s")]
    [InlineData(EventType.NanosleepEnter, 0, "00CA9A3B00000000", "1s")]
    [InlineData(EventType.NanosleepEnter, 0, "C0C62D0000000000", "0.003s")]
    [InlineData(EventType.NanosleepEnter, 0, "15CD5B0700000000", "0.123457s")]
    [InlineData(EventType.NanosleepEnter, 0, "0000C52EBCA2B100", "5e+07s")]
    [InlineData(EventType.NanosleepEnter, 0, "FFFFFFFFFFFFFFFF", null)]
    [InlineData(EventType.ReadExit, 0, "F7FFFFFFFFFFFFFF", "EBADF")]
    [InlineData(EventType.ReadExit, 0, "0900000000000000", null)]
    [InlineData(EventType.KillExit, 2, "09", "SIGKILL")]
    [InlineData(EventType.KillExit, 2, "40", null)]
    [InlineData(EventType.GenericExit, 0, "0300", "read")]
    [InlineData(EventType.OpenExit, 2, "01100000", "O_RDONLY|O_CLOEXEC")]
    [InlineData(EventType.SocketExit, 1, "01000000", "AF_LOCAL|AF_UNIX")]
    [InlineData(EventType.FchmodExit, 2, "00010000", "S_IRUSR")]
    [InlineData(EventType.SetuidExit, 1, "FFFFFFFF", "<NONE>")]
    [InlineData(EventType.ReadExit, 3, "00010000", null)]
    public void A_number_is_resolved(EventType type, int index, string hex, string? expected) =>
        Assert.Equal(expected, Resolved(type, index, Convert.FromHexString(hex)));

    [Theory]
    [InlineData(EventType.ReadExit, 1, "NULL")]
    [InlineData(EventType.ReadExit, 0, "<NA>")]
    [InlineData(EventType.OpenExit, 1, "<NA>")]
    [InlineData(EventType.ConnectExit, 1, "NULL")]
    [InlineData(EventType.BindExit, 1, "<NA>")]
    [InlineData(EventType.PollExit, 1, "NULL")]
    [InlineData(EventType.GetsockoptExit, 4, "NULL")]
    public void An_empty_parameter_reads(EventType type, int index, string expected)
    {
        Assert.Equal(expected, Raw(type, index, []));
        Assert.Null(Resolved(type, index, []));
    }

    [Theory]
    [InlineData(EventType.ReadExit, 0, "0102030405")]
    [InlineData(EventType.OpenExit, 2, "010203")]
    public void A_number_of_a_wrong_size_reads_as_absent(EventType type, int index, string hex)
    {
        Assert.Equal("<NA>", Raw(type, index, Convert.FromHexString(hex)));
        Assert.Null(Resolved(type, index, Convert.FromHexString(hex)));
    }

    [Fact]
    public void Unprintable_bytes_of_a_buffer_are_dots() =>
        Assert.Equal(".a b~...", Raw(EventType.ReadExit, 1, [0, .. "a b~"u8, 0x7F, 0xC3, (byte)'\n']));

    [Fact]
    public void Text_ends_at_its_first_NUL() => Assert.Equal("ab", Raw(EventType.OpenExit, 1, "ab\0cd\0"u8.ToArray()));

    [Fact]
    public void A_text_that_old_captures_spell_as_missing_is() =>
        Assert.Equal("<NA>", Raw(EventType.OpenExit, 1, EncodedEvent.Text("(NULL)")));

    [Theory]
    [InlineData("02 0A000001 901F", "10.0.0.1:8080")]
    [InlineData("02 0A0000", "INVALID IPv4")]
    [InlineData("0A 00", "INVALID IPv6")]
    [InlineData("01 2F7300", "/s")]
    [InlineData("01 2F73", "INVALID PATH")]
    [InlineData("10 2F73", "family 16")]
    public void A_socket_address_reads(string hex, string expected) =>
        Assert.Equal(expected, Raw(EventType.BindExit, 1, Hex(hex)));

    [Theory]
    [InlineData("02 0A000001 0100 0A000002 0200", "10.0.0.1:1->10.0.0.2:2")]
    [InlineData("02 0A000001 0100", "INVALID IPv4")]
    [InlineData("01 0500000000000000 FF00000000000000 7300", "5->ff s")]
    [InlineData("01 0500000000000000", "INVALID PATH")]
    [InlineData("11", "family 17")]
    public void A_socket_tuple_reads(string hex, string expected) =>
        Assert.Equal(expected, Raw(EventType.ConnectExit, 1, Hex(hex)));

    [Fact]
    public void An_IPv6_tuple_of_IPv4_addresses_reads_as_IPv4()
    {
        byte[] mapped = IPAddress.Parse("::ffff:10.0.0.1").GetAddressBytes();

        Assert.Equal("10.0.0.1:1->0.0.0.0:2", Raw(EventType.ConnectExit, 1, [10, .. mapped, 1, 0, .. new byte[16], 2, 0]));
    }

    [Theory]
    [InlineData("02 07000000", "7", null)]
    [InlineData("01 F7FFFFFFFFFFFFFF", "-9", "EBADF")]
    [InlineData("00 4100", "A.", null)]
    [InlineData("02", "<NA>", null)]
    [InlineData("09 01", "INVALID DYNAMIC PARAMETER", null)]
    public void A_selected_value_reads_as_its_own_type(string hex, string raw, string? resolved)
    {
        Assert.Equal(raw, Raw(EventType.GetsockoptExit, 4, Hex(hex)));
        Assert.Equal(resolved, Resolved(EventType.GetsockoptExit, 4, Hex(hex)));
    }

    [Fact]
    public void A_point_in_time_has_nanoseconds_and_may_lie_far_ahead()
    {
        Assert.Matches(@"^2025-04-1[89] \d\d:\d\d:36\.147483648$", Raw(EventType.Execve_19Exit, 24, EncodedEvent.UInt64(1_745_016_456_147_483_648)));
        Assert.Matches(@"^2554-07-2\d \d\d:\d\d:\d\d\.709551615$", Raw(EventType.Execve_19Exit, 24, EncodedEvent.UInt64(ulong.MaxValue)));
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        byte[] time = EncodedEvent.Of(
            EventType.Execve_19Exit, [.. Enumerable.Range(0, 24).Select(_ => Array.Empty<byte>()), EncodedEvent.UInt64(1UL << 60)]);
        byte[] tuple = EncodedEvent.Of(EventType.ConnectExit, EncodedEvent.Int64(-111), Hex("02 0A000001 0100 0A000002 0200"));
        byte[] open = EncodedEvent.Of(EventType.OpenExit, EncodedEvent.Int64(-2), EncodedEvent.Text("/etc/x"), Hex("01100000"), Hex("A4010000"));
        byte[] sleep = EncodedEvent.Of(EventType.NanosleepEnter, EncodedEvent.UInt64(123_456_789));
        FieldScratch scratch = new();
        long before = 0;
        for (int round = 0; round < 2_000; round++)
        {
            if (round == 1_000)
                before = GC.GetAllocatedBytesForCurrentThread();
            Write(time, 24, scratch);
            Write(tuple, 1, scratch);
            Write(open, 2, scratch);
            Write(open, 3, scratch);
            Write(sleep, 0, scratch);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Write(byte[] bytes, int index, FieldScratch scratch)
    {
        scratch.Reset();
        Event.TryRead(bytes, 0, EventFlags.None, out Event view);
        HostEvent host = new() { Event = view, Host = null! };
        Utf8Composer text = new(scratch);
        ParameterText.AppendRaw(in host, index, ref text);
        ParameterText.AppendResolved(in host, index, ref text);
        text.Finish();
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static string Raw(EventType type, int index, byte[] parameter)
    {
        Utf8Composer text = new(new FieldScratch());
        ParameterText.AppendRaw(View(type, index, parameter), index, ref text);
        return Encoding.UTF8.GetString(text.Finish());
    }

    private static string? Resolved(EventType type, int index, byte[] parameter)
    {
        Utf8Composer text = new(new FieldScratch());
        return ParameterText.AppendResolved(View(type, index, parameter), index, ref text) ? Encoding.UTF8.GetString(text.Finish()) : null;
    }

    // None of these texts asks for the picture of the host.
    private static HostEvent View(EventType type, int index, byte[] parameter)
    {
        byte[] bytes = EncodedEvent.Of(type, [.. Enumerable.Range(0, index).Select(_ => Array.Empty<byte>()), parameter]);
        Assert.Equal(EventFault.None, Event.TryRead(bytes, 0, EventFlags.None, out Event view));
        return new HostEvent { Event = view, Host = null! };
    }
}
