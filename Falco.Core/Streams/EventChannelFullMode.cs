namespace Falco.Core.Streams;

/// <summary>What a channel does with an event when all its batches are taken.</summary>
public enum EventChannelFullMode
{
    /// <summary>The source waits until a batch comes back: nothing is lost, but the source is held up.</summary>
    Wait,

    /// <summary>The event is dropped.</summary>
    DropNewest,

    /// <summary>The oldest batch that nobody has read is dropped; if the reader holds all batches, the event is.</summary>
    DropOldest,
}
