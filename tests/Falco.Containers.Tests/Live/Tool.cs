using System.Diagnostics;

namespace Falco.Containers.Tests.Live;

/// <summary>Runs programs of the system, bounded in time.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Skips the test, visibly, unless it runs as root and all programs are there.</summary>
    public static void Require(params string[] programs)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "containers are started as root only");
        foreach (string program in programs)
            Assert.SkipUnless(Find(program) is not null, $"{program} is not installed");
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} does not end");
        }

        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error.Result}");
        return output.Result.Trim();
    }

    /// <summary>Starts a program that goes on.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(Find(program) ?? program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException(program);
    }

    private static string? Find(string program) => (string[])["/usr/bin/" + program, "/usr/sbin/" + program, "/bin/" + program] is var paths
        ? paths.FirstOrDefault(File.Exists) : null;
}
