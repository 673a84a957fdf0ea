using Falco.Cli.Running;
using Falco.Hosting.Loading;
using Falco.Rules.Loading;

namespace Falco.Cli.Authoring;

/// <summary>The arguments of a command that works on rule files: paths and at most one switch.</summary>
internal sealed class AuthoringArguments
{
    /// <summary>The exit code of a command that was asked for something that it cannot do.</summary>
    public const int UsageError = 2;

    private readonly List<string> _paths = [];

    /// <summary>Parses the arguments behind the name of the command.</summary>
    /// <exception cref="CommandException">An argument is unknown, or there is no path.</exception>
    public AuthoringArguments(ReadOnlySpan<string> arguments, string command, string switchName)
    {
        foreach (string argument in arguments)
        {
            if (argument == switchName)
                IsSwitched = true;
            else if (argument.StartsWith('-'))
                throw new CommandException($"Option '{argument}' does not exist. Usage: falco {command} PATH... [{switchName}]", UsageError);
            else
                _paths.Add(argument);
        }

        if (_paths.Count == 0)
            throw new CommandException($"No path was given. Usage: falco {command} PATH... [{switchName}]", UsageError);
    }

    /// <summary>Whether the switch is there.</summary>
    public bool IsSwitched { get; }

    /// <summary>Reads the files; a folder stands for its YAML files in the order of their names.</summary>
    /// <exception cref="CommandException">A path does not exist or cannot be read.</exception>
    public List<RuleFile> Read()
    {
        List<RuleFile> files = [];
        foreach (string path in _paths)
        {
            bool isFolder = Directory.Exists(path);
            if (!isFolder && !File.Exists(path))
                throw new CommandException($"There is no file or folder {path}", UsageError);
            foreach (string file in isFolder ? RuleFolders.Expand([path]) : [path])
                files.Add(Read(file));
        }

        return files;
    }

    private static RuleFile Read(string file)
    {
        try
        {
            return new RuleFile(file, RuleFiles.Read(file));
        }
        catch (CommandException error)
        {
            throw new CommandException(error.Message, UsageError);
        }
    }
}
