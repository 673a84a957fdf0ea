using System.Diagnostics.CodeAnalysis;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Replay.Rules;

/// <summary>Rules by which events are judged, with what it takes to load them.</summary>
internal sealed class NamedRules
{
    private readonly IReadOnlyList<(string Name, string Content)> _files;

    private NamedRules(string name, IReadOnlyList<(string Name, string Content)> files)
    {
        Name = name;
        _files = files;
        TimeSpan start = Environment.CpuUsage.TotalTime;
        Set = Build();
        FirstLoading = Environment.CpuUsage.TotalTime - start;
    }

    public string Name { get; }

    public RuleSet Set { get; }

    /// <summary>CPU time of the first loading, which pays for the compiler, too, where the process has not loaded others before; without an engine.</summary>
    public TimeSpan FirstLoading { get; }

    public int Count => Set.Rules.Count(rule => rule.IsEnabled);

    /// <summary>The built-in rules.</summary>
    public static NamedRules BuiltIn() => new("built-in", [(BuiltInRules.DefaultName, BuiltInRules.Default)]);

    /// <summary>A file that need not exist on the disk.</summary>
    public static NamedRules FromText(string name, string content) => new(name, [(name, content)]);

    /// <summary>Reads files, the later on top of the earlier; without any, the built-in rules.</summary>
    public static bool TryRead(IReadOnlyList<string> files, [NotNullWhen(true)] out NamedRules? rules, out string error)
    {
        rules = null;
        error = "";
        try
        {
            rules = files.Count == 0
                ? BuiltIn()
                : new NamedRules(NameOf(files), [.. files.Select(file => (file, File.ReadAllText(file)))]);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            error = failure.Message;
            return false;
        }
    }

    /// <summary>Loads the files anew, until an engine could judge by them.</summary>
    /// <returns>CPU time of the whole process.</returns>
    public TimeSpan MeasureLoading(RuleEngineOptions options)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        RuleEngine engine = new(Build(), options);
        TimeSpan end = Environment.CpuUsage.TotalTime;
        GC.KeepAlive(engine);
        return end - start;
    }

    private static string NameOf(IReadOnlyList<string> files)
    {
        string first = Path.GetFileNameWithoutExtension(files[0]);
        return files.Count == 1 ? first : $"{first} and {files.Count - 1} more";
    }

    private RuleSet Build()
    {
        RuleLoader loader = new();
        foreach ((string name, string content) in _files)
        {
            RuleLoadResult result = loader.Load(name, content);
            if (!result.IsSuccessful)
                throw new InvalidDataException($"{name}: {string.Join('\n', result.Errors.Select(item => item.Message))}");
        }

        return loader.Build();
    }
}
