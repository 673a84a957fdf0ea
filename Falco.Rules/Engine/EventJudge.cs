using System.Numerics;
using System.Runtime.CompilerServices;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Compilation.Graph.Witnesses;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>Judges one event after the other by the rules of an engine. Used by one thread at a time.</summary>
internal sealed class EventJudge
{
    private readonly RuleEngineOptions _options;
    private readonly EvaluationContext _context;
    private readonly AlertOutlet _outlet;

    public EventJudge(HostState host, ActiveRules rules, RuleEngineOptions options, AlertOutlet outlet, FieldScratch? scratch = null)
    {
        _options = options;
        _outlet = outlet;
        _context = new EvaluationContext(host, scratch);
        Rules = rules;
        _context.Adopt(rules.Compiled.Layout, rules.TakeRoom());
    }

    /// <summary>The rules that it judges by.</summary>
    public ActiveRules Rules { get; private set; }

    /// <summary>Room for the values of the event at hand.</summary>
    public FieldScratch Scratch => _context.Scratch;

    /// <summary>Judges by other rules from now on.</summary>
    public void Adopt(ActiveRules rules)
    {
        Rules = rules;
        _context.Adopt(rules.Compiled.Layout, rules.TakeRoom());
    }

    /// <summary>Judges an event by those of the rules that it can meet.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="current">The event.</param>
    /// <param name="verdict">What the rules say; it holds what was decided before something threw, too, so that a refusal is not lost.</param>
    public void Judge(RuleList rules, in HostEvent current, ref Verdict verdict)
    {
        _context.BeginEvent();
        if (rules.Index is not null && TryFindCandidates(rules.Index, in current, out ReadOnlySpan<ulong> candidates))
        {
            JudgeCandidates(rules.Blocks, candidates, in current, ref verdict);
            return;
        }

        foreach (RuleBlock block in rules.Blocks)
        {
            ulong matches = Match(block, block.All, in current);
            if (matches != 0 && Raise(block, matches, in current, ref verdict))
                return;
        }
    }

    private void JudgeCandidates(RuleBlock[] blocks, ReadOnlySpan<ulong> candidates, in HostEvent current, ref Verdict verdict)
    {
        for (int i = 0; i < blocks.Length; i++)
        {
            if (candidates[i] == 0)
                continue;
            ulong matches = Match(blocks[i], candidates[i], in current);
            if (matches != 0 && Raise(blocks[i], matches, in current, ref verdict))
                return;
        }
    }

    private bool TryFindCandidates(WitnessIndex index, in HostEvent current, out ReadOnlySpan<ulong> candidates)
    {
        try
        {
            candidates = index.Candidates(in current, _context);
            return true;
        }
        catch (Exception)
        {
            // A field fails for this event; the rules that read it will tell.
            candidates = default;
            return false;
        }
    }

    private ulong Match(RuleBlock block, ulong rules, in HostEvent current)
    {
        try
        {
            return block.Match(rules, in current, _context);
        }
        catch (Exception)
        {
            // Some rule fails for this event; which one, and what the others say, is found out one by one.
            return MatchOneByOne(block, in current);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong MatchOneByOne(RuleBlock block, in HostEvent current)
    {
        ulong matches = 0;
        for (int i = 0; i < block.Rules.Length; i++)
        {
            Rule rule = Rules.Compiled.Rules[block.Rules[i]];
            try
            {
                if (!ConditionInterpreter.Evaluate(rule.Condition, in current, _context.Scratch))
                    continue;
                matches |= 1UL << i;
                if (!_options.MatchAll)
                    break;
            }
            catch (Exception error)
            {
                Report(rule, error, in current);
            }
        }

        return matches;
    }

    /// <summary>Raises the alerts of a block; true if no other rule may raise one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Raise(RuleBlock block, ulong matches, in HostEvent current, ref Verdict verdict)
    {
        for (; matches != 0; matches &= matches - 1)
        {
            Rule rule = Rules.Count(block.Rules[BitOperations.TrailingZeroCount(matches)]);
            verdict = new Verdict(verdict.Alerts + 1, verdict.Refuses || rule.Denies);
            _outlet.CountAlert();
            if (Write(rule, in current) is { } alert)
                _outlet.Deliver(alert);
            if (!_options.MatchAll)
                return true;
        }

        return false;
    }

    private Alert? Write(Rule rule, in HostEvent current)
    {
        try
        {
            return AlertFactory.Create(rule, in current, _context.Scratch, Rules.Set.Revision);
        }
        catch (Exception error)
        {
            Report(rule, error, in current);
            return null;
        }
    }

    private void Report(Rule rule, Exception error, in HostEvent current)
    {
        _outlet.CountFault();
        _options.OnFault?.Invoke(new RuleFault(rule.Name, current.Number, error));
    }
}
