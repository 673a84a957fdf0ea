using Falco.Rules.Diagnostics;
using Falco.Rules.Engine;

namespace Falco.Rules.Loading;

internal sealed partial class RuleFileReader
{
    private static readonly HashSet<string> RuleKeys =
    [
        "rule", "desc", "condition", "output", "priority", "source", "enabled", "tags", "exceptions", "capture", "capture_duration",
        "warn_evttypes", "skip-if-unknown-filter", "append", "override",
    ];

    private static readonly HashSet<string> AppendableRuleKeys = ["condition", "output", "desc", "tags", "exceptions"];

    private static readonly HashSet<string> ReplaceableRuleKeys =
    [
        "condition", "output", "desc", "priority", "tags", "exceptions", "enabled", "warn_evttypes", "skip-if-unknown-filter", "capture",
        "capture_duration",
    ];

    private void ReadRule(YamlItem item)
    {
        string name = item.Required("rule");
        bool appends = item.OptionalBoolean("append", false);
        OverrideSet overrides = ReadOverrides(item, AppendableRuleKeys, ReplaceableRuleKeys);
        if (report.HasFailed)
            return;
        if (!overrides.IsEmpty)
            UpdateRule(item, name, overrides);
        else if (appends)
            AppendToRule(item, name);
        else if (!item.Has("condition") && !item.Has("output") && !item.Has("desc") && !item.Has("priority"))
            SwitchRule(item, name);
        else
            DefineRule(item, name);
        item.WarnOfUnknownKeys(RuleKeys);
    }

    private void DefineRule(YamlItem item, string name)
    {
        string condition = item.Required("condition");
        string output = item.Required("output").Trim();
        string description = item.Required("desc");
        RulePriority priority = ReadPriority(item);
        if (report.HasFailed)
            return;
        RuleDefinition rule = new(name)
        {
            Description = description,
            Condition = condition,
            Output = output,
            Priority = priority,
            Source = item.Optional("source") ?? "syscall",
            IsEnabled = item.OptionalBoolean("enabled", true),
            WarnsOfEventTypes = item.OptionalBoolean("warn_evttypes", true),
            SkipsUnknownFilter = item.OptionalBoolean("skip-if-unknown-filter", false),
            Tags = new SortedSet<string>(item.OptionalTexts("tags") ?? [], StringComparer.Ordinal),
            Context = item.Context,
            ConditionContext = item.Context.At(item.Node["condition"]!, ItemType.RuleCondition),
            OutputContext = item.Context.At(item.Node["output"]!, ItemType.RuleOutput),
        };
        rule.Exceptions = ReadExceptions(item, isAppend: false);
        rule.HasUnknownSource = !options.Sources.ContainsKey(rule.Source);
        if (collection.Rules.TryFind(name, out RuleDefinition? previous) && previous.Source != rule.Source)
            report.Fail(DiagnosticCode.Validate, "Rule has been re-defined with a different source", item.Context);
        if (rule.HasUnknownSource)
            report.Warn(DiagnosticCode.UnknownSource, $"Unknown source {rule.Source}, skipping", item.Context);
        else
            foreach (ExceptionDefinition exception in rule.Exceptions)
                new ExceptionValidator(options.Sources[rule.Source], report).Complete(exception);
        if (!report.HasFailed)
            collection.Rules.Define(rule, collection.NextNumber());
    }

    private void SwitchRule(YamlItem item, string name)
    {
        item.Required("enabled");
        bool enabled = item.OptionalBoolean("enabled", true);
        if (report.HasFailed)
            return;
        report.Warn(DiagnosticCode.DeprecatedItem,
            "The standalone 'enabled' key usage is deprecated. The correct approach requires also a 'replace' entry under the 'override' key (i.e. 'enabled: replace').",
            item.Context);
        if (collection.Rules.TryFind(name, out RuleDefinition? rule))
            rule.IsEnabled = enabled;
        else
            report.Fail(DiagnosticCode.Validate, "Rule has 'enabled' key but no rule by that name already exists", item.Context);
    }

    private void AppendToRule(YamlItem item, string name)
    {
        WarnOfAppend(item);
        string? condition = item.Optional("condition");
        List<ExceptionDefinition> exceptions = ReadExceptions(item, isAppend: true);
        if (report.HasFailed)
            return;
        if (!collection.Rules.TryFind(name, out RuleDefinition? rule))
        {
            report.Fail(DiagnosticCode.Validate,
                "Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists", item.Context);
            return;
        }

        if (condition is null && exceptions.Count == 0)
        {
            report.Fail(DiagnosticCode.Validate, "Appended rule must have exceptions or condition property", item.Context);
            return;
        }

        if (condition is not null)
            rule.Condition += " " + condition;
        MergeExceptions(rule, exceptions);
        rule.Visibility = collection.NextNumber();
    }

    private void UpdateRule(YamlItem item, string name, OverrideSet overrides)
    {
        if (!collection.Rules.TryFind(name, out RuleDefinition? rule))
        {
            report.Fail(DiagnosticCode.Validate, overrides.AppendKeys.Count > 0
                ? "Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists"
                : "An 'override.<key>: replace' to a rule was requested but no rule by that name already exists", item.Context);
            return;
        }

        if (item.Optional("source") is { } source && item.Has("condition") && source != rule.Source)
            report.Fail(DiagnosticCode.Validate, "Rule has been re-defined with a different source", item.Context);
        if (overrides.Appends("condition"))
            rule.Condition += " " + item.Required("condition");
        if (overrides.Appends("output"))
            rule.Output += " " + item.Required("output");
        if (overrides.Appends("desc"))
            rule.Description += " " + item.Required("desc");
        if (overrides.Appends("tags"))
            rule.Tags.UnionWith(item.OptionalTexts("tags") ?? []);
        if (overrides.Appends("exceptions"))
            MergeExceptions(rule, ReadExceptions(item, isAppend: true));
        Replace(item, rule, overrides);
        rule.Visibility = collection.NextNumber();
    }

    private void Replace(YamlItem item, RuleDefinition rule, OverrideSet overrides)
    {
        if (overrides.Replaces("condition"))
        {
            rule.Condition = item.Required("condition");
            rule.ConditionContext = item.Context.At(item.Node["condition"]!, ItemType.RuleCondition);
        }

        if (overrides.Replaces("output"))
        {
            rule.Output = item.Required("output").Trim();
            rule.OutputContext = item.Context.At(item.Node["output"]!, ItemType.RuleOutput);
        }

        if (overrides.Replaces("desc"))
            rule.Description = item.Required("desc");
        if (overrides.Replaces("tags"))
            rule.Tags = new SortedSet<string>(item.OptionalTexts("tags") ?? [], StringComparer.Ordinal);
        if (overrides.Replaces("priority"))
            rule.Priority = ReadPriority(item);
        if (overrides.Replaces("enabled"))
            rule.IsEnabled = item.OptionalBoolean("enabled", true);
        if (overrides.Replaces("warn_evttypes"))
            rule.WarnsOfEventTypes = item.OptionalBoolean("warn_evttypes", true);
        if (overrides.Replaces("skip-if-unknown-filter"))
            rule.SkipsUnknownFilter = item.OptionalBoolean("skip-if-unknown-filter", false);
        if (overrides.Replaces("exceptions"))
            rule.Exceptions = ReadExceptions(item, isAppend: false);
    }

    private RulePriority ReadPriority(YamlItem item)
    {
        string text = item.Required("priority");
        if (PriorityText.TryParse(text, out RulePriority priority) || report.HasFailed)
            return priority;
        report.Fail("Invalid priority", item.ValueContext("priority", item.Node["priority"]!));
        return priority;
    }
}
