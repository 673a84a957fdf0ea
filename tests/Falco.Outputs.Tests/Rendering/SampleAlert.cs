using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Rendering;

/// <summary>A small alert to vary.</summary>
internal static class SampleAlert
{
    /// <summary>2026-11-24T03:17:04.000000042Z.</summary>
    public static Alert Create() => new()
    {
        Rule = "A rule",
        Priority = RulePriority.Notice,
        Source = "syscall",
        Tags = [],
        Timestamp = 1_795_490_224_000_000_042,
        Message = "It happened",
        Fields = [],
    };
}
