using System.Numerics;
using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Compilation.Graph;
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
        RuleBlock[] blocks = _active.Compiled.For(view.Type);
        if (blocks.Length != 0)
            Judge(blocks, in current);
    }

    private void Adopt()
    {
        _active = _wanted;
        _context.Adopt(_active.Compiled.Layout, _active.EventResults);
    }

    private void Judge(RuleBlock[] blocks, in HostEvent current)
    {
        _context.BeginEvent();
        foreach (RuleBlock block in blocks)
        {
            ulong matches = Match(block, in current);
            if (matches != 0 && Raise(block, matches, in current))
                return;
        }
    }

    private ulong Match(RuleBlock block, in HostEvent current)
    {
        try
        {
            return block.Match(in current, _context);
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
