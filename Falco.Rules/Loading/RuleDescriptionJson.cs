using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Describes rules, macros and lists as JSON, as <c>-L</c> and <c>-l</c> of the reference do with <c>json_output</c>.</summary>
public static class RuleDescriptionJson
{
    /// <summary>Describes one rule, or everything that was loaded.</summary>
    /// <param name="loader">The loader of the rules.</param>
    /// <param name="rule">The name of the rule; <see langword="null"/> for everything.</param>
    /// <returns>An object on one line; <see langword="null"/> if there is no such rule.</returns>
    public static string? Write(RuleLoader loader, string? rule = null)
    {
        ArgumentNullException.ThrowIfNull(loader);
        RuleCompilation compilation = loader.Compilation;
        Writer writer = new(loader);
        if (rule is not null)
        {
            return compilation.Rules.Find(known => known.Rule.Name == rule) is { } found
                ? writer.WriteRules([found]).ToString()
                : null;
        }

        return writer.WriteAll(compilation).ToString();
    }

    private sealed class Writer(RuleLoader loader)
    {
        private readonly JsonText _json = new();
        private readonly RuleCollector _collector = loader.Collector;

        public JsonText WriteRules(IEnumerable<CompiledRule> rules)
        {
            _json.BeginObject().Key("rules").BeginArray();
            foreach (CompiledRule rule in rules)
                Write(rule);
            return _json.EndArray().EndObject();
        }

        public JsonText WriteAll(RuleCompilation compilation)
        {
            _json.BeginObject().Key("lists").BeginArray();
            foreach (CompiledList list in compilation.Lists)
                Write(list);
            _json.EndArray().Key("macros").BeginArray();
            foreach (CompiledMacro macro in compilation.Macros)
                Write(macro);
            _json.EndArray().Key("required_engine_version").Value(_collector.RequiredEngine.ToString());
            _json.Key("required_plugin_versions").BeginArray();
            foreach (IReadOnlyList<PluginVersion> alternatives in _collector.RequiredPlugins)
                Write(alternatives);
            _json.EndArray().Key("rules").BeginArray();
            foreach (CompiledRule rule in compilation.Rules)
                Write(rule);
            return _json.EndArray().EndObject();
        }

        private void Write(IReadOnlyList<PluginVersion> alternatives)
        {
            _json.BeginObject().Key("alternatives").BeginArray();
            foreach (PluginVersion plugin in alternatives.Skip(1))
                _json.BeginObject().Key("name").Value(plugin.Name).Key("version").Value(plugin.Version).EndObject();
            _json.EndArray().Key("name").Value(alternatives[0].Name).Key("version").Value(alternatives[0].Version).EndObject();
        }

        private void Write(CompiledList list)
        {
            // An item that is gone after compilation was the name of another list.
            HashSet<string> compiled = [.. list.Items];
            _json.BeginObject().Key("details").BeginObject();
            _json.Key("items_compiled").Values(list.Items);
            _json.Key("lists").Values(list.Definition.Items.Where(item => !compiled.Contains(item)).Distinct().Order(StringComparer.Ordinal));
            _json.Key("plugins").Values([]).Key("used").Value(list.IsUsed).EndObject();
            _json.Key("info").BeginObject().Key("items").Values(list.Definition.Items.Where(compiled.Contains));
            _json.Key("name").Value(list.Definition.Name).EndObject().EndObject();
        }

        private void Write(CompiledMacro macro)
        {
            ConditionDetails written = DetailsOf(Reparse(macro.Definition.Condition.ToString()));
            ConditionDetails compiled = DetailsOf(macro.Condition);
            _json.BeginObject().Key("details").BeginObject();
            WriteCondition(macro.Condition, compiled);
            _json.Key("events").Values(ConditionEvents.NamesOf(macro.Condition, ""));
            _json.Key("lists").Values(written.Lists).Key("macros").Values(written.Macros);
            _json.Key("plugins").Values([]).Key("used").Value(macro.IsUsed).EndObject();
            _json.Key("info").BeginObject().Key("condition").Value(macro.Definition.Condition.ToString());
            _json.Key("name").Value(macro.Definition.Name).EndObject().EndObject();
        }

        private void Write(CompiledRule rule)
        {
            RuleDefinition definition = rule.Definition;
            ConditionDetails written = DetailsOf(Reparse(definition.Condition.ToString()));
            ConditionDetails compiled = DetailsOf(rule.Condition);
            List<string> outputFields = [.. rule.Rule.ExtraFields.Select(extra => extra.Text), .. rule.Rule.Output.Fields.Select(field => field.Text)];
            _json.BeginObject().Key("details").BeginObject();
            WriteCondition(rule.Condition, compiled);
            _json.Key("events").Values(EventsOf(rule));
            WriteExceptions(rule);
            WriteExtraFields(rule.Rule);
            _json.Key("lists").Values(written.Lists).Key("macros").Values(written.Macros);
            _json.Key("output_compiled").Value(rule.Output).Key("output_fields").Values(outputFields);
            _json.Key("plugins").Values(PluginsOf(definition.Source, compiled, outputFields)).EndObject();
            WriteInfo(definition);
            _json.EndObject();
        }

        private SortedSet<string> EventsOf(CompiledRule rule) =>
            loader.Options.Sources[rule.Definition.Source].OwnEventTypes is { } types
                ? new(EventReach.Of(rule.Rule.Condition, types).Select(type => type.Name.ToString()), StringComparer.Ordinal)
                : ConditionEvents.NamesOf(rule.Condition, rule.Definition.Source);

        private void WriteCondition(ConditionNode condition, ConditionDetails compiled)
        {
            _json.Key("condition_compiled").Value(ByteText.ToText(ConditionPrinter.Print(condition)));
            _json.Key("condition_fields").Values(compiled.Fields).Key("condition_operators").Values(compiled.Operators);
        }

        private void WriteExceptions(CompiledRule rule)
        {
            SortedSet<string> names = new(rule.Definition.Exceptions.Select(exception => exception.Name), StringComparer.Ordinal);
            SortedSet<string> operators = new(StringComparer.Ordinal);
            foreach (RuleException exception in rule.Definition.Exceptions)
            {
                if (exception.Comparisons.Items is null)
                    operators.Add(exception.Comparisons.Text);
                foreach (ExceptionEntry comparison in exception.Comparisons.List)
                    operators.UnionWith(comparison.Items is null ? [comparison.Text] : comparison.List.Select(inner => inner.Text));
            }

            _json.Key("exception_fields").Values(rule.ExceptionFields);
            _json.Key("exception_names").Values(names).Key("exception_operators").Values(operators);
        }

        private void WriteExtraFields(Rule rule)
        {
            List<ExtraField> formatted = [.. rule.ExtraFields.Where(extra => !extra.IsRaw)];
            if (formatted.Count == 0)
                return;
            _json.Key("extra_output_formatted_fields").BeginObject();
            foreach (ExtraField extra in formatted)
                _json.Key(extra.Name).Value(extra.Text);
            _json.EndObject();
        }

        private void WriteInfo(RuleDefinition rule)
        {
            _json.Key("info").BeginObject().Key("capture").Value(rule.Captures).Key("capture_duration").Value(rule.CaptureDuration);
            _json.Key("condition").Value(rule.Condition.ToString()).Key("description").Value(rule.Description.ToString()).Key("enabled").Value(rule.IsEnabled);
            _json.Key("name").Value(rule.Name).Key("output").Value(rule.Output.ToString()).Key("priority").Value(rule.Priority.ToString());
            _json.Key("source").Value(rule.Source).Key("tags").Values(rule.Tags).EndObject();
        }

        private ConditionDetails DetailsOf(ConditionNode? condition)
        {
            ConditionDetails details = new(name => _collector.Macros.Find(name) is not null, name => _collector.Lists.Find(name) is not null);
            if (condition is not null)
                details.Add(condition);
            return details;
        }

        // What was written may parse only once lists are expanded; then nothing is said of it.
        private static ConditionNode? Reparse(string condition) =>
            ConditionParser.TryParse(condition, ConditionParserOptions.Default, out ConditionNode? parsed, out _, out _) ? parsed : null;

        /// <summary>The plugins whose fields a rule uses; the fields of a plugin form the class of its name.</summary>
        private SortedSet<string> PluginsOf(string source, ConditionDetails compiled, List<string> outputFields)
        {
            HashSet<string> names = [.. compiled.Fields.Concat(outputFields).Select(field => field.Split('[', 2)[0])];
            SortedSet<string> plugins = new(StringComparer.Ordinal);
            foreach (FieldClass fields in loader.Options.Sources[source].Classes)
            {
                if (loader.Options.Plugins.ContainsKey(fields.Name) && fields.Fields.Any(definition => names.Contains(definition.Name)))
                    plugins.Add(fields.Name);
            }

            return plugins;
        }
    }
}
