using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads the items of a rule file into the collection; stops at the first error.</summary>
internal sealed partial class RuleFileReader(RuleLoaderOptions options, RuleCollection collection, LoadReport report)
{
    private const string ListNamePattern = "([^()\"'[:space:]=,]+)";
    private static readonly System.Buffers.SearchValues<char> NotInListNames = System.Buffers.SearchValues.Create("()\"' \t\n\v\f\r=,");

    private const string MacroNamePattern = "([a-zA-Z]+[a-zA-Z0-9_]*)";

    private static readonly HashSet<string> ListKeys = ["list", "items", "append", "override"];
    private static readonly HashSet<string> MacroKeys = ["macro", "condition", "append", "override"];
    private static readonly HashSet<string> VersionKeys = ["required_engine_version"];
    private static readonly HashSet<string> PluginKeys = ["required_plugin_versions"];

    public void Read(YamlNode document, LoadContext file)
    {
        if (document.Kind == YamlKind.Null)
            return;
        report.FailIf(document.Kind == YamlKind.Scalar, "Rules content is not yaml", file);
        report.FailIf(document.Kind == YamlKind.Mapping, "Rules content is not yaml array of objects", file);
        foreach (YamlNode node in document.Items)
        {
            if (report.HasFailed)
                return;
            if (node.Kind != YamlKind.Null)
                ReadItem(node, file);
        }
    }

    private void ReadItem(YamlNode node, LoadContext file)
    {
        LoadContext context = file.At(node, ItemType.RulesContentItem);
        if (node.Kind != YamlKind.Mapping)
        {
            report.Fail("Unexpected element type. Each element should be a yaml associative array.", context);
            return;
        }

        if (node.Has("required_engine_version"))
            ReadEngineVersion(new YamlItem(node, file.At(node, ItemType.RequiredEngineVersion), report));
        else if (node.Has("required_plugin_versions"))
            ReadPluginVersions(new YamlItem(node, file.At(node, ItemType.RequiredPluginVersions), report));
        else if (node.Has("list"))
            ReadList(new YamlItem(node, file.At(node, ItemType.List, NameOf(node, "list")), report));
        else if (node.Has("macro"))
            ReadMacro(new YamlItem(node, file.At(node, ItemType.Macro, NameOf(node, "macro")), report));
        else if (node.Has("rule"))
            ReadRule(new YamlItem(node, file.At(node, ItemType.Rule, NameOf(node, "rule")), report));
        else
            report.Warn(DiagnosticCode.UnknownItem, "Unknown top level item", context);
    }

    private static string NameOf(YamlNode node, string key) => node[key] is { Kind: YamlKind.Scalar } name ? name.Text : "";

    private void ReadEngineVersion(YamlItem item)
    {
        string text = item.Required("required_engine_version");
        if (YamlScalar.TryReadUnsigned(text, out uint number))
            text = $"0.{number}.0";
        if (!LanguageVersion.TryParse(text, out LanguageVersion required))
        {
            report.Fail($"Unable to parse engine version '{text}' as a semver string. Expected \"x.y.z\" semver format.", item.Context);
            return;
        }

        if (!LanguageVersion.TryParse(RuleLoaderOptions.EngineVersion, out LanguageVersion engine) || !engine.Satisfies(required))
            report.Fail(DiagnosticCode.Validate, $"Rules require engine version {required}, but engine version is {engine}", item.Context);
        item.WarnOfUnknownKeys(VersionKeys);
    }

    private void ReadPluginVersions(YamlItem item)
    {
        YamlNode list = item.Node["required_plugin_versions"]!;
        report.FailIf(list.Kind != YamlKind.Sequence, "Value of required_plugin_versions must be a sequence", item.Context);
        foreach (YamlNode node in list.Items)
        {
            LoadContext context = item.Context.At(node, ItemType.RequiredPluginVersionsEntry);
            report.FailIf(node.Kind != YamlKind.Mapping, "Plugin version must be a mapping", context);
            YamlItem entry = new(node, context, report);
            List<PluginRequirement> alternatives = [Requirement(entry)];
            if (node["alternatives"] is { Kind: not YamlKind.Null } others)
            {
                report.FailIf(others.Kind != YamlKind.Sequence, "Value of plugin version alternatives must be a sequence", context);
                foreach (YamlNode other in others.Items)
                {
                    LoadContext inner = context.At(other, ItemType.RequiredPluginVersionsAlternative);
                    report.FailIf(other.Kind != YamlKind.Mapping, "Plugin version alternative must be a mapping", inner);
                    alternatives.Add(Requirement(new YamlItem(other, inner, report)));
                }
            }

            foreach (PluginRequirement alternative in alternatives)
            {
                if (!LanguageVersion.TryParse(alternative.Version, out _))
                    report.Fail(DiagnosticCode.Validate, $"Invalid required version '{alternative.Version}' for plugin '{alternative.Name}'", context);
                else if (alternatives.Count(one => one.Name == alternative.Name) > 1)
                    report.Fail(DiagnosticCode.Validate, $"Defined multiple alternative version requirements for plugin '{alternative.Name}'", context);
            }

            if (!report.HasFailed)
                collection.Require(alternatives);
        }

        item.WarnOfUnknownKeys(PluginKeys);
    }

    private static PluginRequirement Requirement(YamlItem entry) => new(entry.Required("name"), entry.Required("version"));

    private void ReadList(YamlItem item)
    {
        string name = item.Required("list");
        if (name.Length > 0 && name.AsSpan().ContainsAny(NotInListNames))
        {
            report.Warn(DiagnosticCode.InvalidListName,
                $"List has an invalid name. List names should match a regular expression: {ListNamePattern}", item.Context);
        }

        List<string> items = ListItems(item);
        OverrideSet overrides = ReadOverrides(item, AppendableListKeys, AppendableListKeys);
        bool appends = item.OptionalBoolean("append", false);
        if (report.HasFailed)
            return;
        if (appends)
            WarnOfAppend(item);
        if (appends || overrides.Appends("items"))
        {
            if (collection.Lists.TryFind(name, out ListDefinition? previous))
            {
                previous.Items.AddRange(items);
                previous.Visibility = collection.NextNumber();
                previous.Context = item.Context;
            }
            else
            {
                report.Fail(DiagnosticCode.Validate,
                    "List uses 'append' or 'override.items: append' but no list by that name already exists", item.Context);
            }
        }
        else
        {
            collection.Lists.Define(new ListDefinition(name) { Items = items, Context = item.Context }, collection.NextNumber());
        }

        item.WarnOfUnknownKeys(ListKeys);
    }

    private List<string> ListItems(YamlItem item)
    {
        YamlNode? node = item.Node["items"];
        if (node is null)
            report.Fail("Item has no mapping for key 'items'", item.Context);
        else if (node.Kind == YamlKind.Null)
            report.Fail("Mapping for key 'items' is empty", item.Context);
        return item.OptionalTexts("items") ?? [];
    }

    private void ReadMacro(YamlItem item)
    {
        string name = item.Required("macro");
        bool isName = name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!isName && !report.HasFailed)
        {
            report.Warn(DiagnosticCode.InvalidMacroName,
                $"Macro has an invalid name. Macro names should match a regular expression: {MacroNamePattern}", item.Context);
        }

        string condition = item.Required("condition");
        OverrideSet overrides = ReadOverrides(item, AppendableMacroKeys, AppendableMacroKeys);
        bool appends = item.OptionalBoolean("append", false);
        if (report.HasFailed)
            return;
        LoadContext conditionContext = item.Context.At(item.Node["condition"]!, ItemType.MacroCondition);
        if (appends)
            WarnOfAppend(item);
        if (appends || overrides.Appends("condition"))
        {
            if (collection.Macros.TryFind(name, out MacroDefinition? previous))
            {
                previous.Condition += " " + condition;
                previous.Visibility = collection.NextNumber();
                previous.Context = item.Context;
                previous.ConditionContext = conditionContext;
            }
            else
            {
                report.Fail(DiagnosticCode.Validate,
                    "Macro uses 'append' or 'override.condition: append' but no macro by that name already exists", item.Context);
            }
        }
        else
        {
            collection.Macros.Define(
                new MacroDefinition(name) { Condition = condition, ConditionContext = conditionContext, Context = item.Context },
                collection.NextNumber());
        }

        item.WarnOfUnknownKeys(MacroKeys);
    }

    private void WarnOfAppend(YamlItem item) => report.Warn(DiagnosticCode.DeprecatedItem,
        "'append' key is deprecated. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.", item.Context);
}
