namespace Falco.Rules.Diagnostics;

public sealed partial record DiagnosticCode
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

    // What the reference does not look for.
    internal const string NeverMatches = "LINT_NEVER_MATCHES";
    internal const string ShadowedRule = "LINT_SHADOWED_RULE";
    internal const string AnyEventType = "LINT_ANY_EVTTYPE";
    internal const string DuplicateItem = "LINT_DUPLICATE_ITEM";
    internal const string RepeatedMacro = "LINT_REPEATED_MACRO";
    internal const string FieldNotOnEvent = "LINT_FIELD_NOT_ON_EVENT";

    internal const string NotFormatted = "FORMAT_REFUSED";

    internal const string ConfigurationFile = "CONFIG_ERR_FILE";
    internal const string ConfigurationKey = "CONFIG_ERR_KEY";
    internal const string ConfigurationValue = "CONFIG_ERR_VALUE";
    internal const string ConfigurationSchema = "CONFIG_WARN_SCHEMA";
    internal const string ConfigurationUnsupported = "CONFIG_WARN_UNSUPPORTED";
    internal const string ConfigurationDeprecated = "CONFIG_WARN_DEPRECATED";

    internal const string TestFile = "TEST_ERR_FILE";
    internal const string TestKey = "TEST_ERR_KEY";
    internal const string TestValue = "TEST_ERR_VALUE";
    internal const string TestEvent = "TEST_ERR_EVENT";
    internal const string TestParameter = "TEST_ERR_PARAMETER";
    internal const string TestRule = "TEST_ERR_RULE";
    internal const string TestField = "TEST_ERR_FIELD";
}
