using Falco.Core.Fields;
using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>Everything that was read from the files so far.</summary>
internal sealed class RuleCollector(IReadOnlyDictionary<string, IFieldResolver> sources)
{
    private static readonly SemanticVersion EngineVersion = SemanticVersion.Parse(RuleLoaderOptions.EngineVersion);

    private readonly List<IReadOnlyList<PluginVersion>> _requiredPlugins = [];
    private int _next;

    public DefinitionTable<ListDefinition> Lists { get; } = new();

    public DefinitionTable<MacroDefinition> Macros { get; } = new();

    public DefinitionTable<RuleDefinition> Rules { get; } = new();

    /// <summary>The newest engine that was asked for.</summary>
    public SemanticVersion RequiredEngine { get; private set; }

    /// <summary>Per requirement the plugins that satisfy it, the preferred one first.</summary>
    public IReadOnlyList<IReadOnlyList<PluginVersion>> RequiredPlugins => _requiredPlugins;

    public void RequireEngine(SemanticVersion version, LoadContext context, LoadReport report)
    {
        if (report.HasFailed)
            return;
        if (!EngineVersion.IsCompatibleWith(version))
        {
            string message = $"Rules require engine version {version}, but engine version is {EngineVersion}";
            report.Fail(DiagnosticCode.Validate, message, context);
        }
        else if (RequiredEngine.CompareTo(version) < 0)
        {
            RequiredEngine = version;
        }
    }

    public void RequirePlugin(IReadOnlyList<PluginVersion> alternatives, LoadContext context, LoadReport report)
    {
        HashSet<string> names = [];
        foreach ((string name, string version) in alternatives)
        {
            if (!SemanticVersion.TryParse(version, out _))
                report.Fail(DiagnosticCode.Validate, $"Invalid required version '{version}' for plugin '{name}'", context);
            if (!names.Add(name))
                report.Fail(DiagnosticCode.Validate, $"Defined multiple alternative version requirements for plugin '{name}'", context);
        }

        if (!report.HasFailed)
            _requiredPlugins.Add(alternatives);
    }

    public void Define(ListDefinition list, LoadReport report)
    {
        if (!report.HasFailed)
            Lists.Define(list, _next++);
    }

    public void Append(ListDefinition list, LoadReport report)
    {
        if (report.HasFailed)
            return;
        if (Lists.Find(list.Name) is not { } previous)
        {
            report.Fail(
                DiagnosticCode.Validate,
                "List uses 'append' or 'override.items: append' but no list by that name already exists",
                list.Context,
                new UnknownName(list.Name, Lists.Select(known => known.Name)));
            return;
        }

        previous.Items.AddRange(list.Items);
        previous.Visibility = _next++;
    }

    public void Define(MacroDefinition macro, LoadReport report)
    {
        if (!report.HasFailed)
            Macros.Define(macro, _next++);
    }

    public void Append(MacroDefinition macro, LoadReport report)
    {
        if (report.HasFailed)
            return;
        if (Macros.Find(macro.Name) is not { } previous)
        {
            report.Fail(
                DiagnosticCode.Validate,
                "Macro uses 'append' or 'override.condition: append' but no macro by that name already exists",
                macro.Context,
                new UnknownName(macro.Name, Macros.Select(known => known.Name)));
            return;
        }

        previous.Condition.Append(macro.Condition.ToString());
        previous.Visibility = _next++;
    }

    public void Define(RuleDefinition rule, LoadReport report)
    {
        if (report.HasFailed)
            return;
        FindPrevious(rule.Name, rule.Source, rule.Context, report);
        if (!sources.TryGetValue(rule.Source, out IFieldResolver? fields))
        {
            rule.HasUnknownSource = true;
            report.Warn(DiagnosticCode.UnknownSource, $"Unknown source {rule.Source}, skipping", rule.Context, new UnknownName(rule.Source, sources.Keys));
        }

        foreach (RuleException exception in rule.Exceptions)
        {
            if (!exception.Fields.IsPresent)
            {
                string message = "Rule exception item must have fields property with a list of fields";
                report.Fail(DiagnosticCode.Validate, message, exception.Context);
            }

            ExceptionRules.Complete(exception, fields, report);
        }

        if (!report.HasFailed)
            Rules.Define(rule, _next++);
    }

    public void Append(RuleUpdate update, LoadReport report)
    {
        if (report.HasFailed)
            return;
        const string NoPrevious = "Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists";
        const string NoValue = "Appended rule must have exceptions or condition property";
        if (FindForUpdate(update, NoPrevious, NoValue, report) is not { } rule)
            return;
        AppendText(rule.Condition, update.Condition);
        AppendText(rule.Output, update.Output);
        AppendText(rule.Description, update.Description);
        rule.Tags.UnionWith(update.Tags ?? []);
        foreach (RuleException exception in update.Exceptions ?? [])
            ExceptionRules.Append(rule, exception, sources.GetValueOrDefault(rule.Source), report);
        if (!report.HasFailed)
            rule.Visibility = _next++;
    }

    public void Replace(RuleUpdate update, LoadReport report)
    {
        if (report.HasFailed)
            return;
        const string NoPrevious = "An 'override.<key>: replace' to a rule was requested but no rule by that name already exists";
        const string NoValue = "The rule must have at least one field that can be replaced";
        if (FindForUpdate(update, NoPrevious, NoValue, report) is not { } rule)
            return;
        rule.Condition = ReplaceText(rule.Condition, update.Condition);
        rule.Output = ReplaceText(rule.Output, update.Output);
        rule.Description = ReplaceText(rule.Description, update.Description);
        rule.Tags = update.Tags ?? rule.Tags;
        rule.Exceptions = update.Exceptions ?? rule.Exceptions;
        rule.Priority = update.Priority ?? rule.Priority;
        rule.Captures = update.Captures ?? rule.Captures;
        rule.CaptureDuration = update.CaptureDuration ?? rule.CaptureDuration;
        rule.IsEnabled = update.IsEnabled ?? rule.IsEnabled;
        rule.WarnsOfEventTypes = update.WarnsOfEventTypes ?? rule.WarnsOfEventTypes;
        rule.SkipsIfUnknownFilter = update.SkipsIfUnknownFilter ?? rule.SkipsIfUnknownFilter;
        rule.Visibility = _next++;
    }

    public void Enable(string name, bool isEnabled, LoadContext context, LoadReport report)
    {
        if (report.HasFailed)
            return;
        if (Rules.Find(name) is { } rule)
            rule.IsEnabled = isEnabled;
        else
            report.Fail(DiagnosticCode.Validate, "Rule has 'enabled' key but no rule by that name already exists", context, UnknownRule(name));
    }

    private UnknownName UnknownRule(string name) => new(name, Rules.Select(known => known.Name));

    private RuleDefinition? FindForUpdate(RuleUpdate update, string noPrevious, string noValue, LoadReport report)
    {
        RuleDefinition? rule = FindPrevious(update.Name, update.Source, update.Context, report);
        if (rule is null)
            report.Fail(DiagnosticCode.Validate, noPrevious, update.Context, UnknownRule(update.Name));
        else if (update.IsEmpty)
            report.Fail(DiagnosticCode.Validate, noValue, update.Context);
        return report.HasFailed ? null : rule;
    }

    private RuleDefinition? FindPrevious(string name, string source, LoadContext context, LoadReport report)
    {
        RuleDefinition? previous = Rules.Find(name);
        if (previous is { Source.Length: > 0 } && source.Length > 0 && previous.Source != source)
            report.Fail(DiagnosticCode.Validate, "Rule has been re-defined with a different source", context);
        return previous;
    }

    private static void AppendText(GrowingText text, string? more)
    {
        if (!string.IsNullOrEmpty(more))
            text.Append(more);
    }

    private static GrowingText ReplaceText(GrowingText text, string? other) => other is null ? text : new GrowingText(other);
}
