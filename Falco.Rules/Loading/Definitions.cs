using Falco.Rules.Engine;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>What a rule file says of a list, a macro or a rule, collected over files.</summary>
internal abstract class Definition(string name)
{
    public string Name => name;

    /// <summary>The number of the first definition: the place in the order of evaluation.</summary>
    public int Index { get; set; }

    /// <summary>The number of the latest definition, append or replacement: what a macro or list may refer to.</summary>
    public int Visibility { get; set; }

    /// <summary>Where the latest definition stands.</summary>
    public required LoadContext Context { get; set; }

    public bool IsUsed { get; set; }
}

/// <summary>A list.</summary>
internal sealed class ListDefinition(string name) : Definition(name)
{
    public List<string> Items { get; set; } = [];
}

/// <summary>A macro.</summary>
internal sealed class MacroDefinition(string name) : Definition(name)
{
    public string Condition { get; set; } = "";

    public required LoadContext ConditionContext { get; set; }
}

/// <summary>A rule.</summary>
internal sealed class RuleDefinition(string name) : Definition(name)
{
    public string Description { get; set; } = "";

    public string Condition { get; set; } = "";

    public string Output { get; set; } = "";

    public string Source { get; set; } = "syscall";

    public RulePriority Priority { get; set; }

    public SortedSet<string> Tags { get; set; } = new(StringComparer.Ordinal);

    public bool IsEnabled { get; set; } = true;

    public bool WarnsOfEventTypes { get; set; } = true;

    public bool SkipsUnknownFilter { get; set; }

    /// <summary>The source is not one of the engine's: the rule is kept, but never compiled.</summary>
    public bool HasUnknownSource { get; set; }

    public List<ExceptionDefinition> Exceptions { get; set; } = [];

    public required LoadContext ConditionContext { get; set; }

    public required LoadContext OutputContext { get; set; }
}

/// <summary>An exception of a rule.</summary>
internal sealed class ExceptionDefinition(string name, LoadContext context)
{
    public string Name => name;

    public LoadContext Context => context;

    /// <summary>One field as a text, or several as a list; <see langword="null"/> where none are given.</summary>
    public ExceptionEntry? Fields { get; set; }

    public ExceptionEntry? Comparisons { get; set; }

    public List<ExceptionEntry> Values { get; } = [];

    public bool HasValues { get; set; }
}

/// <summary>A text, or a list of entries.</summary>
internal sealed record ExceptionEntry(string? Text, IReadOnlyList<ExceptionEntry> Items, LoadContext Context)
{
    public bool IsList => Text is null;

    public static ExceptionEntry Read(YamlNode node, LoadContext context) => node.Kind == YamlKind.Sequence
        ? new ExceptionEntry(null, [.. node.Items.Select(item => Read(item, context.At(item, ItemType.ExceptionValue)))], context)
        : new ExceptionEntry(node.Text, [], context);
}
