using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Testing.Running;

/// <summary>The engines of one rule set: compiling costs more than a test, so that tests which switch the same rules share one.</summary>
internal sealed class PlayerCache(RuleSet rules)
{
    private readonly Dictionary<string, RulePlayer> _players = new(StringComparer.Ordinal);

    /// <summary>The engine for a choice of rules.</summary>
    public RulePlayer Get(bool matchAll, IReadOnlyList<RuleSelection> selections)
    {
        string key = string.Join('\n', selections.Select(static selection => (selection.Enable ? "+" : "-") + selection.Rule).Prepend(matchAll ? "all" : "first"));
        if (!_players.TryGetValue(key, out RulePlayer? player))
            _players.Add(key, player = new RulePlayer(rules, matchAll, selections));
        return player;
    }
}
