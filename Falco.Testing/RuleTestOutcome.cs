using System.Globalization;
using Falco.Rules.Engine;
using Falco.Testing.Events;
using Falco.Testing.Files;
using Falco.Testing.Running;

namespace Falco.Testing;

/// <summary>What came of a test. Each expectation that is not met throws a <see cref="RuleTestException"/>, which any test framework reports.</summary>
public sealed class RuleTestOutcome
{
    private readonly TestedRules _rules;
    private readonly RuleChoice _choice;
    private readonly IScenario _scenario;
    private readonly IReadOnlyList<string> _allowed;
    private readonly List<ExpectedAlert> _expected = [];

    internal RuleTestOutcome(TestedRules rules, RuleChoice choice, IScenario scenario, IReadOnlyList<string> allowed)
    {
        _rules = rules;
        _choice = choice;
        _scenario = scenario;
        _allowed = allowed;
    }

    /// <summary>The alerts that came.</summary>
    public IReadOnlyList<Alert> Alerts => [.. Play().Alerts.Select(static raised => raised.Alert)];

    /// <summary>An alert of a rule must have come, with fields as outputs show them; one that no expectation before has taken.</summary>
    /// <param name="rule">The rule's name.</param>
    /// <param name="fields">Fields, of the output or not, and their values.</param>
    /// <exception cref="RuleTestException">None came.</exception>
    /// <exception cref="ArgumentException">There is no such rule or field.</exception>
    public RuleTestOutcome MustRaise(string rule, params (string Field, object? Value)[] fields) => MustRaise(rule, 1, fields);

    /// <summary>So many alerts of a rule must have come, with fields as outputs show them; whether there are more, <see cref="MustRaiseNothingElse"/> asks.</summary>
    /// <param name="rule">The rule's name.</param>
    /// <param name="count">How many.</param>
    /// <param name="fields">Fields, of the output or not, and their values.</param>
    /// <exception cref="RuleTestException">Fewer came.</exception>
    /// <exception cref="ArgumentException">There is no such rule or field.</exception>
    public RuleTestOutcome MustRaise(string rule, int count, params (string Field, object? Value)[] fields)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(fields);
        _expected.Add(new ExpectedAlert
        {
            Rule = _rules.Check(rule),
            RuleNode = NodeFactory.Of(rule),
            Count = count,
            Fields = [.. fields.Select(static field => KeyValuePair.Create(CheckField(field.Field), TextOf(field.Value)))],
        });
        Judge(allowsOthers: true);
        return this;
    }

    /// <summary>A rule must not have raised any alert.</summary>
    /// <exception cref="RuleTestException">It has.</exception>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public RuleTestOutcome MustNotRaise(string rule)
    {
        _rules.Check(rule);
        RaisedAlert[] raised = [.. Play().Alerts.Where(raised => raised.Alert.Rule == rule)];
        return raised.Length == 0 ? this : throw new RuleTestException(string.Join('\n', raised.Select(static alert => $"came, but must never: {alert}")));
    }

    /// <summary>No alert must have come that nothing before has asked for or allowed.</summary>
    /// <exception cref="RuleTestException">One has.</exception>
    public RuleTestOutcome MustRaiseNothingElse()
    {
        Judge(allowsOthers: false);
        return this;
    }

    /// <summary>No alert at all must have come, but those of rules that are allowed to.</summary>
    /// <exception cref="RuleTestException">One has.</exception>
    public RuleTestOutcome MustRaiseNothing() => MustRaiseNothingElse();

    private void Judge(bool allowsOthers)
    {
        IReadOnlyList<string> failures = TestVerdict.Of(
            _expected, new HashSet<string>(_allowed), new HashSet<string>(), Play(), _rules.Set, _scenario, allowsOthers);
        if (failures.Count > 0)
            throw new RuleTestException(string.Join('\n', failures));
    }

    private RuleRun Play() => _rules.Play(_scenario, _choice, _expected.SelectMany(static expected => expected.Fields).Select(static field => field.Key));

    private static string CheckField(string field) => Problem.Rethrow(() =>
    {
        ExpectedAlertReader.CheckField(NodeFactory.Of(field));
        return field;
    });

    private static string TextOf(object? value) => value switch
    {
        null => "<NA>",
        bool on => on ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
