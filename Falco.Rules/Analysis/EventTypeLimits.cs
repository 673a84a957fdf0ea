using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading;

namespace Falco.Rules.Analysis;

/// <summary>Finds rules that are judged on every event, and the part that makes them so.</summary>
internal static class EventTypeLimits
{
    public static void Report(IEnumerable<CompiledRule> rules, LoadReport report)
    {
        foreach (CompiledRule rule in rules)
        {
            if (rule.Definition is not { Source: "syscall", WarnsOfEventTypes: true } || !IsUnlimited(rule.Condition))
                continue;
            string message = Culprit(rule.Condition) is { } part
                ? $"Rule '{rule.Rule.Name}' is judged on every event, because this part names no event type: {Shorten(part)}"
                : $"Rule '{rule.Rule.Name}' is judged on every event, because it names no event type";
            report.Warn(DiagnosticCode.AnyEventType, message, rule.Definition.ConditionContext);
        }
    }

    private static bool IsUnlimited(ConditionNode condition) =>
        EventTypeInference.TryInfer(condition, CodeUniverse.EventTypes, out CodeSet? codes, out _)
        && codes.Count == CodeUniverse.EventTypes.All.Count;

    // One alternative without an event type is enough; where none has one, none is to blame.
    private static string? Culprit(ConditionNode condition)
    {
        if (condition is AndNode all)
            return all.Children.Select(Culprit).FirstOrDefault(part => part is not null);
        if (condition is not OrNode any || any.Children.All(IsUnlimited))
            return null;
        ConditionNode culprit = any.Children.First(IsUnlimited);
        return Culprit(culprit) ?? ByteText.ToText(ConditionPrinter.Print(culprit));
    }

    private static string Shorten(string text) => text.Length <= 120 ? text : text[..117] + "...";
}
