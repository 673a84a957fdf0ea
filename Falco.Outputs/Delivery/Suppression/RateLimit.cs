namespace Falco.Outputs.Delivery.Suppression;

/// <summary>How many alerts a sink gets at most: a bucket that holds some and fills at a rate.</summary>
/// <param name="AlertsPerSecond">How fast the bucket fills; more than 0.</param>
/// <param name="Burst">How many alerts the bucket holds; it starts full.</param>
public sealed record RateLimit(double AlertsPerSecond, int Burst);
