using Falco.Rules.Engine;

namespace Falco.Outputs.Rendering;

/// <summary>The names that alerts carry for priorities.</summary>
internal static class PriorityName
{
    /// <summary>The long name, UTF-8.</summary>
    public static ReadOnlySpan<byte> Of(RulePriority priority) => priority switch
    {
        RulePriority.Emergency => "Emergency"u8,
        RulePriority.Alert => "Alert"u8,
        RulePriority.Critical => "Critical"u8,
        RulePriority.Error => "Error"u8,
        RulePriority.Warning => "Warning"u8,
        RulePriority.Notice => "Notice"u8,
        RulePriority.Informational => "Informational"u8,
        _ => "Debug"u8,
    };
}
