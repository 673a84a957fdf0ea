using Falco.Outputs.Delivery;
using Microsoft.Extensions.Logging;

namespace Falco.Hosting.Sinks;

/// <summary>Logs what happens to sinks.</summary>
internal static partial class SinkLog
{
    public static void Tell(ILogger log, DeliveryNotice notice)
    {
        switch (notice.Kind)
        {
            case DeliveryNoticeKind.Recovered:
                Recovered(log, notice.Sink, notice.Message);
                break;
            case DeliveryNoticeKind.AttemptFailed or DeliveryNoticeKind.Slow:
                Troubled(log, notice.Sink, notice.Message, notice.Error);
                break;
            default:
                Lost(log, notice.Sink, notice.Message, notice.Error);
                break;
        }
    }

    [LoggerMessage(1301, LogLevel.Information, "Sink {Sink}: {Message}")]
    private static partial void Recovered(ILogger log, string sink, string message);

    [LoggerMessage(1302, LogLevel.Warning, "Sink {Sink}: {Message}")]
    private static partial void Troubled(ILogger log, string sink, string message, Exception? error);

    [LoggerMessage(1303, LogLevel.Error, "Sink {Sink}: {Message}")]
    private static partial void Lost(ILogger log, string sink, string message, Exception? error);
}
