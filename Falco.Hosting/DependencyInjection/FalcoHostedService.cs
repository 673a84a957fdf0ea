using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Falco.Hosting.DependencyInjection;

/// <summary>Starts an engine with its application, hands changed options on, and stops it in time.</summary>
internal sealed class FalcoHostedService(FalcoEngine engine, IOptionsMonitor<FalcoEngineOptions> options) : IHostedService, IDisposable
{
    private IDisposable? _changes;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.StartAsync(cancellationToken).ConfigureAwait(false);
        _changes = options.OnChange(OnChange);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _changes?.Dispose();
        return engine.StopAsync(cancellationToken);
    }

    public void Dispose() => _changes?.Dispose();

    private void OnChange(FalcoEngineOptions changed, string? name)
    {
        if ((name ?? "") == engine.Name)
            _ = engine.ChangeAsync(changed);
    }
}
