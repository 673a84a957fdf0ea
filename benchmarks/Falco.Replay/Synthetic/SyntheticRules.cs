using System.Globalization;
using System.Text;

namespace Falco.Replay.Synthetic;

/// <summary>
/// Any number of rules as a company with many services would write them, each with names of its own. Every twenty rules are one of each
/// template, so that 1,000 rules are the mixture of 100 ten times over with other literals, and the ratio of their costs means something.
/// </summary>
internal static class SyntheticRules
{
    private const string Header =
        """
        - list: package_managers
          items: [dpkg, apt, apt-get, rpm, dnf, apk]

        - list: config_managers
          items: [chef-client, puppet, ansible, salt-minion, cfagent]

        - macro: opened_file
          condition: (evt.type in (open, openat, openat2) and fd.typechar = f and fd.num >= 0)

        - macro: opened_for_writing
          condition: (opened_file and evt.is_open_write = true)

        - macro: spawned_process
          condition: (evt.type in (execve, execveat))

        - macro: outbound
          condition: (evt.type = connect and fd.typechar = 4 and fd.l4proto = tcp)


        """;

    private static readonly string[] Priorities = ["WARNING", "NOTICE", "ERROR", "INFO", "CRITICAL"];

    /// <summary>The file of so many rules.</summary>
    public static string Write(int count)
    {
        StringBuilder file = new(Header);
        for (int i = 0; i < count; i++)
            WriteRule(file, i);
        return file.ToString();
    }

    /// <summary>The rule of an index.</summary>
    public static SyntheticRule Create(int index)
    {
        Func<int, SyntheticRule>[] templates = SyntheticTemplates.All;
        return templates[index % templates.Length](index);
    }

    /// <summary>Its name.</summary>
    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Synthetic rule {index:D5}");

    private static void WriteRule(StringBuilder file, int index)
    {
        SyntheticRule rule = Create(index);
        (string macro, string output) = rule.Example.Kind switch
        {
            SyntheticActionKind.Open when rule.Example.IsWrite => ("opened_for_writing", "File written | file=%fd.name"),
            SyntheticActionKind.Open => ("opened_file", "File opened | file=%fd.name"),
            SyntheticActionKind.Spawn => ("spawned_process", "Program started | exe=%proc.exepath"),
            _ => ("outbound", "Connection made | connection=%fd.name"),
        };
        file.Append(CultureInfo.InvariantCulture, $"""
            - rule: {NameOf(index)}
              desc: What belongs to one service was used by another.
              condition: {macro} and {rule.Condition}
              output: {output} process=%proc.name parent=%proc.pname command=%proc.cmdline user=%user.uid
              priority: {Priorities[index % Priorities.Length]}
              tags: [host, service]


            """);
    }
}
