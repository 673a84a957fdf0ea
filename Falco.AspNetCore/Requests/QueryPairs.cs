namespace Falco.AspNetCore.Requests;

/// <summary>Walks over the pairs of a query as it was sent, without making objects of them.</summary>
internal ref struct QueryPairs
{
    private ReadOnlySpan<char> _rest;

    /// <param name="query">The query; may begin with <c>?</c>.</param>
    public QueryPairs(ReadOnlySpan<char> query)
    {
        _rest = query is ['?', .. var rest] ? rest : query;
    }

    /// <summary>The key, as it was sent.</summary>
    public ReadOnlySpan<char> Key { get; private set; }

    /// <summary>The value, as it was sent.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Whether there is an equals sign between the two.</summary>
    public bool HasValue { get; private set; }

    /// <summary>Moves on; false at the end. A pair without a key and a value is left out.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            int end = _rest.IndexOf('&');
            ReadOnlySpan<char> pair = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (pair.IsEmpty)
                continue;
            int equals = pair.IndexOf('=');
            HasValue = equals >= 0;
            Key = HasValue ? pair[..equals] : pair;
            Value = HasValue ? pair[(equals + 1)..] : default;
            return true;
        }

        return false;
    }
}
