using System.Diagnostics.CodeAnalysis;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

/// <summary>What waits between those who post and a sink's worker.</summary>
internal interface IAlertBacklog : IAsyncDisposable
{
    /// <summary>Alerts that wait, without those that were read.</summary>
    long Count { get; }

    /// <summary>Alerts that are safe on disk, or were.</summary>
    long Spooled { get; }

    /// <summary>Whether alerts that are not confirmed outlive the process.</summary>
    bool IsDurable { get; }

    /// <summary>Takes an alert, from any thread.</summary>
    void Post(Alert alert);

    /// <summary>The next alert, for the worker.</summary>
    bool TryRead([MaybeNullWhen(false)] out Alert alert);

    /// <summary>Completes when there is something to read, with <see langword="false"/> when there will be nothing more.</summary>
    Task<bool> WaitAsync();

    /// <summary>All alerts that were read have been dealt with.</summary>
    void Confirm();

    /// <summary>No more alerts come.</summary>
    void Complete();
}
