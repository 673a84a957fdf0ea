using System.Buffers;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads <c>list</c> items.</summary>
internal static class ListReader
{
    private const string InvalidName =
        "List has an invalid name. List names should match a regular expression: ([^()\"'[:space:]=,]+)";

    private static readonly SearchValues<char> Delimiters = SearchValues.Create("()\"' \t\n\v\f\r=,");

    public static void Read(YamlNode item, LoadContext file, ItemDecoder decoder, RuleCollector collector)
    {
        string name = decoder.Text(item, "list", file.At(item, ItemType.List));
        LoadContext context = file.At(item, ItemType.List, name);
        if (name.AsSpan().IndexOfAny(Delimiters) >= 0)
            decoder.Report.Warn(DiagnosticCode.InvalidListName, InvalidName, context);
        ListDefinition list = new(name, context) { Items = decoder.Texts(item, "items", context) };
        OverrideReader overrides = OverrideReader.Read(item, context, ["items"], ["items"], decoder);
        if (overrides.HasAppendFlag || overrides.Appended.Count > 0)
            collector.Append(list, decoder.Report);
        else
            collector.Define(list, decoder.Report);
        decoder.WarnOfUnknownKeys(item, ["list", "items", "append", "override"], context);
    }
}
