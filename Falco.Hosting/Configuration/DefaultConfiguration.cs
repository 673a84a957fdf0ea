using Falco.Hosting.Configuration.Documents;

namespace Falco.Hosting.Configuration;

/// <summary>
/// The configuration where no file is given: what the reference's own <c>falco.yaml</c> adds to its code's defaults and these
/// parts use. It is a document, so that overrides act on it as they would on that file.
/// </summary>
internal static class DefaultConfiguration
{
    /// <summary>Makes a new document.</summary>
    public static ConfigurationNode Create()
    {
        var document = new ConfigurationDocument(new MappingNode(ConfigurationPosition.None));
        document.Set("engine.kind", Scalar("modern_ebpf"));
        document.Set("append_output[].suggested_output", Scalar("true"));
        document.Set("stdout_output.enabled", Scalar("true"));
        document.Set("log_stderr", Scalar("true"));
        return document.Root!;
    }

    private static ScalarNode Scalar(string text) => new(text, ConfigurationPosition.None);
}
