using Falco.Rules.Diagnostics;

namespace Falco.Hosting.Configuration;

/// <summary>The codes of diagnostics about configurations.</summary>
public static class ConfigurationCodes
{
    /// <summary>A file cannot be read or is not YAML.</summary>
    public const string File = DiagnosticCode.ConfigurationFile;

    /// <summary>An override or a key is malformed, or leads through a value that has no parts.</summary>
    public const string Key = DiagnosticCode.ConfigurationKey;

    /// <summary>A value is not one of those allowed.</summary>
    public const string Value = DiagnosticCode.ConfigurationValue;

    /// <summary>A file does not follow the schema; what the schema does not know is ignored.</summary>
    public const string Schema = DiagnosticCode.ConfigurationSchema;

    /// <summary>A key asks for something that this version does not do.</summary>
    public const string Unsupported = DiagnosticCode.ConfigurationUnsupported;

    /// <summary>A key is deprecated.</summary>
    public const string Deprecated = DiagnosticCode.ConfigurationDeprecated;
}
