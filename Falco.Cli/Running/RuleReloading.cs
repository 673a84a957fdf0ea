using Falco.Hosting.Configuration;
using Falco.Hosting.Reloading;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>Loads a run's rules again, when it is asked to and when their files change, and says what came of it.</summary>
internal sealed class RuleReloading : IDisposable
{
    private readonly RuleSources _sources;
    private readonly RuleReloader _reloader;
    private readonly Terminal _terminal;
    private readonly ReloadSignal _signal;
    private readonly FileChangeWatcher? _watcher;
    private readonly Lock _loading = new();
    private List<RuleFile> _files;
    private bool _hasEnded;

    /// <param name="sources">Where the rules come from.</param>
    /// <param name="files">What was read there.</param>
    /// <param name="reloader">Gives them to the engine.</param>
    /// <param name="signal">Asks for it.</param>
    /// <param name="watchesFiles">Whether changes of the files do, too.</param>
    /// <param name="terminal">Where to say it.</param>
    public RuleReloading(RuleSources sources, List<RuleFile> files, RuleReloader reloader, ReloadSignal signal, bool watchesFiles, Terminal terminal)
    {
        _sources = sources;
        _files = files;
        _reloader = reloader;
        _terminal = terminal;
        _signal = signal;
        signal.Raised += OnSignal;
        if (!watchesFiles || sources.IsBuiltIn)
            return;
        _watcher = new FileChangeWatcher(sources.Paths, OnChange, (path, error) =>
            terminal.Log(LogSeverity.Warning, $"Changes of {path} will not be seen: {error.Message}"));

        // What was written between the first reading and now, nobody has told.
        OnChange();
    }

    public void Dispose()
    {
        _signal.Raised -= OnSignal;
        _watcher?.Dispose();

        // A reload that is under way ends before the source does.
        lock (_loading)
        {
            _hasEnded = true;
        }
    }

    private void OnSignal() => Reload(evenIfUnchanged: true);

    private void OnChange() => Reload(evenIfUnchanged: false);

    // Whatever goes wrong here, the run goes on with the rules it has.
    private void Reload(bool evenIfUnchanged)
    {
        lock (_loading)
        {
            if (_hasEnded)
                return;
            try
            {
                List<RuleFile> files = _sources.Read();
                if (!evenIfUnchanged && files.SequenceEqual(_files))
                    return;
                _files = files;
                Tell(_reloader.Load(files));
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                _terminal.Log(LogSeverity.Error, $"Rules stay as they were: {error.Message}");
            }
        }
    }

    private void Tell(RuleReload reload)
    {
        if (reload.Rules is { } rules)
            _terminal.Log(LogSeverity.Informational, $"Rules loaded again: {rules.Rules.Count} rules, revision {rules.Revision}");
        else
            Refuse(reload);
    }

    private void Refuse(RuleReload reload)
    {
        foreach (RuleLoadResult file in reload.Files)
        {
            if (!file.IsSuccessful)
                _terminal.Log(LogSeverity.Error, $"Rules stay as they were: {RuleLoadResultText.Write(file)}");
        }

        if (reload.MissingPlugin is { } missing)
            _terminal.Log(LogSeverity.Error, $"Rules stay as they were: {missing}");
    }
}
