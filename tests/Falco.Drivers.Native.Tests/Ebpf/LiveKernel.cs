using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>The kernel that the tests run on; tests that need it are skipped, visibly, where it cannot be asked.</summary>
internal static class LiveKernel
{
    private static readonly Lazy<KernelTypes> LazyTypes = new(() => KernelTypes.Read());

    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    /// <summary>Skips the running test unless eBPF programs can be loaded.</summary>
    public static KernelTypes Require()
    {
        Assert.SkipWhen(Obstacle.Value is not null, $"no live kernel: {Obstacle.Value}");
        return LazyTypes.Value;
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(KernelTypes.DefaultPath))
            return "it does not describe its types";
        try
        {
            KernelFeatures features = KernelFeatures.Detect(LazyTypes.Value);
            return features is { HasRingBuffers: true, HasTypedTracepoints: true } ? null : $"it is too old ({features})";
        }
        catch (EbpfException exception)
        {
            return exception.Message;
        }
    }
}
