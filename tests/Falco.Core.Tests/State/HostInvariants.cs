using Falco.Core.State;

namespace Falco.Core.Tests.State;

/// <summary>What must be true of a picture of the host after every event, whatever the events were.</summary>
internal static class HostInvariants
{
    public static void Check(HostState host)
    {
        int threads = 0, descriptors = 0;
        HashSet<ThreadGroup> groups = [.. host.Groups.Values];
        foreach (ThreadRecord thread in host.Threads)
        {
            threads++;
            descriptors += thread.OwnDescriptors.Count;
            Assert.Same(thread, host.FindThread(thread.ThreadId));
            CheckDescriptors(thread);
            CheckFamily(host, thread);
            if (thread.Group is not { } group)
                continue;
            Assert.Single(group.Members, member => member == thread);
            groups.Add(group);
        }

        Assert.Equal(threads, host.ThreadCount);
        Assert.Equal((ulong)threads, host.Statistics.Threads);
        Assert.Equal((ulong)descriptors, host.Statistics.Descriptors);
        foreach ((long id, ThreadGroup group) in host.Groups)
            CheckGroup(host, id, group);

        // What a pool has made is in use or waits for its next use.
        Assert.Equal(host.ThreadPool.Created, threads + host.ThreadPool.Idle);
        Assert.Equal(host.DescriptorPool.Created, descriptors + host.DescriptorPool.Idle);
        Assert.Equal(host.GroupPool.Created, groups.Count + host.GroupPool.Idle);
    }

    private static void CheckDescriptors(ThreadRecord thread)
    {
        int count = 0;
        foreach (DescriptorRecord descriptor in thread.OwnDescriptors)
        {
            count++;
            Assert.Same(descriptor, thread.OwnDescriptors.Find(descriptor.Number));
        }

        Assert.Equal(count, thread.OwnDescriptors.Count);
    }

    // A child whose parent is not in the table is on nobody's list.
    private static void CheckFamily(HostState host, ThreadRecord thread)
    {
        if (thread.ListedParent is { } parent)
            Assert.Same(parent, host.FindThread(parent.ThreadId));
        int children = 0;
        for (ThreadRecord? child = thread.FirstChild; child is not null; child = child.NextSibling)
        {
            children++;
            Assert.Same(thread, child.ListedParent);
            Assert.Same(child, host.FindThread(child.ThreadId));
        }

        Assert.Equal(children, thread.ListedChildren);
    }

    private static void CheckGroup(HostState host, long id, ThreadGroup group)
    {
        Assert.Equal(id, group.ProcessId);
        Assert.All(group.Members, member => Assert.Same(member, host.FindThread(member.ThreadId)));
        Assert.Equal(group.Members.Count(member => !member.IsDead), group.AliveCount);
    }
}
