using System.Diagnostics.CodeAnalysis;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Compilation;
using Falco.Rules.Language;

namespace Falco.Hosting.Recording;

/// <summary>Conditions of the rule language as filters of recordings, for <see cref="CaptureSeriesOptions.Filter"/>.</summary>
public static class RecordingCondition
{
    private const string Source = "syscall";

    /// <summary>Compiles a condition. It may name all fields of system calls, but neither macros nor lists.</summary>
    /// <param name="condition">The condition, for instance <c>fd.name startswith /etc</c>.</param>
    /// <param name="filter">The filter; it belongs to one recording, because it has memory of its own.</param>
    /// <param name="error">What is wrong with the condition, with its place.</param>
    public static bool TryCompile(
        string condition, [NotNullWhen(true)] out CaptureFilter? filter, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(condition);
        filter = null;
        if (!ConditionParser.TryParse(condition, ConditionParserOptions.Default, out ConditionNode? parsed, out SourcePosition end, out error))
        {
            error = At(end, error);
            return false;
        }

        BindingResult bound = ConditionBinder.Bind(parsed, FieldCatalog.For(Source));
        if (bound.Condition is not { } node)
        {
            error = At(bound.ErrorPosition, bound.Error!);
            return false;
        }

        FieldScratch scratch = new();
        filter = (in HostEvent current) =>
        {
            scratch.Reset();
            return ConditionInterpreter.Evaluate(node, in current, scratch);
        };
        return true;
    }

    private static string At(SourcePosition position, string error) => $"line {position.Line}, column {position.Column}: {error}";
}
