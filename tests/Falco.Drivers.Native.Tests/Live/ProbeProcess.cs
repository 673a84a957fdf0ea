using System.Diagnostics;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Tests.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>The driver in a process of its own (<c>tests/Falco.KernelProbe</c>), as root or as another user with some capabilities.</summary>
internal sealed class ProbeProcess : IDisposable
{
    private const string SetPrivileges = "/usr/bin/setpriv";
    private const string User = "1000";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<string> Folder = new(CopyProgram);

    private readonly Process _process;

    private ProbeProcess(string program, IEnumerable<string> arguments, string hostRoot = "")
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOST_ROOT"] = hostRoot;
        _process = Process.Start(start)!;

        // What a crash says is read by nobody.
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    private static string Host => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    private static string Program => Path.Combine(Folder.Value, "kernel-probe.dll");

    /// <summary>Starts it with the test's own rights.</summary>
    public static ProbeProcess Start(params string[] arguments)
    {
        LiveKernel.Require();
        return new ProbeProcess(Host, [Program, .. arguments]);
    }

    /// <summary>Starts it with the test's own rights and with the host's root somewhere else (<c>HOST_ROOT</c>).</summary>
    public static ProbeProcess StartBelow(string hostRoot, params string[] arguments)
    {
        LiveKernel.Require();
        return new ProbeProcess(Host, [Program, .. arguments], hostRoot);
    }

    /// <summary>Starts it as a user without rights but for some capabilities, named as in <c>+bpf,+perfmon</c>.</summary>
    public static ProbeProcess StartAsUser(string capabilities, params string[] arguments)
    {
        LiveKernel.Require();
        Assert.SkipUnless(File.Exists(SetPrivileges), "setpriv (util-linux) is not installed");
        Assert.SkipUnless(IsReachable(Host), $"another user cannot reach {Host}");
        string wanted = capabilities.Length == 0 ? "-all" : $"-all,{capabilities}";
        return new ProbeProcess(
            SetPrivileges,
            [
                $"--reuid={User}", $"--regid={User}", "--clear-groups",
                $"--inh-caps={wanted}", $"--ambient-caps={wanted}", $"--bounding-set={wanted}",
                Host, Program, .. arguments,
            ]);
    }

    /// <summary>Waits for a line of its output.</summary>
    public string ReadLine()
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        Assert.True(line.Wait(Patience), "the program says nothing");
        return line.Result ?? throw new EndOfStreamException("the program ended");
    }

    /// <summary>Gives it a line.</summary>
    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Ends it as SIGKILL does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    /// <returns>What it said, and its exit code.</returns>
    public (string Output, int ExitCode) End()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        Assert.True(_process.WaitForExit(Patience) && output.Wait(Patience), "the program does not end");
        return (output.Result, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    // The folder of the tests need not be one that other users can reach.
    private static string CopyProgram()
    {
        string folder = Directory.CreateTempSubdirectory("falco-probe-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            string name = Path.GetFileName(file);
            if (name.StartsWith("kernel-probe.", StringComparison.Ordinal) || name is "Falco.Core.dll" or "Falco.Drivers.Native.dll")
                File.Copy(file, Path.Combine(folder, name));
        }

        using NativeBytes path = new(folder);
        NativeCall.Succeed("chmod", path, 0x1ED);
        return folder;
    }

    private static bool IsReachable(string path)
    {
        using Process process = Process.Start(SetPrivileges, [$"--reuid={User}", $"--regid={User}", "--clear-groups", "test", "-x", path]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
