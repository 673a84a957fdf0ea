namespace Falco.Outputs.Delivery;

/// <summary>What holds for all sinks of a dispatcher.</summary>
public sealed record AlertDispatcherOptions
{
    /// <summary>How often a sink is told of drops at most. Default: ten seconds.</summary>
    public TimeSpan DropReportPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long disposal waits for what is still to be delivered. Default: two seconds.</summary>
    public TimeSpan DisposeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Is told of failures and of recoveries, never on a thread that posts alerts; it holds up the sink in question. What it throws is ignored.
    /// </summary>
    public Action<DeliveryNotice>? OnNotice { get; init; }

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
