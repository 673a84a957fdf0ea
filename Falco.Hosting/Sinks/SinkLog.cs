using Falco.Hosting.Telemetry;
using Falco.Outputs.Delivery;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Sinks;

/// <summary>Logs what happens to sinks.</summary>
internal static class SinkLog
{
    public static void Tell(ILogger log, DeliveryNotice notice)
    {
        switch (notice.Kind)
        {
            case DeliveryNoticeKind.Recovered:
                log.SinkRecovered(notice.Sink, notice.Message);
                break;
            case DeliveryNoticeKind.AttemptFailed or DeliveryNoticeKind.Slow:
                log.SinkTroubled(notice.Sink, notice.Message, notice.Error);
                break;
            default:
                log.SinkLost(notice.Sink, notice.Message, notice.Error);
                break;
        }
    }
}
