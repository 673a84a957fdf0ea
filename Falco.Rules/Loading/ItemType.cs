namespace Falco.Rules.Loading;

/// <summary>What the locations of diagnostics call the parts of a rule file.</summary>
internal static class ItemType
{
    public const string ValueFor = "value for";
    public const string Exceptions = "exceptions";
    public const string Exception = "exception";
    public const string ExceptionValues = "exception values";
    public const string ExceptionValue = "exception value";
    public const string RulesContent = "rules content";
    public const string RulesContentItem = "rules content item";
    public const string RequiredEngineVersion = "required_engine_version";
    public const string RequiredPluginVersions = "required plugin versions";
    public const string RequiredPluginVersionsEntry = "required plugin versions entry";
    public const string RequiredPluginVersionsAlternative = "required plugin versions alternative";
    public const string List = "list";
    public const string ListItem = "list item";
    public const string Macro = "macro";
    public const string MacroCondition = "macro condition";
    public const string Rule = "rule";
    public const string RuleCondition = "rule condition";
    public const string ConditionExpression = "condition expression";
    public const string RuleOutput = "rule output";
    public const string RulePriority = "rule priority";
    public const string Override = "overrides";
}
