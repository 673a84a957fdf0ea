using System.Security.Cryptography;
using Falco.Outputs.Delivery;
using Falco.Outputs.Rendering;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Sinks;

/// <summary>The sinks that an engine is to have; they are opened when it starts.</summary>
internal sealed class SinkPlan
{
    private readonly List<Action<IServiceProvider, SinkCollection>> _steps = [];

    public void Add(Action<IServiceProvider, SinkCollection> step) => _steps.Add(step);

    /// <summary>Opens the sinks and begins to deliver.</summary>
    /// <exception cref="FalcoStartException">A sink cannot be opened.</exception>
    public AlertDispatcher Open(IServiceProvider services, AlertFormatOptions format, TimeProvider clock, ILogger log)
    {
        SinkCollection sinks = new(new AlertLayout(format.ToLayout(), clock));
        try
        {
            foreach (Action<IServiceProvider, SinkCollection> step in _steps)
                step(services, sinks);
            return new AlertDispatcher(sinks, new AlertDispatcherOptions { Clock = clock, OnNotice = notice => SinkLog.Tell(log, notice) });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            Close(sinks);
            throw new FalcoStartException($"A sink cannot be opened: {error.Message}", cause: error);
        }
        catch
        {
            Close(sinks);
            throw;
        }
    }

    private static void Close(SinkCollection sinks)
    {
        foreach (IDisposable sink in sinks.Select(static registration => registration.Sink).OfType<IDisposable>())
            sink.Dispose();
    }
}
