using System.ComponentModel.DataAnnotations;
using Falco.Hosting.Validation;

namespace Falco.Hosting;

/// <summary>When the health check of an engine says what.</summary>
public sealed class HealthThresholds
{
    /// <summary>The share of events lost between two checks that means degraded, 0 to 1; any loss by default.</summary>
    [Range(0.0, 1.0)]
    public double DegradedDropRatio { get; set; }

    /// <summary>The share of events lost between two checks that means unhealthy, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double UnhealthyDropRatio { get; set; } = 0.1;

    /// <summary>How far behind the judging of live events may be before it means degraded.</summary>
    [Duration(0.001, 3600)]
    public TimeSpan DegradedLag { get; set; } = TimeSpan.FromSeconds(10);
}
