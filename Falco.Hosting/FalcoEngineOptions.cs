using System.ComponentModel.DataAnnotations;
using Falco.Hosting.Validation;
using Microsoft.Extensions.Options;

namespace Falco.Hosting;

/// <summary>How an engine watches, judges and ends. Bound from configuration, or set in code.</summary>
public sealed class FalcoEngineOptions
{
    /// <summary>The kernel of this machine as a source of events.</summary>
    [ValidateObjectMembers]
    public KernelWatchOptions Kernel { get; set; } = new();

    /// <summary>Captures (<c>.scap</c>, plain or compressed) that are replayed, each once and beside the other sources.</summary>
    public IList<string> Captures { get; set; } = [];

    /// <summary>What is judged by.</summary>
    [RuleSwitches]
    public RuleOptions Rules { get; set; } = new();

    /// <summary>Constants that outputs may name as <c>static.KEY</c>. Read when the engine starts.</summary>
    public IDictionary<string, string> StaticFields { get; set; } = new Dictionary<string, string>();

    /// <summary>How many alerts wait in <see cref="FalcoEngine.Alerts"/> to be read; later ones are dropped, and counted.</summary>
    [Range(1, 1 << 20)]
    public int AlertCapacity { get; set; } = 4096;

    /// <summary>How alerts are laid out.</summary>
    public AlertFormatOptions Format { get; set; } = new();

    /// <summary>How long stopping may take: the events that are there are judged, and alerts that wait are delivered.</summary>
    [Duration(0, 3600)]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When the health check calls the engine degraded or unhealthy.</summary>
    [ValidateObjectMembers]
    public HealthThresholds Health { get; set; } = new();
}
