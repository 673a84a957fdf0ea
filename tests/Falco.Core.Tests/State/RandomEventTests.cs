using System.Buffers.Binary;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Tests.State;

/// <summary>Whatever the events are, the picture of the host stays whole, and a steady host costs no memory.</summary>
public sealed class RandomEventTests
{
    private const int Steps = 2000;
    private const int EventsPerCheck = 25;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.02)]
    [InlineData(4, 0.1)]
    [InlineData(5, 0.5)]
    public void Events_that_a_kernel_could_send_leave_the_picture_whole(int seed, double loss)
    {
        HostScene scene = new();
        int count = 0;
        foreach (byte[] bytes in new RandomKernel(seed, loss).Run(Steps))
        {
            Apply(scene.Host, bytes);
            if (++count % EventsPerCheck == 0)
                HostInvariants.Check(scene.Host);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Events_that_no_kernel_would_send_leave_the_picture_whole(int seed)
    {
        HostScene scene = new(new HostStateOptions { MaxThreads = 15, SkipOldEvents = false });
        RandomBytesKernel kernel = new(seed);
        for (int i = 0; i < 20_000; i++)
        {
            Apply(scene.Host, kernel.Next());
            if (i % EventsPerCheck == 0)
                HostInvariants.Check(scene.Host);
        }
    }

    [Fact]
    public void When_all_processes_have_ended_nothing_of_them_is_left()
    {
        HostScene scene = new();
        foreach (byte[] bytes in new RandomKernel(21).Run(Steps))
            Apply(scene.Host, bytes);
        scene.Pass();

        Assert.Equal([HostScene.Init, HostScene.Shell], ThreadsOf(scene.Host));
    }

    [Fact]
    public void A_day_that_repeats_itself_allocates_nothing_after_the_first_times()
    {
        HostScene scene = new();
        byte[][] day = [.. new RandomKernel(31).Run(Steps)];
        for (int i = 0; i < 4; i++)
            Play(scene.Host, day);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(scene.Host, day);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_day_of_forks_does_not_grow_the_pools()
    {
        HostScene scene = new();
        byte[][] day = [.. new RandomKernel(41).Run(Steps)];
        Play(scene.Host, day);
        (int, int, int) first = Records(scene.Host);
        for (int i = 0; i < 20; i++)
            Play(scene.Host, day);

        Assert.Equal(first, Records(scene.Host));
        Assert.Equal(2, scene.Host.ThreadCount);
    }

    private static (int Threads, int Descriptors, int Groups) Records(HostState host) =>
        (host.ThreadPool.Created, host.DescriptorPool.Created, host.GroupPool.Created);

    private static long[] ThreadsOf(HostState host)
    {
        List<long> ids = [];
        foreach (ThreadRecord thread in host.Threads)
            ids.Add(thread.ThreadId);
        ids.Sort();
        return [.. ids];
    }

    // The clock goes on from one day to the next.
    private static void Play(HostState host, byte[][] day)
    {
        foreach (byte[] bytes in day)
        {
            Apply(host, bytes);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, BinaryPrimitives.ReadUInt64LittleEndian(bytes) + 86_400_000_000_000);
        }
    }

    private static void Apply(HostState host, byte[] bytes)
    {
        if (Event.TryRead(bytes, 0, EventFlags.None, out Event view) == EventFault.None)
            host.Apply(in view);
    }
}
