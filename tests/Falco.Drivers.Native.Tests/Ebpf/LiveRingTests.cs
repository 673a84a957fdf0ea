using System.Buffers.Binary;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Ebpf.Loading;
using Falco.Drivers.Native.Ebpf.Rings;

namespace Falco.Drivers.Native.Tests.Ebpf;

[Collection(nameof(LiveKernel))]
public sealed class LiveRingTests
{
    [Fact]
    public void What_a_program_writes_on_each_call_is_read_in_order()
    {
        using LoadedObject maps = LiveObjectTests.Load("maps");
        using BpfMap map = BpfMap.Create("ring", new BpfAttributes.MapCreate { Type = BpfMapType.RingBuffer, MaxEntries = 1 << 16 });
        maps.Map("rings").Update(0, map.Handle);
        using RingBuffer ring = RingBuffer.Map(map);
        RingMerge merge = new([ring]);
        using LoadedProgram emit = maps.Load(maps.Source.Program("emit"));
        using BpfHandle link = emit.Attach();

        // More than the ring holds at once, so that positions run over its end several times.
        ulong records = 0;
        ulong lastTime = 0;
        for (int round = 0; round < 50; round++)
        {
            LiveObjectTests.CallGetPid(100);
            Assert.True(merge.Refill());
            while (merge.TryNext(ulong.MaxValue, out ReadOnlySpan<byte> record, out _))
            {
                Assert.Equal(24, record.Length);
                ulong time = BinaryPrimitives.ReadUInt64LittleEndian(record);
                ulong kind = BinaryPrimitives.ReadUInt64LittleEndian(record[16..]);
                Assert.InRange(time, lastTime, ulong.MaxValue);
                Assert.Equal(records % 2 == 0 ? 'c' : 0x1122334455667788UL, kind);
                lastTime = time;
                records++;
            }

            merge.Release();
        }

        Assert.InRange(records, 10_000UL, 12_000UL);
    }

    [Fact]
    public void A_ring_outlives_the_handle_of_its_map()
    {
        LiveKernel.Require();
        BpfMap map = BpfMap.Create("ring", new BpfAttributes.MapCreate { Type = BpfMapType.RingBuffer, MaxEntries = 4096 });
        using RingBuffer ring = RingBuffer.Map(map);
        map.Dispose();

        Assert.False(ring.Refresh());
        Assert.False(ring.TryRead(out _));
    }
}
