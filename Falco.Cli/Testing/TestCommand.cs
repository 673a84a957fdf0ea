using System.Globalization;
using Falco.Cli.Authoring;
using Falco.Hosting.Reloading;
using Falco.Testing;
using Falco.Testing.Coverage;
using Falco.Testing.Reports;

namespace Falco.Cli.Testing;

/// <summary><c>falco test PATH…</c>: runs tests of rules.</summary>
internal static class TestCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "test";

    private const int Failed = 1;

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The arguments behind the command's name.</param>
    /// <param name="terminal">Standard output and error.</param>
    /// <param name="stop">Ends watching.</param>
    /// <returns>0 if all tests passed and the coverage suffices, else 1; 2 if something is wrong with a file of tests or rules.</returns>
    /// <exception cref="CommandException">The arguments are wrong, or there are no tests; its exit code is 2.</exception>
    public static int Run(ReadOnlySpan<string> arguments, Terminal terminal, CancellationToken stop)
    {
        TestArguments parsed = new(arguments);
        return parsed.Watches ? Watch(parsed, terminal, stop) : Run(parsed, terminal, out _);
    }

    // What is wrong while somebody is writing is shown, and ends nothing.
    private static int Watch(TestArguments parsed, Terminal terminal, CancellationToken stop)
    {
        using AutoResetEvent changed = new(false);
        int exitCode = 0;
        IEnumerable<string> files = [];
        do
        {
            // Watched from before the run: a change while it lasts is not missed.
            using FileChangeWatcher named = new(Folders(parsed.Paths), () => changed.Set());
            try
            {
                exitCode = Run(parsed, terminal, out files);
            }
            catch (CommandException error)
            {
                exitCode = error.ExitCode;
                terminal.Fail(error);
            }

            // The rules, and tests below a folder, are known once they have been loaded.
            using FileChangeWatcher found = new(Folders(files), () => changed.Set());
            terminal.Print("Waiting for changes; Ctrl+C ends.\n");
            WaitHandle.WaitAny([changed, stop.WaitHandle]);
        }
        while (!stop.IsCancellationRequested);
        return exitCode;
    }

    private static int Run(TestArguments parsed, Terminal terminal, out IEnumerable<string> files)
    {
        RuleTestSuite suite = Load(parsed);
        files = suite.Contents.Keys.Where(File.Exists);
        if (suite.Diagnostics.Count > 0)
        {
            terminal.Print(new DiagnosticText(suite.Contents, terminal.IsColoured).Write(suite.Diagnostics));
            return AuthoringArguments.UsageError;
        }

        RuleTestResult[] results = [.. suite.Run(parsed.Filter)];
        if (results.Length == 0)
            throw new CommandException(
                suite.Tests.Count == 0 ? "There are no tests" : $"No test has '{parsed.Filter}' in its file or name", AuthoringArguments.UsageError);
        terminal.Print(TextReport.Write(results));
        ConditionCoverage? coverage = parsed.MeasuresCoverage ? suite.MeasureCoverage() : null;
        if (coverage is not null)
            terminal.Print(CoverageReport.Write(coverage));
        Save(parsed.JUnitFile, () => JUnitReport.Write(results));
        Save(parsed.JsonFile, () => JsonReport.Write(results, coverage));
        if (coverage is null || coverage.Percent >= parsed.Threshold)
            return Array.TrueForAll(results, static result => result.HasPassed) ? 0 : Failed;
        terminal.Print(string.Create(CultureInfo.InvariantCulture, $"That is below the threshold of {parsed.Threshold} %.\n"));
        return Failed;
    }

    private static RuleTestSuite Load(TestArguments parsed)
    {
        try
        {
            return RuleTestSuite.Load(parsed.Paths);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(error.Message, AuthoringArguments.UsageError);
        }
    }

    private static void Save(string? file, Func<string> write)
    {
        if (file is null)
            return;
        try
        {
            File.WriteAllText(file, write());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"Could not write {file}: {error.Message}", AuthoringArguments.UsageError);
        }
    }

    private static IEnumerable<string> Folders(IEnumerable<string> paths) =>
        paths.Select(static path => Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!).Distinct();
}
