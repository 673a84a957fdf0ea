namespace Falco.Rules.Compilation.Operators;

/// <summary>Reads addresses as <c>inet_pton</c> does: no short forms, no leading zeros, no zones.</summary>
internal static class AddressText
{
    /// <summary>Reads four decimal numbers with dots between them.</summary>
    public static bool TryParseIPv4(ReadOnlySpan<char> text, Span<byte> address)
    {
        for (int i = 0; i < 4; i++)
        {
            int digits = 0;
            int number = 0;
            while (digits < text.Length && char.IsAsciiDigit(text[digits]) && digits < 3)
                number = number * 10 + text[digits++] - '0';
            if (digits == 0 || number > 255 || (digits > 1 && text[0] == '0'))
                return false;
            address[i] = (byte)number;
            text = text[digits..];
            if (i == 3)
                return text.IsEmpty;
            if (text.IsEmpty || text[0] != '.')
                return false;
            text = text[1..];
        }

        return false;
    }

    /// <summary>Reads up to eight hexadecimal numbers with colons between them, <c>::</c> standing for zeros, perhaps ending in an IPv4 address.</summary>
    public static bool TryParseIPv6(ReadOnlySpan<char> text, Span<byte> address)
    {
        address.Clear();
        int written = 0;
        int gap = -1;
        if (text.StartsWith(":"))
        {
            if (!text.StartsWith("::"))
                return false;
            text = text[1..];
        }

        while (!text.IsEmpty)
        {
            if (text[0] == ':')
            {
                if (gap >= 0)
                    return false;
                gap = written;
                text = text[1..];
                continue;
            }

            int length = text.IndexOf(':');
            ReadOnlySpan<char> group = length < 0 ? text : text[..length];
            if (length < 0 && group.Contains('.'))
            {
                if (written > 12 || !TryParseIPv4(group, address[written..]))
                    return false;
                written += 4;
                break;
            }

            if (written > 14 || !TryParseGroup(group, out ushort number) || length == text.Length - 1)
                return false;
            address[written++] = (byte)(number >> 8);
            address[written++] = (byte)number;
            text = length < 0 ? default : text[(length + 1)..];
        }

        return CloseGap(address, written, gap);
    }

    private static bool CloseGap(Span<byte> address, int written, int gap)
    {
        if (gap < 0)
            return written == 16;
        if (written == 16)
            return false;
        int moved = written - gap;
        address[gap..written].CopyTo(address[(16 - moved)..]);
        address[gap..(16 - moved)].Clear();
        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<char> text, out ushort number)
    {
        number = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
            number = (ushort)(number * 16 + (char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10));
        }

        return text.Length is >= 1 and <= 4;
    }
}
