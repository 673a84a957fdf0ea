namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the driver can do as a user who is not root: with the capabilities of docs/privileges.md, and without them.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class PrivilegeTests
{
    private const string Minimum = "+bpf,+perfmon";

    [Fact]
    public void Two_capabilities_are_enough_for_events()
    {
        using ProbeProcess program = ProbeProcess.StartAsUser(Minimum, "calls");
        (string output, int exitCode) = program.End();
        Assert.Contains("all told", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    // There is always a process of root's: that of the tests.
    [Theory]
    [InlineData(Minimum, "picture", true)]
    [InlineData(Minimum, "picture --proc", false)]
    [InlineData(Minimum + ",+sys_ptrace,+dac_read_search", "picture --proc", true)]
    public void The_first_picture_is_whole_by_iterators_or_with_what_proc_asks_for(string capabilities, string arguments, bool isWhole)
    {
        using ProbeProcess reference = ProbeProcess.Start("picture");
        Dictionary<string, int> whole = ReadCounts(reference.End().Output);
        using ProbeProcess program = ProbeProcess.StartAsUser(capabilities, arguments.Split(' '));
        (string output, int exitCode) = program.End();
        Dictionary<string, int> counts = ReadCounts(output);
        Assert.Equal(0, exitCode);

        // Other processes come and go meanwhile, and have more or less of each.
        Assert.InRange(counts["args"], 2, int.MaxValue);
        foreach (string value in new[] { "cwd", "root", "exepath", "exe_ino", "files" })
        {
            if (isWhole)
                Assert.InRange(counts[value], (whole[value] + 1) / 2, int.MaxValue);
            else
                Assert.InRange(counts[value], 0, whole[value] - 1);
        }
    }

    [Theory]
    [InlineData("", "CAP_BPF and CAP_PERFMON")]
    [InlineData("+bpf", "CAP_PERFMON")]
    [InlineData("+perfmon", "CAP_BPF")]
    public void A_missing_capability_is_named(string capabilities, string missing)
    {
        using ProbeProcess program = ProbeProcess.StartAsUser(capabilities, "calls");
        (string output, int exitCode) = program.End();
        Assert.StartsWith("fault=MissingPrivilege ", output, StringComparison.Ordinal);
        Assert.Contains($"the process needs {missing}, or root", output, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    private static Dictionary<string, int> ReadCounts(string output) =>
        output.Split('\n').Single(line => line.StartsWith("args=", StringComparison.Ordinal)).Split(' ')
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
}
