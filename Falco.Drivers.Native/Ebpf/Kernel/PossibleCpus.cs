using System.Globalization;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>How many CPUs the kernel may ever run on: per-CPU maps hold one value for each.</summary>
internal static class PossibleCpus
{
    private const string Path = "/sys/devices/system/cpu/possible";

    private static readonly Lazy<int> Lazily = new(() => Parse(File.ReadAllText(Path)));

    public static int Count => Lazily.Value;

    /// <summary>The number after the highest in a list such as <c>0-3,8</c>.</summary>
    public static int Parse(string list)
    {
        int highest = 0;
        foreach (string part in list.Split(['-', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int cpu))
                highest = Math.Max(highest, cpu);
        }

        return highest + 1;
    }
}
