namespace Falco.Cli.Arguments;

/// <summary>The options of the command line.</summary>
internal enum OptionKind
{
    Help,
    Configuration,
    ConfigurationSchema,
    RuleSchema,
    DisableSource,
    DryRun,
    EnableSource,
    IgnoredEvents,
    DescribeRules,
    DescribeRule,
    ListFields,
    ListEvents,
    ListPlugins,
    Duration,
    Markdown,
    Format,
    NamesOnly,
    Override,
    PluginInfo,
    AppendFormat,
    ProcessIdFile,
    RulesFile,
    Support,
    Unbuffered,
    Validate,
    Verbose,
    Version,
    PageSize,
}
