namespace Falco.Hosting.Configuration;

/// <summary>Whether what surrounds an alert is recorded (<c>capture</c>).</summary>
public sealed record CaptureOptions
{
    /// <summary>Whether it is (<c>capture.enabled</c>).</summary>
    public bool Enabled { get; init; }

    /// <summary>How the paths of captures begin (<c>capture.path_prefix</c>).</summary>
    public string PathPrefix { get; init; } = "/tmp/falco";

    /// <summary>Whether every rule begins a capture, or only those that say so with <c>capture: true</c> (<c>capture.mode</c>).</summary>
    public bool AllRules { get; init; }

    /// <summary>How long is recorded after an alert whose rule does not say (<c>capture.default_duration</c>).</summary>
    public TimeSpan DefaultDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The bytes after which a capture ends, in MiB; 0 means never (<c>capture.max_file_size_mb</c>).</summary>
    public long MaxFileMegabytes { get; init; }
}
