using System.Globalization;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The CPUs that run.</summary>
internal static class OnlineCpus
{
    private const string Path = "/sys/devices/system/cpu/online";

    /// <summary>Their numbers, ascending.</summary>
    public static int[] Read() => Parse(File.ReadAllText(Path));

    /// <summary>The numbers of a list such as <c>0-3,8</c>.</summary>
    public static int[] Parse(string list)
    {
        List<int> cpus = [];
        foreach (string part in list.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int dash = part.IndexOf('-', StringComparison.Ordinal);
            int first = int.Parse(dash < 0 ? part : part[..dash], CultureInfo.InvariantCulture);
            int last = dash < 0 ? first : int.Parse(part[(dash + 1)..], CultureInfo.InvariantCulture);
            cpus.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return [.. cpus];
    }
}
