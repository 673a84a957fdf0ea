using System.Globalization;

namespace Falco.Drivers.Native.Linux;

/// <summary>The CPUs of the machine.</summary>
internal static class Cpus
{
    private const string Folder = "/sys/devices/system/cpu/";

    private static readonly Lazy<int> LazyPossible = new(() => CountUpToHighest(File.ReadAllText(Folder + "possible")));

    /// <summary>How many CPUs the kernel may ever run on: per-CPU maps hold one value for each.</summary>
    public static int Possible => LazyPossible.Value;

    /// <summary>The numbers of the CPUs that run now, ascending.</summary>
    public static int[] ReadOnline() => Parse(File.ReadAllText(Folder + "online"));

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

    /// <summary>The number after the highest of a list.</summary>
    public static int CountUpToHighest(string list) => Parse(list)[^1] + 1;
}
