using System.Buffers.Binary;
using Falco.Drivers.Native.Ebpf.Rings;

namespace Falco.Drivers.Native.Tests.Ebpf;

public sealed class RingMergeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public void Records_come_by_time_whatever_ring_they_are_in(int count)
    {
        Random random = new(count);
        FakeRing[] fakes = [.. Enumerable.Range(0, count).Select(_ => new FakeRing(1 << 16))];
        RingMerge merge = new(fakes.Select(fake => fake.Ring));
        ulong time = 0;
        List<(ulong Time, int Ring)> written = [];
        List<(ulong Time, int Ring)> read = [];
        for (int pass = 0; pass < 20; pass++)
        {
            int records = random.Next(100);
            for (int i = 0; i < records; i++)
            {
                int ring = random.Next(count);
                time += (ulong)random.Next(1, 3);
                fakes[ring].Write(time);
                written.Add((time, ring));
            }

            Assert.Equal(records > 0, merge.Refill());
            while (merge.TryNext(ulong.MaxValue, out ReadOnlySpan<byte> record, out int ring))
                read.Add((BinaryPrimitives.ReadUInt64LittleEndian(record), ring));
            merge.Release();
        }

        Assert.Equal(written, read);
        Array.ForEach(fakes, fake => fake.Dispose());
    }

    [Fact]
    public void What_comes_during_a_pass_waits_for_the_next()
    {
        using FakeRing left = new(4096);
        using FakeRing right = new(4096);
        RingMerge merge = new([left.Ring, right.Ring]);
        left.Write(5);
        Assert.True(merge.Refill());
        left.Write(6);
        right.Write(1);

        Assert.Equal([5UL], Pass(merge));
        Assert.True(merge.Refill());
        Assert.Equal([1UL, 6], Pass(merge));
        Assert.False(merge.Refill());
    }

    [Fact]
    public void Equal_times_come_by_ring_and_the_latest_time_is_no_end()
    {
        using FakeRing left = new(4096);
        using FakeRing right = new(4096);
        RingMerge merge = new([left.Ring, right.Ring]);
        right.Write(ulong.MaxValue);
        right.Write(ulong.MaxValue);
        left.Write(ulong.MaxValue);
        merge.Refill();
        List<int> rings = [];
        while (merge.TryNext(ulong.MaxValue, out _, out int ring))
            rings.Add(ring);

        Assert.Equal([0, 1, 1], rings);
    }

    [Fact]
    public void A_record_too_short_for_a_time_comes_first()
    {
        using FakeRing left = new(4096);
        using FakeRing right = new(4096);
        RingMerge merge = new([left.Ring, right.Ring]);
        left.Write(1);
        right.Write([9, 9]);
        merge.Refill();

        Assert.True(merge.TryNext(ulong.MaxValue, out ReadOnlySpan<byte> record, out int ring));
        Assert.Equal((1, 2), (ring, record.Length));
    }

    [Fact]
    public void Release_gives_back_what_was_delivered_and_no_more()
    {
        using FakeRing left = new(4096);
        using FakeRing right = new(4096);
        RingMerge merge = new([left.Ring, right.Ring]);
        left.Write(1);
        left.Write(2);
        right.Write(3);
        merge.Refill();
        Assert.True(merge.TryNext(ulong.MaxValue, out _, out _));
        merge.Release();
        Assert.Equal((24UL, 0UL), (left.Consumed, right.Consumed));

        Assert.Equal([2UL, 3], Pass(merge));
        merge.Release();
        Assert.Equal((48UL, 24UL), (left.Consumed, right.Consumed));
    }

    [Fact]
    public void Delivering_allocates_nothing()
    {
        using FakeRing left = new(1 << 20);
        using FakeRing right = new(1 << 20);
        RingMerge merge = new([left.Ring, right.Ring]);
        for (ulong i = 0; i < 10_000; i++)
            (i % 3 == 0 ? left : right).Write(i);
        merge.Refill();
        merge.TryNext(ulong.MaxValue, out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 1;
        while (merge.TryNext(ulong.MaxValue, out _, out _))
            count++;
        merge.Release();
        merge.Refill();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10_000, count);
    }

    private static List<ulong> Pass(RingMerge merge)
    {
        List<ulong> times = [];
        while (merge.TryNext(ulong.MaxValue, out ReadOnlySpan<byte> record, out _))
            times.Add(BinaryPrimitives.ReadUInt64LittleEndian(record));
        return times;
    }
}
