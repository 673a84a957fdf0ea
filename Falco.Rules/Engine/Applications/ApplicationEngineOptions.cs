namespace Falco.Rules.Engine.Applications;

/// <summary>How the events of an application's source are judged.</summary>
public sealed record ApplicationEngineOptions
{
    /// <summary>How rules are judged; the name of the source is that of the source, whatever stands here.</summary>
    public RuleEngineOptions Judging { get; init; } = new();

    /// <summary>
    /// Texts are cut to this many bytes of UTF-8 before they are compared or shown, and counted (<see cref="ApplicationEngine.TruncatedTexts"/>).
    /// </summary>
    public int MaxTextLength { get; init; } = 64 * 1024;

    /// <summary>Tells when an event happens.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The name that the host goes by (<c>evt.hostname</c>). By default the environment variable <c>FALCO_HOSTNAME</c>, or the machine's name.</summary>
    public string HostName { get; init; } = Environment.GetEnvironmentVariable("FALCO_HOSTNAME") ?? Environment.MachineName;
}
