using Falco.Rules.Diagnostics;

namespace Falco.Testing.Tests;

/// <summary>A folder with a rule file and files of tests.</summary>
internal sealed class TestFolder : IDisposable
{
    public const string Rules = """
        - rule: File read
          desc: A file was opened.
          condition: evt.type in (open, openat, openat2) and fd.num >= 0 and fd.name startswith /etc/
          output: Read %fd.name by %proc.name
          priority: WARNING
        - rule: Program started
          desc: A program was started.
          condition: evt.type in (execve, execveat) and evt.arg.res = 0
          output: Started %proc.cmdline under %proc.pname
          priority: NOTICE
        - rule: Shell started
          desc: A shell was started, which the rule before tells of as well.
          condition: evt.type = execve and evt.arg.res = 0 and proc.name in (sh, bash)
          output: Shell %proc.name
          priority: ERROR
        - rule: Asleep
          desc: Not enabled.
          condition: evt.type = setuid
          output: Became %user.name
          priority: INFO
          enabled: false

        """;

    private readonly string _path = Directory.CreateTempSubdirectory("falco-testing-").FullName;

    public TestFolder()
    {
        Write("rules.yaml", Rules);
    }

    public string Write(string name, string content)
    {
        string file = Path.Combine(_path, name);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>Loads tests, written without what comes before them in the file.</summary>
    public RuleTestSuite Load(string tests) =>
        RuleTestSuite.Load(Write("x.test.yaml", "rules: [rules.yaml]\ntests:\n" + tests.ReplaceLineEndings("\n")));

    /// <summary>Runs tests that nothing is wrong with.</summary>
    public static IReadOnlyList<RuleTestResult> Run(string tests)
    {
        using TestFolder folder = new();
        RuleTestSuite suite = folder.Load(tests);
        Assert.Empty(suite.Diagnostics);
        return [.. suite.Run()];
    }

    /// <summary>What is wrong with tests.</summary>
    public static IReadOnlyList<Diagnostic> Diagnose(string tests)
    {
        using TestFolder folder = new();
        return folder.Load(tests).Diagnostics;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
