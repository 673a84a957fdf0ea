using System.Buffers;
using System.Globalization;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Loading;
using Falco.Testing.Events;

namespace Falco.Testing.Running;

/// <summary>
/// Tells why a rule raised no alert: plays the scenario again, and says for the events that came nearest which parts of the condition
/// did not hold and what they saw.
/// </summary>
/// <remarks>An explanation with the whole condition, its macros and lists will take the place of this.</remarks>
internal sealed class NearMiss
{
    private const int MaxEvents = 3;
    private const int MaxChecks = 8;
    private const int MaxText = 160;

    private readonly Rule _rule;
    private readonly FieldScratch _scratch = new();
    private readonly HostState _host = new();
    private readonly List<(int Item, int Failures, string Text)> _misses = [];
    private readonly SortedSet<int> _held = [];

    private NearMiss(Rule rule)
    {
        _rule = rule;
    }

    /// <summary>Explains.</summary>
    /// <returns>Lines without indentation.</returns>
    public static IEnumerable<string> Explain(Rule rule, IScenario scenario, IReadOnlyList<RaisedAlert> raised)
    {
        NearMiss miss = new(rule);
        try
        {
            scenario.Play(miss._host, miss.OnEvent);
        }
        catch (ScenarioException)
        {
            // Told of already; what came before it can be explained.
        }

        return miss.Tell(raised);
    }

    private void OnEvent(int item, in Event view)
    {
        HostEvent current = _host.Apply(in view);
        if (!current.IsShown || !_rule.EventTypes.Contains(view.Type))
            return;
        _scratch.Reset();
        try
        {
            if (ConditionInterpreter.Evaluate(_rule.Condition, in current, _scratch))
            {
                _held.Add(item);
                return;
            }

            int failures = _rule.Condition is BoundAnd and ? CountFalse(and, in current) : 1;
            _misses.Add((item, failures, Describe(item, in current)));
        }
        catch (Exception error)
        {
            // The engine has told of the fault; here it is one more reason.
            _misses.Add((item, int.MaxValue, $"event {item} could not be judged: {error.Message}"));
        }
    }

    private int CountFalse(BoundAnd and, in HostEvent current)
    {
        int failures = 0;
        foreach (BoundNode child in and.Children)
            failures += ConditionInterpreter.Evaluate(child, in current, _scratch) ? 0 : 1;
        return failures;
    }

    private IEnumerable<string> Tell(IReadOnlyList<RaisedAlert> raised)
    {
        foreach (int item in _held)
        {
            string first = raised.FirstOrDefault(alert => alert.Item == item)?.Alert.Rule ?? "";
            yield return first.Length > 0 && first != _rule.Name
                ? $"its condition holds for event {item}, but '{first}' stands before it and raised the alert (match: all would let both)"
                : first.Length > 0 ? $"it raised an alert for event {item}" : $"its condition holds for event {item}, but the rule is not enabled";
        }

        if (_held.Count > 0)
            yield break;
        if (_misses.Count == 0)
        {
            IEnumerable<string> names = _rule.EventTypes.Select(static type => EventSchema.Get(type).Name.ToString()).Distinct().Order(StringComparer.Ordinal);
            yield return $"no event was of a type that it looks at: {Shortened(string.Join(", ", names))}";
            yield break;
        }

        foreach ((_, _, string text) in _misses.OrderBy(static miss => miss.Failures).Take(MaxEvents))
        {
            foreach (string line in text.Split('\n'))
                yield return line;
        }

        if (_misses.Count > MaxEvents)
            yield return $"… and {_misses.Count - MaxEvents} more events";
    }

    private string Describe(int item, in HostEvent current)
    {
        StringBuilder text = new();
        string program = current.Thread is { } thread ? $" by {Encoding.UTF8.GetString(thread.Comm)} ({thread.ThreadId})" : "";
        text.Append(CultureInfo.InvariantCulture, $"event {item}, {current.Event.Info.Name}{program}:");
        int room = MaxChecks;
        Append(text, _rule.Condition, in current, wanted: true, ref room);
        text.Append(CultureInfo.InvariantCulture, $"\n  output: {_rule.Output.Format(in current, _scratch)}");
        return text.ToString();
    }

    /// <summary>Appends the checks that make a node other than what is wanted.</summary>
    private void Append(StringBuilder text, BoundNode node, in HostEvent current, bool wanted, ref int room)
    {
        if (room == 0 || ConditionInterpreter.Evaluate(node, in current, _scratch) == wanted)
            return;
        switch (node)
        {
            case BoundAnd and:
                foreach (BoundNode child in and.Children)
                    Append(text, child, in current, wanted, ref room);
                break;
            case BoundOr or:
                foreach (BoundNode child in or.Children)
                    Append(text, child, in current, wanted, ref room);
                break;
            case BoundNot not:
                Append(text, not.Child, in current, !wanted, ref room);
                break;
            case BoundCheck check:
                room--;
                text.Append(wanted ? "\n  false: " : "\n  true, but not wanted: ").Append(Shortened(check.Text));
                AppendValues(text, check, in current);
                break;
        }
    }

    private void AppendValues(StringBuilder text, BoundCheck check, in HostEvent current)
    {
        IEnumerable<Field> fields = check.Right is null ? check.Left.Fields : check.Left.Fields.Concat(check.Right.Fields);
        foreach (Field field in fields.DistinctBy(static field => field.Text))
            text.Append(CultureInfo.InvariantCulture, $"   [{field.Text}: {ValueOf(field, in current)}]");
    }

    private string ValueOf(Field field, in HostEvent current)
    {
        if (!field.TryRead(in current, _scratch, out FieldValue value))
            return "no value";
        ArrayBufferWriter<byte> writer = new();
        ValueText.Write(in value, writer);
        return Shortened(Encoding.UTF8.GetString(writer.WrittenSpan));
    }

    private static string Shortened(string text) => text.Length <= MaxText ? text : text[..MaxText] + "…";
}
