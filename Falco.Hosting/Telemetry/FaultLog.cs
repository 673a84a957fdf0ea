using System.Collections.Concurrent;
using System.Numerics;
using Falco.Rules.Engine;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Telemetry;

/// <summary>Logs rules that fail: the first, second, fourth, eighth … time, because one may fail on every event.</summary>
internal sealed class FaultLog(ILogger log)
{
    private readonly ConcurrentDictionary<string, ulong> _faults = new(StringComparer.Ordinal);

    public void Add(RuleFault fault)
    {
        ulong count = _faults.AddOrUpdate(fault.Rule, 1, static (_, count) => count + 1);
        if (BitOperations.IsPow2(count))
            log.RuleFailed(fault.Rule, count, fault.EventNumber, fault.Error);
    }
}
