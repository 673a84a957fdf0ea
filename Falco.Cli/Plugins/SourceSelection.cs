using Falco.Cli.Arguments;
using Falco.Core.Plugins;

namespace Falco.Cli.Plugins;

/// <summary>Which event sources are watched: all, or what <c>--enable-source</c> and <c>--disable-source</c> leave.</summary>
internal static class SourceSelection
{
    /// <param name="arguments">The command line.</param>
    /// <param name="sets">The sources that there are.</param>
    /// <exception cref="CommandException">A source is unknown, or none is left.</exception>
    public static List<PluginSet> Select(ParsedArguments arguments, IReadOnlyList<PluginSet> sets)
    {
        List<string> enabled = arguments.Values(OptionKind.EnableSource);
        List<string> disabled = arguments.Values(OptionKind.DisableSource);
        if (enabled.Count > 0 && disabled.Count > 0)
            throw new CommandException("You can not mix --enable-source and --disable-source");
        Check(enabled, sets, "enabling");
        Check(disabled, sets, "disabling");
        List<PluginSet> left = [.. sets.Where(set => enabled.Count > 0 ? enabled.Contains(set.Source) : !disabled.Contains(set.Source))];
        return left.Count > 0 ? left : throw new CommandException("Must enable at least one event source");
    }

    private static void Check(List<string> named, IReadOnlyList<PluginSet> sets, string what)
    {
        if (named.Find(source => !sets.Any(set => set.Source == source)) is { } unknown)
            throw new CommandException($"Attempted {what} an unknown event source: {unknown}");
    }
}
