using System.Diagnostics;
using System.Globalization;
using System.Text;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Tests.Ebpf.Oracle;

/// <summary>
/// Compares what our loader makes of an object with what libbpf makes of it: <c>oracle.c</c> is built here, loads the object
/// with libbpf, and prints each program as the kernel got it.
/// </summary>
internal static class LibbpfOracle
{
    private static readonly Lazy<string?> Program = new(Build);

    /// <summary>Compares all programs, or those named; skips the running test, visibly, where libbpf cannot be had.</summary>
    /// <param name="objectPath">The object.</param>
    /// <param name="kernel">The types that it is relocated against: those of <paramref name="kernelPath"/>.</param>
    /// <param name="kernelPath">A file with BTF, or <see langword="null"/> for the running kernel's.</param>
    /// <param name="programs">Names; none for all.</param>
    /// <param name="entries">Sizes of maps that the object leaves open.</param>
    /// <param name="rings">Arrays of ring buffers whose size the object leaves open.</param>
    /// <returns>How many programs were compared.</returns>
    public static int Compare(
        string objectPath,
        KernelTypes kernel,
        string? kernelPath = null,
        IReadOnlyCollection<string>? programs = null,
        IReadOnlyDictionary<string, uint>? entries = null,
        IReadOnlyCollection<string>? rings = null)
    {
        Assert.SkipWhen(Program.Value is null, "no oracle: a C compiler and libbpf with its headers are needed");
        List<string> arguments = [objectPath];
        if (kernelPath is not null)
            arguments.AddRange(["--types", kernelPath]);
        foreach (string name in programs ?? [])
            arguments.AddRange(["--program", name]);
        foreach ((string map, uint count) in entries ?? new Dictionary<string, uint>())
            arguments.AddRange(["--entries", string.Create(CultureInfo.InvariantCulture, $"{map}={count}")]);
        foreach (string map in rings ?? [])
            arguments.AddRange(["--rings", map]);
        (int exitCode, string output, string error) = Run(Program.Value!, arguments);
        Assert.True(exitCode == 0, error);

        EbpfObject source = EbpfObject.Open(File.ReadAllBytes(objectPath), Path.GetFileName(objectPath));
        KernelAnswers answers = KernelAnswers.To(source, kernel);
        int compared = 0;
        foreach (string expected in output.Split("program ", StringSplitOptions.RemoveEmptyEntries))
        {
            string name = expected[..expected.IndexOf(' ', StringComparison.Ordinal)];
            Assert.Equal(expected, Print(ProgramLinker.Link(source, answers, source.Program(name))));
            compared++;
        }

        Assert.Equal(programs?.Count ?? source.Programs.Count, compared);
        return compared;
    }

    private static string Print(ProgramImage image)
    {
        Dictionary<int, string> maps = image.Maps.ToDictionary(reference => reference.Instruction, reference => reference.Map.Name);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{image.Name} {image.Instructions.Count}\n");
        for (int i = 0; i < image.Instructions.Count; i++)
        {
            BpfInstruction instruction = image.Instructions[i];
            string immediate = maps.TryGetValue(i, out string? map) ? map : instruction.Immediate.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{instruction.Code:x2} {instruction.Registers:x2} {instruction.Offset} {immediate}\n");
        }

        return text.ToString();
    }

    private static string? Build()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "libbpf-oracle");
        try
        {
            return Run("cc", ["-O1", "-o", program, Path.Combine(Fixture.Folder, "Oracle", "oracle.c"), "-lbpf"]).ExitCode == 0 ? program : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
