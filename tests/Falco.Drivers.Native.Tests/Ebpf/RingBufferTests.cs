using Falco.Drivers.Native.Ebpf;

namespace Falco.Drivers.Native.Tests.Ebpf;

public sealed class RingBufferTests
{
    private const uint Busy = 1u << 31;
    private const uint Discarded = 1u << 30;

    [Fact]
    public void Records_are_handed_out_in_place_and_given_back_only_when_told()
    {
        using FakeRing fake = new(4096);
        fake.Write([1, 2, 3]);
        fake.Write([4]);

        Assert.False(fake.Ring.TryPeek());
        Assert.True(fake.Ring.Refresh());
        Assert.True(fake.Ring.TryRead(out ReadOnlySpan<byte> first));
        Assert.True(fake.Ring.TryRead(out ReadOnlySpan<byte> second));
        Assert.False(fake.Ring.TryRead(out ReadOnlySpan<byte> none));

        Assert.Equal([1, 2, 3], first.ToArray());
        Assert.Equal([4], second.ToArray());
        Assert.True(none.IsEmpty);
        Assert.Equal(0UL, fake.Consumed);
        fake.Ring.Release();
        Assert.Equal(32UL, fake.Consumed);
    }

    [Fact]
    public void A_record_that_is_being_written_stops_and_a_withdrawn_one_is_passed_over()
    {
        using FakeRing fake = new(4096);
        fake.Write([1], Discarded);
        fake.Write([2]);
        ulong busy = fake.Write([3], Busy);
        fake.Write([4]);
        fake.Ring.Refresh();

        Assert.True(fake.Ring.TryRead(out ReadOnlySpan<byte> record));
        Assert.Equal([2], record.ToArray());
        Assert.False(fake.Ring.TryRead(out _));
        fake.Ring.Release();
        Assert.Equal(busy, fake.Consumed);

        fake.SetHeader(busy, 1 | Discarded);
        Assert.True(fake.Ring.TryRead(out record));
        Assert.Equal([4], record.ToArray());
    }

    [Fact]
    public void Records_and_positions_run_over_the_end()
    {
        using FakeRing fake = new(64, start: ulong.MaxValue - 103);
        for (int i = 0; i < 100; i++)
        {
            byte[] content = new byte[i % 40];
            Array.Fill(content, (byte)i);
            fake.Write(content);

            Assert.True(fake.Ring.Refresh());
            Assert.True(fake.Ring.TryRead(out ReadOnlySpan<byte> record));
            Assert.Equal(content, record.ToArray());
            Assert.False(fake.Ring.Refresh());
            fake.Ring.Release();
        }
    }

    [Fact]
    public void A_record_that_fills_the_ring_is_read()
    {
        using FakeRing fake = new(64, start: 24);
        fake.Write(new byte[56]);
        fake.Ring.Refresh();

        Assert.True(fake.Ring.TryRead(out ReadOnlySpan<byte> record));
        Assert.Equal(56, record.Length);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(0x3FFFFFFF)]
    [InlineData(0x3FFFFFFF | (1 << 30))]
    public void A_length_beyond_what_was_written_is_refused(uint header)
    {
        using FakeRing fake = new(64);
        ulong at = fake.Write(new byte[16]);
        fake.SetHeader(at, header);
        fake.Ring.Refresh();

        EbpfException exception = Assert.Throws<EbpfException>(() => fake.Ring.TryPeek());

        Assert.Equal(EbpfFault.CorruptRing, exception.Fault);
    }

    [Theory]
    [InlineData(72)]
    [InlineData(ulong.MaxValue)]
    public void A_position_beyond_the_ring_is_refused(ulong producer)
    {
        using FakeRing fake = new(64);
        fake.SetProducer(producer);

        Assert.Equal(EbpfFault.CorruptRing, Assert.Throws<EbpfException>(() => fake.Ring.Refresh()).Fault);
    }

    [Fact]
    public void A_closed_ring_holds_nothing()
    {
        FakeRing fake = new(64);
        fake.Write([1]);
        fake.Ring.Refresh();
        fake.Ring.TryPeek();
        fake.Dispose();

        Assert.False(fake.Ring.TryRead(out _));
        fake.Ring.Release();
        Assert.Throws<ObjectDisposedException>(() => fake.Ring.Refresh());
    }
}
