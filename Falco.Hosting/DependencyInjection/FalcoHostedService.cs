using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Falco.Hosting.DependencyInjection;

/// <summary>Starts an engine with its application, hands changed options on, and stops it in time.</summary>
/// <remarks>
/// Changed options are made anew here, not taken from the monitor of options: that throws at whoever has changed the configuration if they are not
/// valid, and tells nobody else.
/// </remarks>
internal sealed class FalcoHostedService(
    FalcoEngine engine, IOptionsFactory<FalcoEngineOptions> options, IEnumerable<IOptionsChangeTokenSource<FalcoEngineOptions>> sources)
    : IHostedService, IDisposable
{
    private IDisposable[] _changes = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.StartAsync(cancellationToken).ConfigureAwait(false);
        _changes = [.. sources.Where(source => (source.Name ?? "") == engine.Name).Select(source => ChangeToken.OnChange(source.GetChangeToken, OnChange))];
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return engine.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (IDisposable change in _changes)
            change.Dispose();
        _changes = [];
    }

    private void OnChange()
    {
        FalcoEngineOptions changed;
        try
        {
            changed = options.Create(engine.Name);
        }
        catch (Exception error) when (error is OptionsValidationException or InvalidOperationException)
        {
            // Out of its range, or not a value of its type.
            engine.RefuseOptions(error.Message);
            return;
        }

        _ = engine.ChangeAsync(changed);
    }
}
