using Microsoft.Extensions.DependencyInjection;

namespace Falco.Hosting;

public sealed partial class FalcoEngine
{
    /// <summary>Makes a running engine without an application's dependency injection.</summary>
    /// <param name="configure">Says what to watch.</param>
    /// <param name="stop">Stops the engine; its <see cref="Alerts"/> then end.</param>
    /// <returns>The engine, which the caller disposes.</returns>
    /// <exception cref="FalcoStartException">A rule file has errors, or a source cannot be opened.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of its range.</exception>
    public static async Task<FalcoEngine> WatchAsync(Action<FalcoBuilder> configure, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ServiceCollection services = new();
        services.AddLogging();
        services.AddFalco(configure);
        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            FalcoEngine engine = provider.GetRequiredService<FalcoEngine>();
            engine._setup.Owned = provider;

            // From here on no alert is missed, however late the caller begins to read.
            _ = engine.Alerts;
            await engine.StartAsync(stop).ConfigureAwait(false);
            CancellationTokenRegistration stopping = stop.UnsafeRegister(static state => _ = ((FalcoEngine)state!).StopAsync(), engine);
            _ = engine.Completion.ContinueWith(_ => stopping.Unregister(), TaskScheduler.Default);
            return engine;
        }
        catch
        {
            await provider.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
