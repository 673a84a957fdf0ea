namespace Falco.Hosting.Configuration.Documents;

/// <summary>
/// Unwinds the reading of a configuration; <see cref="ConfigurationLoader"/> turns it into a diagnostic, so no caller sees it.
/// </summary>
internal sealed class ConfigurationException(string code, string message, ConfigurationPosition position) : Exception(message)
{
    public string Code { get; } = code;

    public ConfigurationPosition Position { get; } = position;
}
