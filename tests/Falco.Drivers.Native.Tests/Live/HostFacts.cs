using System.Globalization;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What /proc says of this process, and of every child that it does not change.</summary>
internal static class HostFacts
{
    private static readonly string[] Controllers = ["cpuset", "cpu", "cpuacct", "io", "memory"];

    /// <summary>The controlling terminal, as events encode it.</summary>
    public static long Terminal => long.Parse(Stat("/proc/self/stat")[4], CultureInfo.InvariantCulture);

    /// <summary>The control groups, as events tell them.</summary>
    public static string[] ControlGroups
    {
        get
        {
            Dictionary<string, string> groups = [];
            foreach (string line in File.ReadLines("/proc/self/cgroup"))
            {
                string[] parts = line.Split(':', 3);
                foreach (string controller in parts[1].Split(','))
                    groups[controller == "blkio" ? "io" : controller] = parts[2];
            }

            return
            [
                .. Controllers.Select(controller =>
                    $"{controller}={groups.GetValueOrDefault(controller) ?? OfHierarchy(groups[""], controller)}"),
            ];
        }
    }

    /// <summary>When the first process of the machine started, to the precision that /proc has: nanoseconds.</summary>
    public static NumberBetween FirstStart
    {
        get
        {
            // In hundredths of a second.
            long ticks = long.Parse(Stat("/proc/1/stat")[19], CultureInfo.InvariantCulture);
            return new NumberBetween(ticks * 10_000_000, (ticks + 1) * 10_000_000);
        }
    }

    // The fields from the state (the third) on: the name before may contain spaces.
    private static string[] Stat(string path)
    {
        string text = File.ReadAllText(path);
        return text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    // In the one hierarchy a controller counts up to the nearest group that has it.
    private static string OfHierarchy(string group, string controller)
    {
        for (string path = group; path.Length > 1; path = Path.GetDirectoryName(path)!)
        {
            string file = $"/sys/fs/cgroup{path}/cgroup.controllers";
            if (File.Exists(file) && File.ReadAllText(file).Split(' ', '\n').Contains(controller))
                return path;
        }

        return "/";
    }
}
