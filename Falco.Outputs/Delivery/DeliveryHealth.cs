namespace Falco.Outputs.Delivery;

/// <summary>Whether a sink is failing, since when and why. Written by its worker, read by anyone.</summary>
internal sealed class DeliveryHealth(TimeProvider clock)
{
    private sealed record Failure(DateTimeOffset Since, string LastError);

    private volatile Failure? _failure;

    public DateTimeOffset? FailingSince => _failure?.Since;

    public string? LastError => _failure?.LastError;

    public void Fail(Exception error) => _failure = new Failure(_failure?.Since ?? clock.GetUtcNow(), error.Message);

    /// <summary>Notes a success.</summary>
    /// <returns>Whether the sink was failing.</returns>
    public bool Succeed()
    {
        bool wasFailing = _failure is not null;
        _failure = null;
        return wasFailing;
    }
}
