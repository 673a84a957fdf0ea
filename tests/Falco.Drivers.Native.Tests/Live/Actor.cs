using System.Diagnostics;
using System.Globalization;
using Falco.Core.Events;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>The program of <c>actor.c</c>: another process that does what would change the test's own.</summary>
internal static class Actor
{
    private static readonly string[] Sources = ["actor.c", "actor-compat.c"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lazy<string?> LazyProgram = new(Compile);

    /// <summary>Where the program is; without a compiler the running test is skipped.</summary>
    public static string Program
    {
        get
        {
            Assert.SkipWhen(LazyProgram.Value is null, "there is no C compiler (cc) to build the actor with");
            return LazyProgram.Value!;
        }
    }

    /// <summary>Lets it do one deed, which must succeed.</summary>
    public static ActorRun Run(LiveSource kernel, params string[] words)
    {
        ActorRun run = Try(kernel, words);
        Assert.True(run.ExitCode == 0, $"the actor ends with {run.ExitCode}: {run}");
        return run;
    }

    /// <summary>Lets it do one deed, which the machine may not allow.</summary>
    public static ActorRun Try(LiveSource kernel, params string[] words)
    {
        string program = Program;
        List<string> lines = [];
        int exitCode = 0;
        IReadOnlyList<CallEvent> events = kernel.Record(() => exitCode = Start(program, words, lines), followsChildren: true);
        return new ActorRun(lines, exitCode, events);
    }

    /// <summary>Lets it make system calls one after another, each written as its name and its arguments (see the source).</summary>
    public static IReadOnlyList<CallRecord> Call(LiveSource kernel, params string[] calls) => CallAndTell(kernel, calls).Calls(calls);

    /// <summary>The same, with all that the actor tells.</summary>
    public static ActorRun CallAndTell(LiveSource kernel, params string[] calls)
    {
        List<string> words = ["call"];
        foreach (string call in calls)
        {
            string[] parts = call.Split(' ');
            if (words.Count > 1)
                words.Add("--");
            words.Add(EventSchema.FindSyscall(parts[0])!.X64Number.ToString(CultureInfo.InvariantCulture));
            words.AddRange(parts.AsSpan(1));
        }

        return Run(kernel, [.. words]);
    }

    private static int Start(string program, string[] words, List<string> lines)
    {
        ProcessStartInfo start = new(program, words) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        using Timer limit = new(_ => process.Kill(entireProcessTree: true), null, Patience, Timeout.InfiniteTimeSpan);
        while (process.StandardOutput.ReadLine() is { } line)
            lines.Add(line);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string? Compile()
    {
        string folder = Directory.CreateTempSubdirectory("falco-actor-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);

        // Whoever the program becomes may run it.
        using NativeBytes path = new(folder);
        NativeCall.Succeed("chmod", path, 0x1ED);
        string program = Path.Combine(folder, "actor");
        string sources = Path.Combine(Repository.Root, "tests", "Falco.Drivers.Native.Tests", "Live");
        try
        {
            using Process compiler = Process.Start("cc", ["-O1", "-Wall", "-Werror", "-o", program, .. Sources.Select(source => Path.Combine(sources, source))]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? program : throw new InvalidOperationException("the actor does not compile");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
