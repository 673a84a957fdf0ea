using System.Collections.Frozen;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Compilation;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Compiles the condition of a rule once lists and macros are replaced.</summary>
internal sealed class ConditionCompiler(CompilationCache cache, LoadReport report)
{
    /// <summary>A rule for more event types than this is warned of.</summary>
    private const int ManyEventTypes = 100;

    private static readonly FrozenSet<EventType> PluginEvents = FrozenSet.Create(EventType.PlugineventEnter);

    /// <summary>Compiles; <see langword="null"/> if there is an error or the rule is to be skipped.</summary>
    public CompiledCondition? Compile(RuleDefinition rule, string text, ConditionNode condition, IFieldResolver fields)
    {
        LoadContext context = rule.ConditionContext;
        ConditionWarnings.Report(condition, context.InCondition(default, text), report);
        BindingResult binding = cache.Bind(condition, fields);
        if (binding.Error is { } error)
        {
            LoadContext place = context.InCondition(binding.ErrorPosition, text);
            UnknownName? unknown = UnknownWord.InCondition(error, fields);
            if (rule.SkipsIfUnknownFilter && UnknownFilter.Describes(error))
                report.Warn(DiagnosticCode.UnknownFilter, error, place, unknown);
            else
                report.Fail(DiagnosticCode.CompileCondition, error, place, unknown);
            return null;
        }

        foreach (BindingWarning warning in binding.Warnings)
            report.Warn(DiagnosticCode.ConditionWarning, warning.Message, context.InCondition(warning.Position, text));
        return EventTypesOf(rule, condition) is { } types
            ? new CompiledCondition(binding.Condition!, types, SyscallsOf(rule, condition))
            : null;
    }

    private static SyscallSet SyscallsOf(RuleDefinition rule, ConditionNode condition) =>
        rule.Source == "syscall" && EventTypeInference.TryInfer(condition, CodeUniverse.Syscalls, out CodeSet? codes, out _)
            ? SyscallSet.Of(codes.Codes)
            : SyscallSet.Empty;

    private IReadOnlySet<EventType>? EventTypesOf(RuleDefinition rule, ConditionNode condition)
    {
        if (rule.Source != "syscall")
            return PluginEvents;

        // The reference does not survive these errors; here they are errors like others.
        if (!EventTypeInference.TryInfer(condition, CodeUniverse.EventTypes, out CodeSet? codes, out string? error))
        {
            report.Fail(DiagnosticCode.CompileCondition, error, rule.ConditionContext);
            return null;
        }

        if (codes.Count > ManyEventTypes && rule.WarnsOfEventTypes)
        {
            const string Message = "Rule matches too many evt.type values. This has a significant performance penalty.";
            report.Warn(DiagnosticCode.NoEventType, Message, rule.Context);
        }

        return codes.Codes.Select(code => (EventType)code).ToHashSet();
    }
}

/// <summary>A condition that is ready to be evaluated.</summary>
internal sealed record CompiledCondition(BoundNode Condition, IReadOnlySet<EventType> EventTypes, SyscallSet Syscalls);
