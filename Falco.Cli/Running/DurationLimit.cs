using System.Globalization;
using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Cli.Running;

/// <summary>Stops a run when its events span a given time (<c>-M</c>).</summary>
internal sealed class DurationLimit : IEventObserver
{
    private readonly IEventObserver _inner;
    private readonly ulong _limit;
    private readonly CancellationTokenSource _end;
    private ulong _start;

    private DurationLimit(IEventObserver inner, ulong limit, CancellationTokenSource end)
    {
        _inner = inner;
        _limit = limit;
        _end = end;
    }

    public IHostTableObserver? Tables => _inner.Tables;

    /// <summary>The observer itself, if no limit is given.</summary>
    public static IEventObserver Around(IEventObserver inner, string? seconds, CancellationTokenSource end)
    {
        if (seconds is null)
            return inner;
        if (!uint.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out uint limit))
            throw new CommandException($"Argument '{seconds}' failed to parse");
        return limit == 0 ? inner : new DurationLimit(inner, limit * 1_000_000_000UL, end);
    }

    public void OnEvent(in Event view)
    {
        if (_start == 0)
            _start = view.Timestamp;
        if (view.Timestamp > _start && view.Timestamp - _start >= _limit)
        {
            _end.Cancel();
            return;
        }

        _inner.OnEvent(in view);
    }

    public void OnCompleted() => _inner.OnCompleted();

    public void OnError(Exception error) => _inner.OnError(error);
}
