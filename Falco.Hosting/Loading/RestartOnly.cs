namespace Falco.Hosting.Loading;

/// <summary>Options that are read when an engine starts, and not again.</summary>
internal static class RestartOnly
{
    /// <summary>The names of those that differ.</summary>
    public static IEnumerable<string> Changed(FalcoEngineOptions before, FalcoEngineOptions after)
    {
        if (!Same(before.Kernel, after.Kernel))
            yield return nameof(FalcoEngineOptions.Kernel);
        if (!before.Captures.SequenceEqual(after.Captures))
            yield return nameof(FalcoEngineOptions.Captures);
        if (before.Rules.MatchAll != after.Rules.MatchAll)
            yield return $"{nameof(FalcoEngineOptions.Rules)}:{nameof(RuleOptions.MatchAll)}";
        if (!before.Format.ToLayout().Equals(after.Format.ToLayout()))
            yield return nameof(FalcoEngineOptions.Format);
        if (before.AlertCapacity != after.AlertCapacity)
            yield return nameof(FalcoEngineOptions.AlertCapacity);
        if (before.StaticFields.Count != after.StaticFields.Count || before.StaticFields.Except(after.StaticFields).Any())
            yield return nameof(FalcoEngineOptions.StaticFields);
    }

    private static bool Same(KernelWatchOptions one, KernelWatchOptions other) =>
        (one.Enabled, one.Optional, one.RingBytes, one.BacklogBytes, one.CpusPerRing, one.SnapLength, one.DropFailedCalls)
            == (other.Enabled, other.Optional, other.RingBytes, other.BacklogBytes, other.CpusPerRing, other.SnapLength, other.DropFailedCalls)
        && (one.HostRoot, one.ResolveHostNames, one.MaxThreads, one.AskContainerRuntimes, one.ContainerWait)
            == (other.HostRoot, other.ResolveHostNames, other.MaxThreads, other.AskContainerRuntimes, other.ContainerWait);
}
