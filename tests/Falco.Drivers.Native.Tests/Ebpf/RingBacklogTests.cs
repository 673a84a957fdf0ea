using System.Buffers.Binary;
using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Ebpf.Rings;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>A reader that is behind makes room in the ring, and still gets every record once and in order.</summary>
public sealed class RingBacklogTests
{
    private const uint Busy = 1u << 31;
    private const uint Discarded = 1u << 30;

    // What a record of a timestamp takes, its header included.
    private const int Space = 24;

    [Fact]
    public void More_than_a_quarter_of_the_ring_is_set_aside_and_read_first()
    {
        BacklogSpace space = new(1 << 20);
        using FakeRing fake = new(4096, backlog: space);
        Write(fake, 0, 50);

        Assert.True(fake.Ring.Refresh());
        Assert.Equal(50UL * Space, fake.Consumed);
        Assert.Equal(50 * Space, space.Peak);

        Write(fake, 50, 5);
        Assert.True(fake.Ring.Refresh());
        Assert.Equal(50UL * Space, fake.Consumed);
        Assert.Equal(Times(0, 55), Read(fake));
        fake.Ring.Release();
        Assert.Equal(55UL * Space, fake.Consumed);
        Assert.False(fake.Ring.Refresh());
    }

    [Fact]
    public void A_quarter_of_the_ring_stays_in_place()
    {
        using FakeRing fake = new(4096, backlog: new BacklogSpace(1 << 20));
        Write(fake, 0, 1024 / Space);
        fake.Ring.Refresh();

        Assert.Equal(0UL, fake.Consumed);
    }

    [Fact]
    public void What_was_handed_out_stays_as_it_is_until_it_is_released()
    {
        BacklogSpace space = new(1 << 20);
        using FakeRing fake = new(4096, backlog: space);
        Write(fake, 7, 1);
        fake.Ring.Refresh();
        Assert.True(fake.Ring.TryRead(out ReadOnlySpan<byte> inRing));
        Write(fake, 8, 100);
        fake.Ring.Refresh();
        Assert.Equal(0UL, fake.Consumed);
        Assert.Equal(7UL, TimeOf(inRing));

        fake.Ring.Release();
        fake.Ring.Refresh();
        Assert.Equal(101UL * Space, fake.Consumed);
        Assert.True(fake.Ring.TryRead(out ReadOnlySpan<byte> aside));
        Assert.Equal(Times(9, 99), Read(fake));
        Write(fake, 108, 100);
        fake.Ring.Refresh();
        Assert.Equal(8UL, TimeOf(aside));
    }

    [Fact]
    public void A_record_that_was_only_peeked_at_is_not_lost()
    {
        using FakeRing fake = new(4096, backlog: new BacklogSpace(1 << 20));
        Write(fake, 0, 1);
        fake.Ring.Refresh();
        Assert.True(fake.Ring.TryPeek());
        Write(fake, 1, 99);
        fake.Ring.Refresh();

        Assert.Equal(Times(0, 100), Read(fake));
    }

    [Fact]
    public void A_record_that_is_being_written_stays_with_all_behind_it()
    {
        using FakeRing fake = new(4096, backlog: new BacklogSpace(1 << 20));
        Write(fake, 0, 20);
        fake.Write(99, Discarded);
        Write(fake, 20, 20);
        ulong busy = fake.Write(40, Busy);
        Write(fake, 41, 9);
        fake.Ring.Refresh();

        Assert.Equal(busy, fake.Consumed);
        Assert.Equal(Times(0, 40), Read(fake));
        fake.SetHeader(busy, 16);
        Assert.Equal(Times(40, 10), Read(fake));
    }

    [Fact]
    public void What_the_backlog_has_no_room_for_stays_in_the_ring()
    {
        BacklogSpace space = new(60 * Space);
        using FakeRing left = new(4096, backlog: space);
        using FakeRing right = new(4096, backlog: space);
        Write(left, 0, 60);
        Write(right, 0, 60);
        left.Ring.Refresh();
        right.Ring.Refresh();
        Assert.Equal((60UL * Space, 0UL), (left.Consumed, right.Consumed));
        Assert.Equal(Times(0, 60), Read(left));

        // Read, but not released: the memory may still be in use.
        right.Ring.Refresh();
        Assert.Equal(0UL, right.Consumed);
        left.Ring.Release();
        right.Ring.Refresh();

        Assert.Equal(60UL * Space, right.Consumed);
        Assert.Equal(Times(0, 60), Read(right));
    }

    [Fact]
    public void As_much_is_set_aside_as_there_is_room_for()
    {
        using FakeRing fake = new(4096, backlog: new BacklogSpace((50 * Space) + 1));
        Write(fake, 0, 150);
        fake.Ring.Refresh();

        Assert.Equal(50UL * Space, fake.Consumed);
        Assert.Equal(Times(0, 150), Read(fake));
    }

    [Fact]
    public void A_closed_ring_gives_its_memory_back()
    {
        BacklogSpace space = new(100 * Space);
        FakeRing closed = new(4096, backlog: space);
        Write(closed, 0, 100);
        closed.Ring.Refresh();
        closed.Dispose();
        Assert.False(closed.Ring.TryRead(out _));

        using FakeRing fake = new(4096, backlog: space);
        Write(fake, 0, 100);
        fake.Ring.Refresh();
        Assert.Equal(100UL * Space, fake.Consumed);
    }

    [Fact]
    public void A_length_beyond_what_was_written_is_refused()
    {
        using FakeRing fake = new(4096, backlog: new BacklogSpace(1 << 20));
        Write(fake, 0, 99);
        fake.SetHeader(fake.Write(99), 17);

        Assert.Equal(EbpfFault.CorruptRing, Assert.Throws<EbpfException>(() => fake.Ring.Refresh()).Fault);
    }

    // Rings of 170 records, of which a pass reads 40 of the 100 that come: without the backlog one would be full at the third pass, five at about the fourteenth.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Rings_that_are_set_aside_are_merged_by_time_all_the_same(int count)
    {
        Random random = new(count);
        BacklogSpace space = new(1 << 20);
        FakeRing[] fakes = [.. Enumerable.Range(0, count).Select(_ => new FakeRing(4096, start: ulong.MaxValue - 1015, space))];
        RingMerge merge = new(fakes.Select(fake => fake.Ring));
        ulong time = 0;
        List<ulong> read = [];
        for (int pass = 0; pass < 50; pass++)
        {
            for (int i = 0; i < 100; i++)
                fakes[random.Next(count)].Write(time++);
            Assert.True(merge.Refill());
            for (int i = 0; i < 40 && merge.TryNext(ulong.MaxValue, out ReadOnlySpan<byte> record, out _); i++)
                read.Add(TimeOf(record));
            merge.Release();
        }

        while (merge.Refill())
        {
            while (merge.TryNext(ulong.MaxValue, out ReadOnlySpan<byte> record, out _))
                read.Add(TimeOf(record));
            merge.Release();
        }

        Assert.Equal(Times(0, 5000), read);
        Assert.InRange(space.Peak, 1, 5000 * Space);
        Array.ForEach(fakes, fake => fake.Dispose());
    }

    private static void Write(FakeRing fake, ulong first, int count)
    {
        for (int i = 0; i < count; i++)
            fake.Write(first + (ulong)i);
    }

    private static List<ulong> Times(int first, int count) => [.. Enumerable.Range(first, count).Select(time => (ulong)time)];

    private static ulong TimeOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt64LittleEndian(record);

    private static List<ulong> Read(FakeRing fake)
    {
        List<ulong> times = [];
        while (fake.Ring.TryRead(out ReadOnlySpan<byte> record))
            times.Add(TimeOf(record));
        return times;
    }
}
