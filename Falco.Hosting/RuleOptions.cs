using Falco.Rules.Engine;

namespace Falco.Hosting;

/// <summary>What an engine judges by. A change of the files or of the bound configuration is taken over while the engine runs.</summary>
public sealed class RuleOptions
{
    /// <summary>Rule files, and folders of <c>.yaml</c> files, in the order of loading. Relative paths begin at the application's content root.</summary>
    public IList<string> Files { get; set; } = [];

    /// <summary>
    /// Whether the rules that come with the library are loaded first. Where nothing is said they are, if there are no others: an engine without
    /// a rule would watch for nothing.
    /// </summary>
    public bool? UseDefaults { get; set; }

    /// <summary>Whether changes of the files are noticed and loaded.</summary>
    public bool WatchFiles { get; set; } = true;

    /// <summary>Rules that are less important are not loaded.</summary>
    public RulePriority MinimumPriority { get; set; } = RulePriority.Debug;

    /// <summary>Whether every rule that holds for an event raises an alert, or only the first. Read when the engine starts.</summary>
    public bool MatchAll { get; set; }

    /// <summary>Switches rules on and off, whatever their files say; later entries win.</summary>
    public IList<RuleSwitch> Switches { get; set; } = [];

    internal IReadOnlyList<RuleSelection> Selections => [.. Switches.Select(static entry => entry.ToSelection())];
}
