using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Reads the items of a rule file into the collector, up to the first error.</summary>
internal sealed class RuleFileReader(RuleCollector collector, LoadReport report)
{
    private readonly ItemDecoder _decoder = new(report);

    /// <summary>Reads the documents of a file.</summary>
    public void Read(IReadOnlyList<YamlNode> documents, LoadContext file)
    {
        foreach (YamlNode document in documents)
        {
            if (document.Kind == YamlKind.Null)
                continue;
            report.FailIf(document.Kind == YamlKind.Scalar, "Rules content is not yaml", file);
            report.FailIf(document.Kind == YamlKind.Mapping, "Rules content is not yaml array of objects", file);
            foreach (YamlNode item in document.Items)
            {
                if (item.Kind != YamlKind.Null && !report.HasFailed)
                    ReadItem(item, file);
                report.GoOn();
            }
        }
    }

    private static readonly string[] Kinds = ["rule", "macro", "list", "required_engine_version", "required_plugin_versions"];

    private void ReadItem(YamlNode item, LoadContext file)
    {
        if (item.Kind != YamlKind.Mapping)
        {
            const string Message = "Unexpected element type. Each element should be a yaml associative array.";
            report.Fail(Message, file.At(item, ItemType.RulesContentItem));
        }
        else if (item.Has("required_engine_version"))
        {
            RequirementReader.ReadEngine(item, file, _decoder, collector);
        }
        else if (item.Has("required_plugin_versions"))
        {
            RequirementReader.ReadPlugins(item, file, _decoder, collector);
        }
        else if (item.Has("list"))
        {
            ListReader.Read(item, file, _decoder, collector);
        }
        else if (item.Has("macro"))
        {
            MacroReader.Read(item, file, _decoder, collector);
        }
        else if (item.Has("rule"))
        {
            RuleReader.Read(item, file, _decoder, collector);
        }
        else
        {
            UnknownName? unknown = item.Entries is [(var key, _), ..] ? new UnknownName(key.Text, Kinds) : null;
            report.Warn(DiagnosticCode.UnknownItem, "Unknown top level item", file.At(item, ItemType.RulesContentItem), unknown);
        }
    }
}
