using Falco.Core.Events;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>Loads rule files again and gives them to a running engine, all or none. Thread-safe.</summary>
/// <remarks>
/// Loading and compiling happen on the calling thread. A set with an error changes nothing. A live source is told what to watch before
/// the set is judged by, so that the new rules miss no event that it could have seen.
/// </remarks>
/// <param name="engine">The engine.</param>
/// <param name="options">What rules are loaded for: as for the first load, so that priorities and appended outputs stay.</param>
/// <param name="select">
/// Tells the source which system calls rules name: before the exchange those of both sets, after it those of the new one. If it throws
/// before the exchange, nothing is changed.
/// </param>
public sealed class RuleReloader(RuleEngine engine, RuleLoaderOptions options, Action<SyscallSet>? select = null)
{
    private readonly Lock _loading = new();

    /// <summary>Loads the files and, if none has an error, judges by them from the next event on.</summary>
    /// <param name="files">All files, in the order of loading.</param>
    public RuleReload Load(IEnumerable<RuleFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        lock (_loading)
        {
            RuleReload reload = RuleReload.Load(files, options with { PreviousRevision = engine.Rules.Revision });
            if (reload.Rules is { } rules)
                Use(rules);
            return reload;
        }
    }

    private void Use(RuleSet rules)
    {
        select?.Invoke(engine.Syscalls.Union(engine.SyscallsOf(rules)));
        engine.Replace(rules);
        select?.Invoke(engine.Syscalls);
    }
}
