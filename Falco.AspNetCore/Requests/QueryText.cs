using System.Buffers;
using Falco.Core.Applications;

namespace Falco.AspNetCore.Requests;

/// <summary>Reads queries for rules: one key's values, or all of it without its secrets.</summary>
internal static class QueryText
{
    // One letter is sent as at most four bytes, each of three characters.
    private const int MaxSentPerChar = 12;
    private const int MaxStackChars = 256;

    private static ReadOnlySpan<byte> Hidden => "***"u8;

    /// <summary>Writes the values of a key, decoded and separated by commas; false if the query does not have it.</summary>
    public static bool WriteValues(ReadOnlySpan<char> query, string key, ref ApplicationText text)
    {
        bool isFound = false;
        QueryPairs pairs = new(query);
        while (pairs.MoveNext())
        {
            if (!IsKey(pairs.Key, key))
                continue;
            if (isFound)
                text.AppendUtf8(","u8);
            isFound = true;
            WriteDecoded(pairs.Value, ref text);
        }

        return isFound;
    }

    /// <summary>Writes a query as it was sent, without the question mark, and without the values that are secrets.</summary>
    public static void WriteRaw(ReadOnlySpan<char> query, CapturePolicy policy, ref ApplicationText text)
    {
        if (query is ['?', .. var rest])
            query = rest;
        if (!policy.HidesQueryKeys)
        {
            text.Append(query);
            return;
        }

        bool isFirst = true;
        QueryPairs pairs = new(query);
        while (pairs.MoveNext())
        {
            if (!isFirst)
                text.AppendUtf8("&"u8);
            isFirst = false;
            text.Append(pairs.Key);
            if (!pairs.HasValue)
                continue;
            text.AppendUtf8("="u8);
            if (IsHidden(pairs.Key, policy))
                text.AppendUtf8(Hidden);
            else
                text.Append(pairs.Value);
        }
    }

    private static bool IsHidden(ReadOnlySpan<char> sent, CapturePolicy policy)
    {
        if (!sent.ContainsAny('%', '+'))
            return policy.HidesQueryKey(sent);

        // No secret key is so long, however it is sent.
        if (sent.Length > MaxStackChars)
            return false;
        Span<char> decoded = stackalloc char[MaxStackChars];
        return policy.HidesQueryKey(decoded[..Decode(sent, decoded)]);
    }

    private static bool IsKey(ReadOnlySpan<char> sent, string key)
    {
        if (!sent.ContainsAny('%', '+'))
            return sent.Equals(key, StringComparison.OrdinalIgnoreCase);
        if (sent.Length < key.Length || sent.Length > key.Length * MaxSentPerChar)
            return false;
        char[]? rented = null;
        Span<char> decoded = sent.Length <= MaxStackChars ? stackalloc char[MaxStackChars] : (rented = ArrayPool<char>.Shared.Rent(sent.Length));
        bool isKey = decoded[..Decode(sent, decoded)].Equals(key, StringComparison.OrdinalIgnoreCase);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return isKey;
    }

    private static void WriteDecoded(ReadOnlySpan<char> sent, ref ApplicationText text)
    {
        if (!sent.ContainsAny('%', '+'))
        {
            text.Append(sent);
            return;
        }

        char[]? rented = null;
        Span<char> decoded = sent.Length <= MaxStackChars ? stackalloc char[MaxStackChars] : (rented = ArrayPool<char>.Shared.Rent(sent.Length));
        text.Append(decoded[..Decode(sent, decoded)]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
    }

    // What is not encoded as it should be stays as it was sent, as the framework leaves it. The target is at least as long as the text.
    private static int Decode(ReadOnlySpan<char> sent, Span<char> target)
    {
        sent.Replace(target, '+', ' ');
        return Uri.TryUnescapeDataString(target[..sent.Length], target, out int written) ? written : sent.Length;
    }

    private static bool Equals(this Span<char> text, string other, StringComparison comparison) => ((ReadOnlySpan<char>)text).Equals(other, comparison);
}
