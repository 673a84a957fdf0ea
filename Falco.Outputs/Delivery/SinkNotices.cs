namespace Falco.Outputs.Delivery;

/// <summary>Tells whoever runs a sink what happens to it.</summary>
internal sealed class SinkNotices(string sink, Action<DeliveryNotice>? observer)
{
    public void Tell(DeliveryNoticeKind kind, string message, Exception? error = null)
    {
        try
        {
            observer?.Invoke(new DeliveryNotice(sink, kind, message, error));
        }
        catch (Exception)
        {
            // Who cannot take a notice must not cost anyone an alert; there is nobody left to tell.
        }
    }
}
