using System.Globalization;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>What this process may do with bpf(2), as the kernel tells it.</summary>
/// <param name="EffectiveCapabilities">Bit mask; <see langword="null"/> if /proc does not say.</param>
/// <param name="IsLockedDown">Whether nobody may read the kernel's memory.</param>
/// <param name="UnprivilegedBpfDisabled">The setting <c>kernel.unprivileged_bpf_disabled</c>.</param>
internal sealed record SecurityState(ulong? EffectiveCapabilities, bool IsLockedDown, string? UnprivilegedBpfDisabled)
{
    private const int SystemAdministration = 21;
    private const int PerformanceMonitoring = 38;
    private const int Bpf = 39;

    public bool HasSystemAdministration => Has(SystemAdministration);

    /// <summary>The capabilities that are missing, as text; empty if none is.</summary>
    public string MissingCapabilities => (HasSystemAdministration || Has(Bpf), HasSystemAdministration || Has(PerformanceMonitoring)) switch
    {
        (false, false) => "CAP_BPF and CAP_PERFMON",
        (false, true) => "CAP_BPF",
        (true, false) => "CAP_PERFMON",
        _ => "",
    };

    /// <summary>Reads the state of this thread (capabilities belong to threads) below a root folder; what cannot be read counts as not restricting.</summary>
    public static SecurityState Read(string root = "")
    {
        ulong? capabilities = null;
        foreach (string line in ReadText($"{root}/proc/thread-self/status")?.Split('\n') ?? [])
        {
            if (line.StartsWith("CapEff:", StringComparison.Ordinal)
                && ulong.TryParse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong mask))
                capabilities = mask;
        }

        bool isLockedDown = ReadText($"{root}/sys/kernel/security/lockdown")?.Contains("[confidentiality]", StringComparison.Ordinal) ?? false;
        return new SecurityState(capabilities, isLockedDown, ReadText($"{root}/proc/sys/kernel/unprivileged_bpf_disabled")?.Trim());
    }

    private bool Has(int capability) => EffectiveCapabilities is not { } mask || (mask & (1UL << capability)) != 0;

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
