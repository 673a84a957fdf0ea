namespace Falco.Hosting.Configuration;

/// <summary>Standard output as a receiver of alerts (<c>stdout_output</c>).</summary>
public sealed record StandardOutputOptions
{
    /// <summary>Whether alerts are printed.</summary>
    public bool Enabled { get; init; }
}
