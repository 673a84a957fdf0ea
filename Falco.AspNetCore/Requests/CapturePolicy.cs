using System.Collections.Frozen;

namespace Falco.AspNetCore.Requests;

/// <summary>What rules may not see. Immutable.</summary>
internal sealed class CapturePolicy
{
    private readonly FrozenSet<string> _headers;
    private readonly FrozenSet<string> _queryKeys;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _querySpans;

    public CapturePolicy(FalcoSensorOptions options)
    {
        _headers = options.SecretHeaders.Except(options.RevealedHeaders, StringComparer.OrdinalIgnoreCase).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _queryKeys = options.SecretQueryKeys.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _querySpans = _queryKeys.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool HidesHeader(string name) => _headers.Contains(name);

    public bool HidesQueryKey(ReadOnlySpan<char> key) => _querySpans.Contains(key);

    public bool HidesQueryKeys => _queryKeys.Count > 0;
}
