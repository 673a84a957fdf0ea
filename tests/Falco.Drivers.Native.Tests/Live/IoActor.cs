using System.Diagnostics;
using System.Globalization;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>A process that does what the test's own cannot (actors-io.c), compiled once.</summary>
internal sealed class IoActor
{
    private const string Source = "actors-io.c";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lazy<string?> Program = new(Compile);

    private readonly Dictionary<string, long> _values = [];
    private readonly IReadOnlyList<CallEvent> _events;

    private IoActor(string output, int exitCode, IReadOnlyList<CallEvent> events)
    {
        ExitCode = exitCode;
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = line.Split('=');
            _values[pair[0]] = long.Parse(pair[1], CultureInfo.InvariantCulture);
        }

        _events = _values.TryGetValue("process", out long process) ? [.. events.Where(call => call.ThreadId == process)] : [];
    }

    /// <summary>What the process ended with; 128 and more is a signal.</summary>
    public int ExitCode { get; }

    /// <summary>What the process said.</summary>
    public long this[string key] => _values[key];

    /// <summary>Lets a process do one thing, and records its calls.</summary>
    public static IoActor Do(LiveSource kernel, string what)
    {
        string? program = Program.Value;
        Assert.SkipWhen(program is null, "no C compiler (cc)");
        string output = "";
        int exitCode = 0;
        IReadOnlyList<CallEvent> events = kernel.Record(() => (output, exitCode) = Run(program!, what), followsChildren: true);
        return new IoActor(output, exitCode, events);
    }

    /// <summary>The last event of a call's exit.</summary>
    public CallEvent Exit(string call) =>
        _events.Last(candidate => candidate.Type == Falco.Core.Events.EventSchema.FindSyscall(call)!.ExitType);

    private static (string Output, int ExitCode) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new TimeoutException($"{program} does not end");
        }

        return (output.GetAwaiter().GetResult(), process.ExitCode);
    }

    private static string? Compile()
    {
        string folder = Directory.CreateTempSubdirectory("falco-actors-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string program = Path.Combine(folder, "actor");
        try
        {
            string source = Path.Combine(Repository.Root, "tests", "Falco.Drivers.Native.Tests", "Live", Source);
            (_, int exitCode) = Run("cc", "-O1", "-o", program, source);
            return exitCode == 0 ? program : throw new InvalidOperationException($"{Source} does not compile");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
