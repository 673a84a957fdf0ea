using Falco.Core.Events;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Events;

public class SyscallSetTests
{
    [Fact]
    public void The_state_set_is_the_reference_s()
    {
        string row = File.ReadLines(ReferenceData.File("reference", "tables", "sc_sets.tsv")).Single(line => line.StartsWith("sinsp_state\t", StringComparison.Ordinal));
        SyscallSet recorded = SyscallSet.Of(row.Split('\t')[1].Split(',').Select(int.Parse));

        // Calls that no 64-bit architecture has cannot be watched.
        SyscallSet foreign = SyscallSet.Of("umount", "setuid32", "setgid32", "setresuid32", "setresgid32", "fcntl64");
        Assert.Equal(recorded.Except(foreign).ToString(), SyscallSet.State.ToString());
    }

    [Fact]
    public void Frequent_calls_are_those_that_read_and_write_without_changing_state()
    {
        Assert.Equal("pread64, preadv, pwrite64, pwritev, read, readv, sendfile, write, writev", SyscallSet.HighVolume.ToString());
    }

    [Fact]
    public void Sets_combine()
    {
        SyscallSet left = SyscallSet.Of("open", "close");
        SyscallSet right = SyscallSet.Of("close", "dup");
        Assert.Equal("close, dup, open", left.Union(right).ToString());
        Assert.Equal("close", left.Intersect(right).ToString());
        Assert.Equal("open", left.Except(right).ToString());
        Assert.Equal(SyscallSet.Of("open"), left.Except(right));
        Assert.Equal(2, left.Count);
        Assert.Throws<ArgumentException>(() => SyscallSet.Of("no_such_call"));
    }

    [Theory]
    [InlineData("rules and state", "open, read", "", "", false, false)]
    [InlineData("frequent calls on demand", "open, read", "", "", false, true)]
    [InlineData("instead of state", "open", "dup", "", false, false)]
    [InlineData("without", "open, ptrace", "", "ptrace, dup", false, false)]
    [InlineData("repaired rules", "open", "", "", true, false)]
    [InlineData("repaired network", "accept", "", "", true, false)]
    [InlineData("repaired selection", "open", "dup", "", true, false)]
    public void A_selection_follows_from_rules_and_configuration(string what, string rules, string added, string removed, bool repair, bool all)
    {
        SyscallSelection selection = new() { Added = Parse(added), Removed = Parse(removed), Repair = repair, All = all };
        string needed = "capset, chdir, chroot, clone, clone3, execve, execveat, fchdir, fork, prctl, setgid, setpgid, setresgid, setresuid, setsid, setuid, vfork";
        SyscallSet expected = what switch
        {
            "rules and state" => Parse("open").Union(SyscallSet.State),
            "frequent calls on demand" => Parse("open, read").Union(SyscallSet.State),
            "instead of state" => Parse("open, dup, sched_process_exit"),
            "without" => Parse("open").Union(SyscallSet.State).Except(Parse("dup, ptrace")),
            "repaired rules" => Parse("open, close, sched_process_exit, " + needed),
            "repaired network" => Parse("accept, bind, socket, getsockopt, close, sched_process_exit, " + needed),
            _ => Parse("open, dup, close, sched_process_exit, " + needed),
        };

        Assert.Equal(expected.ToString(), selection.For(Parse(rules)).ToString());
    }

    private static SyscallSet Parse(string names) =>
        SyscallSet.Of(names.Split(", ", StringSplitOptions.RemoveEmptyEntries).AsSpan());
}
