using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Tests.Ebpf;

public sealed class SecurityStateTests
{
    private const ulong Bpf = 1UL << 39;
    private const ulong PerformanceMonitoring = 1UL << 38;
    private const ulong SystemAdministration = 1UL << 21;

    [Theory]
    [InlineData(0, "CAP_BPF and CAP_PERFMON")]
    [InlineData(Bpf, "CAP_PERFMON")]
    [InlineData(PerformanceMonitoring, "CAP_BPF")]
    [InlineData(Bpf | PerformanceMonitoring, "")]
    [InlineData(SystemAdministration, "")]
    public void Missing_capabilities_are_named(ulong capabilities, string missing) =>
        Assert.Equal(missing, new SecurityState(capabilities, IsLockedDown: false, "2").MissingCapabilities);

    [Fact]
    public void A_refusal_names_the_remedy()
    {
        EbpfException unprivileged = Refusal.Explain("loading", 1, new SecurityState(0, IsLockedDown: false, "2"));
        Assert.Equal(EbpfFault.MissingPrivilege, unprivileged.Fault);
        Assert.Contains("needs CAP_BPF and CAP_PERFMON, or root (kernel.unprivileged_bpf_disabled is 2)", unprivileged.Message, StringComparison.Ordinal);

        EbpfException lockedDown = Refusal.Explain("loading", 1, new SecurityState(ulong.MaxValue, IsLockedDown: true, null));
        Assert.Equal(EbpfFault.Lockdown, lockedDown.Fault);
        Assert.Contains("lockdown=integrity", lockedDown.Message, StringComparison.Ordinal);

        EbpfException filtered = Refusal.Explain("loading", 1, new SecurityState(ulong.MaxValue, IsLockedDown: false, null));
        Assert.Equal(EbpfFault.MissingPrivilege, filtered.Fault);
        Assert.Contains("seccomp", filtered.Message, StringComparison.Ordinal);

        Assert.Equal(EbpfFault.KernelTooOld, Refusal.Explain("loading", 38, new SecurityState(0, IsLockedDown: false, null)).Fault);
        Assert.Equal(EbpfFault.OperatingSystem, Refusal.Explain("loading", 12, new SecurityState(0, IsLockedDown: false, null)).Fault);
    }

    [Fact]
    public void The_state_is_read_below_a_root()
    {
        string root = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory($"{root}/proc/thread-self");
            Directory.CreateDirectory($"{root}/proc/sys/kernel");
            Directory.CreateDirectory($"{root}/sys/kernel/security");
            File.WriteAllText($"{root}/proc/thread-self/status", "Name:\tx\nCapEff:\t000000c000000000\n");
            File.WriteAllText($"{root}/proc/sys/kernel/unprivileged_bpf_disabled", "1\n");
            File.WriteAllText($"{root}/sys/kernel/security/lockdown", "none integrity [confidentiality]\n");

            Assert.Equal(new SecurityState(Bpf | PerformanceMonitoring, IsLockedDown: true, "1"), SecurityState.Read(root));
            Assert.Equal(new SecurityState(null, IsLockedDown: false, null), SecurityState.Read($"{root}/absent"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("0\n", 1)]
    [InlineData("0-3\n", 4)]
    [InlineData("0-3,8-15\n", 16)]
    public void Possible_cpus_are_counted_up_to_the_highest(string list, int count) => Assert.Equal(count, Cpus.CountUpToHighest(list));
}
