namespace Falco.Rules.Diagnostics;

public sealed partial record DiagnosticCode
{
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
        Warning(NeverMatches, "Rule can never match", "The condition contradicts itself: no event makes it true, and the rule does nothing."),
        Warning(ShadowedRule, "Rule is shadowed", "Whenever the rule would match, an earlier one does, and only the first raises an alert."),
        Warning(AnyEventType, "Condition without an event type", "The condition names no evt.type, so that it is judged on every event."),
        Warning(DuplicateItem, "Duplicate item in a list", "A list has the same item twice."),
        Warning(RepeatedMacro, "Macro repeats another", "Two macros have the same condition."),
        Warning(FieldNotOnEvent, "Field read where no event has it",
            "A rule reads a field of an application's source, but the events that it can be about do not have it: the comparison never holds, or the output shows <NA>."),
        Warning(NotFormatted, "File not formatted", "Formatting would change what the file says, so it was left alone."),
        Error(ConfigurationFile, "Configuration cannot be read"),
        Error(ConfigurationKey, "Malformed key"),
        Error(ConfigurationValue, "Value is not allowed"),
        Warning(ConfigurationSchema, "Configuration does not follow its schema", "What the schema does not know is ignored."),
        Warning(ConfigurationUnsupported, "Not supported", "A key asks for something that this version does not do."),
        Warning(ConfigurationDeprecated, "Deprecated key", "A key has a newer name."),
        Error(TestFile, "File of tests cannot be read"),
        Error(TestKey, "Unknown key in a test"),
        Error(TestValue, "Value is not allowed in a test"),
        Error(TestEvent, "Unknown event in a test"),
        Error(TestParameter, "Unknown parameter of an event in a test"),
        Error(TestRule, "Unknown rule in a test"),
        Error(TestField, "Unknown field in a test"),
    ];

    // The reference prints the title of an error where a description should be.
    private static DiagnosticCode Error(string name, string title) => new(name, DiagnosticSeverity.Error, title, title);

    private static DiagnosticCode Warning(string name, string title, string description) =>
        new(name, DiagnosticSeverity.Warning, title, description);
}
