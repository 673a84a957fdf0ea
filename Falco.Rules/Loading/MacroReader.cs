using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads <c>macro</c> items.</summary>
internal static class MacroReader
{
    private const string InvalidName =
        "Macro has an invalid name. Macro names should match a regular expression: ([a-zA-Z]+[a-zA-Z0-9_]*)";

    public static void Read(YamlNode item, LoadContext file, ItemDecoder decoder, RuleCollector collector)
    {
        string name = decoder.Text(item, "macro", file.At(item, ItemType.Macro));
        LoadContext context = file.At(item, ItemType.Macro, name);
        if (!IsIdentifier(name))
            decoder.Report.Warn(DiagnosticCode.InvalidMacroName, InvalidName, context);
        MacroDefinition macro = new(name, context) { Condition = new GrowingText(decoder.Text(item, "condition", context)) };
        if (item["condition"] is { } condition)
            macro.ConditionContext = context.At(condition, ItemType.MacroCondition);
        OverrideReader overrides = OverrideReader.Read(item, context, ["condition"], ["condition"], decoder);
        if (overrides.HasAppendFlag || overrides.Appended.Count > 0)
            collector.Append(macro, decoder.Report);
        else
            collector.Define(macro, decoder.Report);
        decoder.WarnOfUnknownKeys(item, ["macro", "condition", "append", "override"], context);
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
