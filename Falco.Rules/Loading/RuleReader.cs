using Falco.Rules.Diagnostics;
using Falco.Rules.Engine;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads <c>rule</c> items: definitions, changes of earlier definitions, and switches.</summary>
internal sealed class RuleReader
{
    private const string EnabledMessage =
        "The standalone 'enabled' key usage is deprecated. The correct approach requires also a 'replace' entry under the 'override' key "
        + "(i.e. 'enabled: replace').";

    private static readonly string[] Keys =
    [
        "rule", "condition", "output", "desc", "priority", "source", "enabled", "capture", "capture_duration", "warn_evttypes",
        "skip-if-unknown-filter", "tags", "exceptions", "override", "append",
    ];

    private readonly YamlNode _item;
    private readonly string _name;
    private readonly LoadContext _context;
    private readonly ItemDecoder _decoder;
    private readonly RuleCollector _collector;

    private RuleReader(YamlNode item, string name, LoadContext context, ItemDecoder decoder, RuleCollector collector)
    {
        _item = item;
        _name = name;
        _context = context;
        _decoder = decoder;
        _collector = collector;
    }

    private LoadReport Report => _decoder.Report;

    /// <summary>Reads an item.</summary>
    public static void Read(YamlNode item, LoadContext file, ItemDecoder decoder, RuleCollector collector)
    {
        string name = decoder.Text(item, "rule", file.At(item, ItemType.Rule));
        LoadContext context = file.At(item, ItemType.Rule, name);
        RuleReader reader = new(item, name, context, decoder, collector);
        string source = decoder.TextOrEmpty(item, "source", context);
        OverrideReader overrides =
            OverrideReader.Read(item, context, RuleOverrideReader.Appendable, RuleOverrideReader.Replaceable, decoder);
        if (overrides.Appended.Count + overrides.Replaced.Count > 0)
            new RuleOverrideReader(item, name, source, context, decoder, collector).Read(overrides);
        else if (overrides.HasAppendFlag)
            reader.ReadAppended(source);
        else if (item.Has("condition") || item.Has("output") || item.Has("desc") || item.Has("priority"))
            reader.ReadDefinition();
        else
            reader.ReadSwitch();
        decoder.WarnOfUnknownKeys(item, Keys, context);
    }

    /// <summary>Reads a priority; names are compared without case.</summary>
    public static RulePriority ReadPriority(YamlNode item, LoadContext context, ItemDecoder decoder)
    {
        string text = decoder.Text(item, "priority", context);
        RulePriority priority = default;
        if (item["priority"] is { } node)
            decoder.Report.FailIf(!PriorityText.TryParse(text, out priority), "Invalid priority", context.At(node, ItemType.RulePriority));
        return priority;
    }

    private void ReadAppended(string source)
    {
        RuleUpdate update = new(_name, _context) { Source = source };
        if (_item.Has("condition"))
            update.Condition = _decoder.Text(_item, "condition", _context);
        if (_item.Has("exceptions"))
            update.Exceptions = ExceptionReader.Read(_item, _context, isAppended: true, _decoder);
        _collector.Append(update, Report);
    }

    private void ReadSwitch()
    {
        bool isEnabled = _decoder.Flag(_item, "enabled", _context);
        Report.Warn(DiagnosticCode.DeprecatedItem, EnabledMessage, _context);
        _collector.Enable(_name, isEnabled, _context, Report);
    }

    private void ReadDefinition()
    {
        RuleDefinition rule = new(_name, _context)
        {
            Condition = new GrowingText(_decoder.Text(_item, "condition", _context)),
            ConditionContext = PlaceOf("condition", ItemType.RuleCondition),
            Output = new GrowingText(_decoder.Text(_item, "output", _context).Trim(' ', '\t', '\n', '\v', '\f', '\r')),
            OutputContext = PlaceOf("output", ItemType.RuleOutput),
            Description = new GrowingText(_decoder.Text(_item, "desc", _context)),
            Priority = ReadPriority(_item, _context, _decoder),
            Source = _decoder.OptionalText(_item, "source", _context) ?? "syscall",
            IsEnabled = _decoder.OptionalFlag(_item, "enabled", _context) ?? true,
            Captures = _decoder.OptionalFlag(_item, "capture", _context) ?? false,
            CaptureDuration = _decoder.OptionalNumber(_item, "capture_duration", _context) ?? 0,
            WarnsOfEventTypes = _decoder.OptionalFlag(_item, "warn_evttypes", _context) ?? true,
            SkipsIfUnknownFilter = _decoder.OptionalFlag(_item, "skip-if-unknown-filter", _context) ?? false,
            Tags = new SortedSet<string>(_decoder.OptionalTexts(_item, "tags", _context), StringComparer.Ordinal),
            Exceptions = ExceptionReader.Read(_item, _context, isAppended: false, _decoder),
        };
        _collector.Define(rule, Report);
    }

    private LoadContext PlaceOf(string key, string itemType) => _item[key] is { } node ? _context.At(node, itemType) : _context;
}
