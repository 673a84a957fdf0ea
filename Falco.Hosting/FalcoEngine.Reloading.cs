using Falco.Hosting.Feeds;
using Falco.Hosting.Loading;
using Falco.Hosting.Reloading;
using Falco.Hosting.Telemetry;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting;

public sealed partial class FalcoEngine
{
    private FileChangeWatcher? _watcher;
    private volatile string? _reloadFailure;
    private long _reloads;
    private long _refusedReloads;

    /// <summary>Reads the rule files again and judges by them from the next event on; a set with an error changes nothing.</summary>
    /// <remarks>State is kept and no event is lost. Changes of files and of options do this by themselves; this is for those who ask.</remarks>
    /// <returns>What came of it. Files that cannot be read are told by the exception.</returns>
    /// <exception cref="IOException">A file cannot be read; nothing was changed.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The engine does not run.</exception>
    public Task<RuleReload> ReloadAsync(CancellationToken cancellationToken = default) => ReloadAsync(null, cancellationToken);

    /// <summary>Takes over changed options, as far as a running engine can.</summary>
    /// <param name="options">The options; <see langword="null"/> for those in use, because a file has changed.</param>
    internal async Task ChangeAsync(FalcoEngineOptions? options)
    {
        try
        {
            await ReloadAsync(options, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // Told where it was counted; an engine that does not run takes nothing over.
        }
    }

    private static RuleSet LoadFirst(EngineRules loading, FalcoEngineOptions options)
    {
        RuleReload first;
        try
        {
            first = loading.Load(options.Rules, previousRevision: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FalcoStartException($"The rules cannot be read: {error.Message}", cause: error);
        }

        return first.Rules ?? throw new FalcoStartException(DescribeRefusal(first), [.. first.Errors]);
    }

    private static string DescribeRefusal(RuleReload reload) =>
        string.Join('\n', reload.Files.Where(static file => !file.IsSuccessful).Select(RuleLoadResultText.Write).Append(reload.MissingPlugin).OfType<string>());

    private async Task<RuleReload> ReloadAsync(FalcoEngineOptions? changed, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsRunning || _isStopped)
                throw new InvalidOperationException("The engine does not run.");
            return await Task.Run(() => Reload(changed ?? _options), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    private RuleReload Reload(FalcoEngineOptions options)
    {
        RuleReload reload;
        try
        {
            reload = _loading!.Load(options.Rules, _rules!.Revision);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refuse(error.Message);
            throw;
        }

        TellWarnings(reload);
        if (reload.Rules is { } rules)
            Use(rules, options);
        else
            Refuse(DescribeRefusal(reload));
        return reload;
    }

    private void Use(RuleSet rules, FalcoEngineOptions options)
    {
        foreach (string option in RestartOnly.Changed(_options, options))
            Log.NeedsRestart(option);
        foreach (Feed feed in _feeds)
            feed.Use(rules, options.Rules.Selections);
        bool watchesOthers = !options.Rules.Files.SequenceEqual(_options.Rules.Files) || options.Rules.WatchFiles != _options.Rules.WatchFiles;
        _rules = rules;
        _options = options;
        _reloadFailure = null;
        Interlocked.Increment(ref _reloads);
        if (watchesOthers)
            WatchFiles();
        Log.RulesReloaded(rules.Rules.Count, rules.Revision);
    }

    /// <summary>Tells that changed options are not valid; the former ones stay.</summary>
    internal void RefuseOptions(string failure)
    {
        CountRefusal(failure);
        Log.OptionsRefused(failure);
    }

    private void Refuse(string failure)
    {
        CountRefusal(failure);
        Log.RulesRefused(failure);
    }

    private void CountRefusal(string failure)
    {
        _reloadFailure = failure;
        Interlocked.Increment(ref _refusedReloads);
    }

    private void TellWarnings(RuleReload reload)
    {
        foreach (RuleLoadResult file in reload.Files)
        {
            if (file.IsSuccessful && file.Warnings.Count > 0)
                Log.RuleWarning(RuleLoadResultText.Write(file));
        }
    }

    private void WatchFiles()
    {
        StopWatchingFiles();
        if (!_options.Rules.WatchFiles || _options.Rules.Files.Count == 0)
            return;
        _watcher = new FileChangeWatcher(
            _options.Rules.Files, () => _ = ChangeAsync(null), (path, error) => Log.NotWatched(path, error), _setup.Clock);
    }

    private void StopWatchingFiles()
    {
        _watcher?.Dispose();
        _watcher = null;
    }
}
