namespace Falco.Cli.Arguments;

/// <summary>All options, in the order of the usage text. Names and meanings are the reference's.</summary>
internal static class OptionTable
{
    public static readonly OptionDefinition[] All =
    [
        new(OptionKind.Help, 'h', "help", OptionValue.None, "", "Print this text."),
        new(OptionKind.Configuration, 'c', "", OptionValue.Required, "FILE", "Configuration file; without one, built-in defaults hold."),
        new(OptionKind.ConfigurationSchema, '\0', "config-schema", OptionValue.None, "", "Print the JSON schema of configuration files."),
        new(OptionKind.RuleSchema, '\0', "rule-schema", OptionValue.None, "", "Print the JSON schema of rules files."),
        new(OptionKind.DisableSource, '\0', "disable-source", OptionValue.Required, "SOURCE", "Do not watch an event source."),
        new(OptionKind.DryRun, '\0', "dry-run", OptionValue.None, "", "Do everything but reading events."),
        new(OptionKind.EnableSource, '\0', "enable-source", OptionValue.Required, "SOURCE", "Watch only this event source."),
        new(OptionKind.IgnoredEvents, 'i', "", OptionValue.None, "", "Print the system calls that are ignored by default."),
        new(OptionKind.DescribeRules, 'L', "", OptionValue.None, "", "Print what the rules are for."),
        new(OptionKind.DescribeRule, 'l', "", OptionValue.Required, "RULE", "Print what one rule is for."),
        new(OptionKind.ListFields, '\0', "list", OptionValue.Attached, "SOURCE", "List the fields (of one source: --list=SOURCE)."),
        new(OptionKind.ListEvents, '\0', "list-events", OptionValue.None, "", "List the event types."),
        new(OptionKind.ListPlugins, '\0', "list-plugins", OptionValue.None, "", "List the plugins."),
        new(OptionKind.Duration, 'M', "", OptionValue.Required, "SECONDS", "Stop after this time."),
        new(OptionKind.Markdown, '\0', "markdown", OptionValue.None, "", "Deprecated: --format markdown."),
        new(OptionKind.Format, '\0', "format", OptionValue.Required, "FORMAT", "Format of --list and --list-events: text, markdown or json."),
        new(OptionKind.NamesOnly, 'N', "", OptionValue.None, "", "Only names, with --list."),
        new(OptionKind.Override, 'o', "option", OptionValue.Required, "KEY=VALUE", "Set a key of the configuration."),
        new(OptionKind.PluginInfo, '\0', "plugin-info", OptionValue.Required, "PLUGIN", "Print what a plugin says of itself."),
        new(OptionKind.AppendFormat, 'p', "print", OptionValue.Required, "FORMAT", "Deprecated: append to the output of all rules."),
        new(OptionKind.ProcessIdFile, 'P', "pidfile", OptionValue.Required, "FILE", "Write the process id to a file."),
        new(OptionKind.RulesFile, 'r', "", OptionValue.Required, "PATH", "Rules file or folder; may be repeated, replaces those of the configuration."),
        new(OptionKind.Support, '\0', "support", OptionValue.None, "", "Print what a report of a problem needs."),
        new(OptionKind.Unbuffered, 'U', "unbuffered", OptionValue.None, "", "Write every alert at once."),
        new(OptionKind.Validate, 'V', "validate", OptionValue.Required, "FILE", "Check rules files and exit; may be repeated."),
        new(OptionKind.Verbose, 'v', "", OptionValue.None, "", "Say more."),
        new(OptionKind.Version, '\0', "version", OptionValue.None, "", "Print versions."),
        new(OptionKind.PageSize, '\0', "page-size", OptionValue.None, "", "Print the page size of this machine."),
    ];

    /// <summary>Finds an option by its letter, or gives <see langword="null"/>.</summary>
    public static OptionDefinition? Find(char letter)
    {
        foreach (OptionDefinition option in All)
        {
            if (option.Short == letter)
                return option;
        }

        return null;
    }

    /// <summary>Finds an option by its long name, or gives <see langword="null"/>.</summary>
    public static OptionDefinition? Find(ReadOnlySpan<char> name)
    {
        foreach (OptionDefinition option in All)
        {
            if (name.Length > 0 && name.SequenceEqual(option.Long))
                return option;
        }

        return null;
    }
}
