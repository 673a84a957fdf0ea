namespace Falco.Hosting.Configuration;

/// <summary>The codes of diagnostics about configurations.</summary>
public static class ConfigurationCodes
{
    /// <summary>A file cannot be read or is not YAML.</summary>
    public const string File = "CONFIG_ERR_FILE";

    /// <summary>An override or a key is malformed, or leads through a value that has no parts.</summary>
    public const string Key = "CONFIG_ERR_KEY";

    /// <summary>A value is not one of those allowed.</summary>
    public const string Value = "CONFIG_ERR_VALUE";

    /// <summary>A file does not follow the schema; what the schema does not know is ignored.</summary>
    public const string Schema = "CONFIG_WARN_SCHEMA";

    /// <summary>A key asks for something that this version does not do.</summary>
    public const string Unsupported = "CONFIG_WARN_UNSUPPORTED";

    /// <summary>A key is deprecated.</summary>
    public const string Deprecated = "CONFIG_WARN_DEPRECATED";
}
