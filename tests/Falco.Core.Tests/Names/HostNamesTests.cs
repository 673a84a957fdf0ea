using System.Net;
using System.Text;
using Falco.Core.Names;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Names;

public sealed class HostNamesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly SteppedClock _clock = new();
    private readonly FakeHostNameResolver _resolver = new();
    private readonly HostNames _names;

    public HostNamesTests()
    {
        _names = new HostNames(_resolver, clock: _clock);
    }

    public void Dispose() => _names.Dispose();

    [Fact]
    public void Nothing_is_known_of_a_name_that_was_not_answered_yet()
    {
        Assert.Null(Owns("slow.example", "10.0.0.1"));
        Assert.Equal((0, 1, 0), (_names.Statistics.Hits, _names.Statistics.Misses, _names.Statistics.Dropped));
    }

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.0.0.2", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("10.0.0.3", false)]
    [InlineData("2001:db8::2", false)]
    public void A_name_owns_the_addresses_that_were_answered(string address, bool expected)
    {
        _resolver.Answer("db.example", "10.0.0.2", "2001:db8::1", "10.0.0.1");
        Learn("db.example");

        Assert.Equal(expected, Owns("db.example", address));
        Assert.Equal(1, _names.Statistics.Hits);
    }

    [Fact]
    public void A_name_is_asked_for_once_however_many_events_need_it()
    {
        for (int i = 0; i < 10; i++)
            Owns("slow.example", "10.0.0.1");
        Until(() => _resolver.Asked.Count == 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Owns("slow.example", "10.0.0.1");

        Assert.Equal(["slow.example"], _resolver.Asked);
    }

    [Fact]
    public void A_name_takes_its_new_addresses_when_it_is_asked_for_again()
    {
        _resolver.Answer("db.example", "10.0.0.1");
        Learn("db.example");
        _resolver.Answer("db.example", "10.0.0.9");
        Pass(seconds: 10, answers: 2);

        Assert.False(Owns("db.example", "10.0.0.1"));
        Assert.True(Owns("db.example", "10.0.0.9"));
    }

    [Fact]
    public void The_time_until_a_name_is_asked_for_again_doubles_while_nothing_changes()
    {
        _resolver.Answer("db.example", "10.0.0.1", "10.0.0.2");
        Learn("db.example");
        _resolver.Answer("db.example", "10.0.0.2", "10.0.0.1");
        Pass(seconds: 10, answers: 2);
        Pass(seconds: 10, answers: 2);
        Pass(seconds: 10, answers: 3);
        Pass(seconds: 30, answers: 3);
        Pass(seconds: 10, answers: 4);
    }

    [Fact]
    public void A_name_that_no_event_needs_is_forgotten()
    {
        _resolver.Answer("old.example", "10.0.0.1").Answer("used.example", "10.0.0.2");
        Learn("old.example");
        Learn("used.example");
        _clock.Advance(TimeSpan.FromMinutes(40));
        Owns("used.example", "10.0.0.2");
        _clock.Advance(TimeSpan.FromMinutes(40));

        Assert.Equal((1, 1), (_names.Count, _names.Statistics.Expired));
        Assert.Equal("used.example", Find("10.0.0.2"));
    }

    [Fact]
    public void A_name_that_finds_no_room_is_counted_and_not_asked_for()
    {
        using HostNames small = new(_resolver.Answer("a.example", "10.0.0.1"), new HostNamesOptions { MaxNames = 1 }, _clock);
        small.TryOwns("a.example"u8, [10, 0, 0, 1], out _);
        Until(() => small.Statistics.Answered == 1);

        Assert.False(small.TryOwns("b.example"u8, [10, 0, 0, 1], out _));
        Assert.Equal((1, 1), (small.Count, small.Statistics.Dropped));
        Assert.Equal(["a.example"], _resolver.Asked);
    }

    [Fact]
    public void A_name_whose_first_look_up_fails_owns_nothing()
    {
        _resolver.Fail("bad.example");
        Owns("bad.example", "10.0.0.1");
        Until(() => _names.Statistics.Failed == 1);

        Assert.False(Owns("bad.example", "10.0.0.1"));
    }

    [Fact]
    public void A_name_keeps_its_addresses_when_it_cannot_be_asked_for_again()
    {
        _resolver.Answer("db.example", "10.0.0.1");
        Learn("db.example");
        _resolver.Fail("db.example");
        _clock.Advance(TimeSpan.FromSeconds(10));
        Until(() => _names.Statistics.Failed == 1);

        Assert.True(Owns("db.example", "10.0.0.1"));
    }

    [Fact]
    public void A_look_up_that_takes_too_long_makes_way_for_the_next()
    {
        _resolver.Answer("db.example", "10.0.0.1");
        Owns("slow.example", "10.0.0.1");
        Until(() => _resolver.Asked.Count == 1);
        Owns("db.example", "10.0.0.1");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Until(() => _names.Statistics.Answered == 1);

        Assert.Equal(1, _names.Statistics.Failed);
        Assert.True(Owns("db.example", "10.0.0.1"));
    }

    [Fact]
    public void Of_names_that_share_an_address_each_owns_it_and_the_one_needed_first_is_shown()
    {
        _resolver.Answer("first.example", "10.0.0.1").Answer("second.example", "10.0.0.1");
        Learn("first.example");
        Learn("second.example");

        Assert.True(Owns("first.example", "10.0.0.1"));
        Assert.True(Owns("second.example", "10.0.0.1"));
        Assert.Equal("first.example", Find("10.0.0.1"));
        Assert.Null(Find("10.0.0.2"));
    }

    [Fact]
    public void Known_names_are_asked_without_allocating()
    {
        _resolver.Answer("db.example", "10.0.0.1");
        Learn("db.example");
        byte[] address = [10, 0, 0, 1];
        bool isKnown = _names.TryOwns("db.example"u8, address, out _) & _names.TryFind(address, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            isKnown &= _names.TryOwns("db.example"u8, address, out bool owns) && owns && _names.TryFind(address, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(isKnown);
    }

    [Fact]
    public void After_its_disposal_nobody_is_asked_any_more()
    {
        _names.Dispose();
        _names.Dispose();

        Assert.Null(Owns("db.example", "10.0.0.1"));
        Assert.Equal(1, _names.Statistics.Dropped);
        Assert.Empty(_resolver.Asked);
    }

    private bool? Owns(string name, string address) =>
        _names.TryOwns(Encoding.UTF8.GetBytes(name), IPAddress.Parse(address).GetAddressBytes(), out bool owns) ? owns : null;

    private string? Find(string address) =>
        _names.TryFind(IPAddress.Parse(address).GetAddressBytes(), out ReadOnlySpan<byte> name) ? Encoding.UTF8.GetString(name) : null;

    private void Learn(string name)
    {
        long answers = _names.Statistics.Answered;
        Owns(name, "10.255.255.255");
        Until(() => _names.Statistics.Answered == answers + 1);
    }

    private void Pass(int seconds, int answers)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Until(() => _names.Statistics.Answered >= answers);
        Assert.Equal(answers, _resolver.Asked.Count);
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Limit));
}
