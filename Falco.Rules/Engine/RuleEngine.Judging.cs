using System.Numerics;
using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph;
using Falco.Rules.Compilation.Graph.Witnesses;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

public sealed partial class RuleEngine
{
    /// <inheritdoc/>
    public void OnEvent(in Event view)
    {
        HostEvent current = Host.Apply(in view);
        if (!current.IsShown)
            return;
        _events++;
        if (_wanted != _active)
            Adopt();
        RuleList rules = _active.Compiled.For(view.Type);
        if (rules.Blocks.Length != 0)
            Judge(rules, in current);
    }

    private void Adopt()
    {
        _active = _wanted;
        _context.Adopt(_active.Compiled.Layout, _active.EventResults, _active.Candidates);
    }

    private void Judge(RuleList rules, in HostEvent current)
    {
        _context.BeginEvent();
        if (rules.Index is not null && TryFindCandidates(rules.Index, in current, out ReadOnlySpan<ulong> candidates))
        {
            JudgeCandidates(rules.Blocks, candidates, in current);
            return;
        }

        foreach (RuleBlock block in rules.Blocks)
        {
            ulong matches = Match(block, block.All, in current);
            if (matches != 0 && Raise(block, matches, in current))
                return;
        }
    }

    private void JudgeCandidates(RuleBlock[] blocks, ReadOnlySpan<ulong> candidates, in HostEvent current)
    {
        for (int i = 0; i < blocks.Length; i++)
        {
            if (candidates[i] == 0)
                continue;
            ulong matches = Match(blocks[i], candidates[i], in current);
            if (matches != 0 && Raise(blocks[i], matches, in current))
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
            Rule rule = _active.Compiled.Rules[block.Rules[i]];
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
    private bool Raise(RuleBlock block, ulong matches, in HostEvent current)
    {
        for (; matches != 0; matches &= matches - 1)
        {
            Rule rule = _active.Count(block.Rules[BitOperations.TrailingZeroCount(matches)]);
            _alerts++;
            if (Write(rule, in current) is { } alert)
                Deliver(alert);
            if (!_options.MatchAll)
                return true;
        }

        return false;
    }

    private Alert? Write(Rule rule, in HostEvent current)
    {
        try
        {
            return AlertFactory.Create(rule, in current, _context.Scratch, _active.Set.Revision);
        }
        catch (Exception error)
        {
            Report(rule, error, in current);
            return null;
        }
    }

    private void Deliver(Alert alert)
    {
        _observers.Publish(alert);
        if (_queue.IsValueCreated)
            _queue.Value.Write(alert);
    }

    private void Report(Rule rule, Exception error, in HostEvent current)
    {
        _faults++;
        _options.OnFault?.Invoke(new RuleFault(rule.Name, current.Number, error));
    }
}
