namespace Falco.Core.Streams;

/// <summary>What a channel has done so far.</summary>
/// <param name="Offered">Events that the source handed to the channel.</param>
/// <param name="Dropped">Events that the reader will not see.</param>
/// <param name="Batches">Batches that were put into the channel.</param>
/// <param name="TakenBatches">Batches that are not in the pool: being filled, waiting to be read, or held by the reader.</param>
public readonly record struct EventChannelStatistics(long Offered, long Dropped, long Batches, int TakenBatches);
