using System.Collections.Concurrent;
using System.Net;
using Falco.Core.Names;

namespace Falco.Testing.Support;

/// <summary>Answers what a test gave it, and notes what it was asked for. Other names are never answered, not even when that is ended.</summary>
public sealed class FakeHostNameResolver : IHostNameResolver
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<IPAddress>?> _answers = [];
    private readonly ConcurrentQueue<string> _asked = [];

    /// <summary>The names that were asked for, in order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Gives a name its addresses.</summary>
    public FakeHostNameResolver Answer(string name, params string[] addresses)
    {
        _answers[name] = [.. addresses.Select(IPAddress.Parse)];
        return this;
    }

    /// <summary>Lets look-ups of a name fail.</summary>
    public FakeHostNameResolver Fail(string name)
    {
        _answers[name] = null;
        return this;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken stop)
    {
        _asked.Enqueue(name);
        if (!_answers.TryGetValue(name, out IReadOnlyList<IPAddress>? answer))
            return new ValueTask<IReadOnlyList<IPAddress>>(new TaskCompletionSource<IReadOnlyList<IPAddress>>().Task);
        return answer is null ? throw new InvalidOperationException("The server does not answer.") : ValueTask.FromResult(answer);
    }
}
