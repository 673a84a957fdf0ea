namespace Falco.Rules.Diagnostics;

/// <summary>A kind of problem in rule files.</summary>
/// <param name="Name">The code that diagnostics carry.</param>
/// <param name="Severity">Whether it prevents loading.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Description">What it means and what to do about it.</param>
public sealed record DiagnosticCode(string Name, DiagnosticSeverity Severity, string Title, string Description)
{
    internal const string YamlParse = "LOAD_ERR_YAML_PARSE";
    internal const string YamlValidate = "LOAD_ERR_YAML_VALIDATE";
    internal const string CompileCondition = "LOAD_ERR_COMPILE_CONDITION";
    internal const string CompileOutput = "LOAD_ERR_COMPILE_OUTPUT";
    internal const string Validate = "LOAD_ERR_VALIDATE";
    internal const string UnknownSource = "LOAD_UNKNOWN_SOURCE";
    internal const string UnsafeNotAvailable = "LOAD_UNSAFE_NA_CHECK";
    internal const string NoEventType = "LOAD_NO_EVTTYPE";
    internal const string UnknownFilter = "LOAD_UNKNOWN_FILTER";
    internal const string UnusedMacro = "LOAD_UNUSED_MACRO";
    internal const string UnusedList = "LOAD_UNUSED_LIST";
    internal const string UnknownItem = "LOAD_UNKNOWN_ITEM";
    internal const string DeprecatedItem = "LOAD_DEPRECATED_ITEM";
    internal const string AppendNoValues = "LOAD_APPEND_NO_VALUES";
    internal const string ExceptionNameNotUnique = "LOAD_EXCEPTION_NAME_NOT_UNIQUE";
    internal const string InvalidMacroName = "LOAD_INVALID_MACRO_NAME";
    internal const string InvalidListName = "LOAD_INVALID_LIST_NAME";
    internal const string ConditionWarning = "LOAD_COMPILE_CONDITION";
    internal const string UnknownKey = "LOAD_UNKNOWN_KEY";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        Error(YamlParse, "YAML parse error"),
        Error(YamlValidate, "Error validating internal structure of YAML file"),
        Error(CompileCondition, "Error compiling condition"),
        Error(CompileOutput, "Error compiling output"),
        Error(Validate, "Error validating rule/macro/list/exception objects"),
        Warning(UnknownSource, "Unknown event source",
            "A rule has a unknown event source. This can occur when reading rules content without having a corresponding plugin loaded, etc. "
            + "The rule will be silently ignored."),
        Warning(UnsafeNotAvailable, "Unsafe <NA> comparison in condition",
            "Comparing a field value with <NA> is unsafe and can lead to unpredictable behavior of the rule condition. "
            + "If you need to check for the existence of a field, consider using the 'exists' operator instead."),
        Warning(NoEventType, "Condition has no event-type restriction",
            "A rule condition matches too many evt.type values. This has a significant performance penalty. "
            + "Make the condition more specific by adding an evt.type field or further restricting the number of evt.type values in the condition."),
        Warning(UnknownFilter, "Unknown field or event-type in condition or output",
            "A rule names a field or an evt.type that does not exist. Because it says skip-if-unknown-filter, it is left out instead of being an error."),
        Warning(UnusedMacro, "Unused macro", "A macro is defined in the rules content but is not used by any other macro or rule."),
        Warning(UnusedList, "Unused list", "A list is defined in the rules content but is not used by any other list, macro, or rule."),
        Warning(UnknownItem, "Unknown rules file item", "An item is neither a rule nor a macro, a list or a version requirement. It has no effect."),
        Warning(DeprecatedItem, "Used deprecated item", "A deprecated item is employed by lists, macros, or rules."),
        Warning(AppendNoValues, "Overriding/appending with no values", "A rule exception is overriding/appending with no values"),
        Warning(ExceptionNameNotUnique, "Multiple exceptions defined with the same name", "A rule has several exceptions of one name."),
        Warning(InvalidMacroName, "Invalid macro name", "A macro is defined with an invalid name"),
        Warning(InvalidListName, "Invalid list name", "A list is defined with an invalid name"),
        Warning(ConditionWarning, "Warning in rule condition", "A rule condition or output have been parsed with a warning"),
        Warning(UnknownKey, "Unknown key in item definition",
            "An item in the rules content contains an unrecognized key. The key will be ignored. "
            + "This may indicate a typo or a property placed on the wrong item type."),
    ];

    /// <summary>Finds a code by its name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static DiagnosticCode Find(string name) =>
        All.FirstOrDefault(code => code.Name == name) ?? throw new ArgumentException("Not a code: " + name, nameof(name));

    // The reference prints the title of an error where a description should be.
    private static DiagnosticCode Error(string name, string title) => new(name, DiagnosticSeverity.Error, title, title);

    private static DiagnosticCode Warning(string name, string title, string description) =>
        new(name, DiagnosticSeverity.Warning, title, description);
}
