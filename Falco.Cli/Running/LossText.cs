using System.Globalization;
using System.Text;
using Falco.Drivers.Native.Ebpf;

namespace Falco.Cli.Running;

/// <summary>What there is to say of lost events at the end of a live run.</summary>
internal static class LossText
{
    public static string Create(KernelStatistics statistics)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Events: {statistics.Delivered} delivered, {statistics.Lost} lost");
        foreach ((LossCategory category, long count) in statistics.LostByCategory)
            text.Append(CultureInfo.InvariantCulture, $", {category} {count}");
        if (statistics.Oversized > 0)
            text.Append(CultureInfo.InvariantCulture, $", oversized {statistics.Oversized}");
        if (statistics.WithoutRing > 0)
            text.Append(CultureInfo.InvariantCulture, $", on a CPU without a buffer {statistics.WithoutRing}");
        return text.Append(CultureInfo.InvariantCulture, $"; {statistics.OwnCalls} calls of Falco's own not sent\n").ToString();
    }
}
