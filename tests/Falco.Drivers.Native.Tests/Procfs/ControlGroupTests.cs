using System.Text;
using Falco.Drivers.Native.Procfs;

namespace Falco.Drivers.Native.Tests.Procfs;

/// <summary>Control groups of versions 1 and 2, and of both beside each other.</summary>
public sealed class ControlGroupTests : IDisposable
{
    private readonly ProcTree _tree = new ProcTree().Process(42);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Each_subsystem_of_version_1_has_its_path()
    {
        Mounts("cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0");

        Assert.Equal("cpu=/a|cpuacct=/a|name=systemd=/user.slice|pids=/|", Groups("3:cpu,cpuacct:/a\n1:name=systemd:/user.slice\n2:pids:/\n0::/init.scope\n"));
    }

    [Fact]
    public void A_subsystem_of_version_2_counts_where_it_is_enabled()
    {
        Mounts("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0");
        Controllers("", "cpuset cpu io memory hugetlb pids").Controllers("/user.slice", "cpuset cpu io memory pids")
            .Controllers("/user.slice/app", "memory pids").Controllers("/user.slice/app/shell", "memory pids");

        Assert.Equal(
            "memory=/user.slice/app/shell|pids=/user.slice/app/shell|cpuset=/user.slice|cpu=/user.slice|io=/user.slice|hugetlb=/|",
            Groups("0::/user.slice/app/shell\n"));
    }

    [Fact]
    public void A_hierarchy_of_version_2_without_subsystems_adds_nothing()
    {
        Mounts("cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0", "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0");
        _tree.Write("hostfs/sys/fs/cgroup/unified/cgroup.controllers", "\n");

        Assert.Equal("memory=/docker/abc|", Groups("4:memory:/docker/abc\n0::/docker/abc\n"));
    }

    [Fact]
    public void A_group_that_is_gone_still_has_the_subsystems_above_it()
    {
        Mounts("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0");
        Controllers("", "memory");

        Assert.Equal("memory=/|", Groups("0::/gone/deeper\n"));
    }

    [Fact]
    public void Where_the_hierarchy_cannot_be_read_the_path_alone_names_the_container() =>
        Assert.Equal("cpuset=/kube/x|cpu=/kube/x|io=/kube/x|memory=/kube/x|", Groups("0::/kube/x\n"));

    [Fact]
    public void Mounts_with_blanks_in_their_path_are_found()
    {
        Mounts(@"cgroup2 /with\040blank cgroup2 rw 0 0");
        _tree.Write("hostfs/with blank/cgroup.controllers", "cpu\n");

        Assert.Equal("cpu=/|", Groups("0::/\n"));
    }

    [Fact]
    public void A_process_without_groups_has_none() => Assert.Equal("", Groups(""));

    [Fact]
    public void In_a_namespace_paths_are_made_absolute_by_the_own_group()
    {
        Mounts("cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0", "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0");
        _tree.Link("proc/self/ns/cgroup", "cgroup:[2]").Link("proc/1/ns/cgroup", "cgroup:[1]");
        _tree.Write("hostfs/sys/fs/cgroup/memory/cgroup.procs", "1\n");
        _tree.Write("hostfs/sys/fs/cgroup/memory/kube/pod/me/cgroup.procs", $"7\n{Environment.ProcessId}\n");
        _tree.Write("hostfs/sys/fs/cgroup/unified/cgroup.controllers", "cpu\n");
        _tree.Write("hostfs/sys/fs/cgroup/unified/kube/me/cgroup.procs", $"{Environment.ProcessId}\n");
        _tree.Write("hostfs/sys/fs/cgroup/unified/kube/me/cgroup.controllers", "cpu\n");
        _tree.Write("hostfs/sys/fs/cgroup/unified/kube/other/cgroup.controllers", "cpu\n");

        Assert.Equal("memory=/kube/pod/other|cpu=/kube/other|", Groups("4:memory:/../other\n0::/../other\n"));
        Assert.Equal("memory=/kube/pod/me|cpu=/kube/me|", Groups("4:memory:/\n0::/\n"));
        Assert.Equal("memory=/init.scope|", Groups("4:memory:/../../../init.scope\n"));
    }

    [Theory]
    [InlineData("/1/2/3", "/../../../init.scope", "/init.scope")]
    [InlineData("/1/2/3", "/absolute", "/1/2/3/absolute")]
    [InlineData("/1/2/3", "/../..", "/1")]
    [InlineData("/1/2/3", "/", "/1/2/3")]
    [InlineData("/1/2/3", "", "/1/2/3")]
    [InlineData("/1", "/..x/y", "/1/..x/y")]
    [InlineData("", "/", "/")]
    [InlineData("", "/../../absolute", "/absolute")]
    [InlineData("/1", "/..", "/")]
    public void A_relative_path_is_joined_to_the_root_of_the_namespace(string root, string path, string absolute)
    {
        byte[] joined = new byte[64];

        int length = ControlGroupPath.Join(Encoding.UTF8.GetBytes(root), Encoding.UTF8.GetBytes(path), joined);

        Assert.Equal(absolute, Encoding.UTF8.GetString(joined, 0, length));
    }

    [Fact]
    public void No_more_groups_are_told_than_captures_hold()
    {
        string groups = string.Concat(Enumerable.Range(0, 50).Select(n => $"{n + 1}:sub{n}:/{new string('x', 200)}\n"));

        Assert.InRange(Groups(groups).Length, 3800, 4096);
    }

    private void Mounts(params string[] lines)
    {
        _tree.Write("proc/1/mounts", string.Join('\n', ["proc /proc proc rw 0 0", .. lines]) + "\n");
        Directory.CreateDirectory(_tree.Path("hostfs"));
        _tree.Link("proc/1/root", _tree.Path("hostfs"));
        foreach (string line in lines)
            Directory.CreateDirectory(_tree.Path("hostfs") + line.Split(' ')[1].Replace(@"\040", " ", StringComparison.Ordinal));
    }

    private ControlGroupTests Controllers(string group, string controllers)
    {
        _tree.Write($"hostfs/sys/fs/cgroup{group}/cgroup.controllers", controllers + "\n");
        return this;
    }

    private string Groups(string text) => _tree.Write("proc/42/cgroup", text).Scan().Threads[42].ControlGroups;
}
