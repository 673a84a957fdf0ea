using Falco.Hosting.Configuration.Documents;

namespace Falco.Hosting.Configuration;

/// <summary>Reads what is recorded: <c>capture</c>.</summary>
internal static class CaptureOptionsReader
{
    /// <exception cref="ConfigurationException">A value is not allowed.</exception>
    public static CaptureOptions Read(ConfigurationReader reader)
    {
        string mode = reader.Text("capture.mode", "rules");
        if (mode is not ("rules" or "all_rules"))
            throw reader.Error("capture.mode", $"capture.mode '{mode}' is not a valid mode.");
        return new CaptureOptions
        {
            Enabled = reader.Boolean("capture.enabled", false),
            PathPrefix = reader.Text("capture.path_prefix", "/tmp/falco"),
            AllRules = mode == "all_rules",
            DefaultDuration = TimeSpan.FromMilliseconds(Math.Clamp(reader.Integer("capture.default_duration", 5000), 0, uint.MaxValue)),

            // As many as still fit a number of bytes.
            MaxFileMegabytes = Math.Clamp(reader.Integer("capture.max_file_size_mb", 0), 0, long.MaxValue >> 20),
        };
    }
}
