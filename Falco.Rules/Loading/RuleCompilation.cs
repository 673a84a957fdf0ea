using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Everything that was collected, compiled. Immutable once the compiler has finished.</summary>
internal sealed class RuleCompilation
{
    public List<CompiledList> Lists { get; } = [];

    public List<CompiledMacro> Macros { get; } = [];

    public List<CompiledRule> Rules { get; } = [];
}

/// <summary>A list with the items of the lists that it names.</summary>
internal sealed class CompiledList(ListDefinition definition, IReadOnlyList<string> items)
{
    public ListDefinition Definition => definition;

    public IReadOnlyList<string> Items => items;

    public bool IsUsed { get; set; }
}

/// <summary>A macro without lists and, once all are resolved, without other macros.</summary>
internal sealed class CompiledMacro(MacroDefinition definition, ConditionNode condition)
{
    public MacroDefinition Definition => definition;

    public ConditionNode Condition { get; set; } = condition;

    public bool IsUsed { get; set; }
}

/// <summary>A rule.</summary>
/// <param name="Definition">As written.</param>
/// <param name="Rule">As the engine runs it.</param>
/// <param name="Condition">The condition without lists and macros.</param>
/// <param name="Output">The output with what was appended.</param>
/// <param name="ExceptionFields">The fields of exceptions that have values.</param>
internal sealed record CompiledRule(
    RuleDefinition Definition, Rule Rule, ConditionNode Condition, string Output, IReadOnlyCollection<string> ExceptionFields);
