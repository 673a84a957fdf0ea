using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Falco.Benchmarks.Replay;

/// <summary>The CPU time that <c>sha256sum</c> takes over the same bytes: a measure of how fast the machine is at the moment.</summary>
internal static partial class Yardstick
{
    private const int Children = -1;

    /// <summary>Runs the yardstick once.</summary>
    /// <returns>Seconds of CPU time, user plus system.</returns>
    public static double Measure(string path)
    {
        double before = ChildrenSeconds();
        using Process process = Process.Start(new ProcessStartInfo("sha256sum", [path]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? ChildrenSeconds() - before
            : throw new InvalidOperationException($"sha256sum failed with code {process.ExitCode}.");
    }

    private static double ChildrenSeconds()
    {
        if (GetResourceUsage(Children, out ResourceUsage usage) != 0)
            throw new InvalidOperationException("getrusage failed.");
        return usage.User.Seconds + usage.System.Seconds + (usage.User.Microseconds + usage.System.Microseconds) / 1e6;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Microseconds;
    }

    // struct rusage of 64-bit Linux: two times and fourteen counters, which are of no interest here.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUsage
    {
        public TimeValue User;
        public TimeValue System;
    }
}
