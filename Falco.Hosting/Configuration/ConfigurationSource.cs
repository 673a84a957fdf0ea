namespace Falco.Hosting.Configuration;

/// <summary>What a configuration is loaded from.</summary>
public sealed record ConfigurationSource
{
    /// <summary>The file, or <see langword="null"/>.</summary>
    public string? File { get; init; }

    /// <summary>YAML that stands for a file, or <see langword="null"/>. Without file and text the built-in defaults hold.</summary>
    public string? Text { get; init; }

    /// <summary>Overrides, <c>key=value</c>, in this order.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The folder that relative paths start from; by default the current one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Gives what <c>${NAME}</c> is replaced by; by default the variables of the process.</summary>
    public Func<string, string?> Variables { get; init; } = Environment.GetEnvironmentVariable;
}
