using System.Buffers.Text;

namespace Falco.Rules.Compilation;

/// <summary>Prints addresses as <c>inet_ntop</c> does: the longest run of zeros as <c>::</c>, embedded IPv4 addresses with dots.</summary>
internal static class AddressFormat
{
    /// <summary>Prints an address of 4 or 16 bytes and returns the length of the text, at most 46.</summary>
    public static int Write(ReadOnlySpan<byte> address, Span<byte> room) => address.Length switch
    {
        4 => WriteIPv4(address, room),
        16 => WriteIPv6(address, room),
        _ => 0,
    };

    private static int WriteIPv4(ReadOnlySpan<byte> address, Span<byte> room)
    {
        int length = 0;
        for (int i = 0; i < 4; i++)
        {
            if (i > 0)
                room[length++] = (byte)'.';
            Utf8Formatter.TryFormat(address[i], room[length..], out int written);
            length += written;
        }

        return length;
    }

    private static int WriteIPv6(ReadOnlySpan<byte> address, Span<byte> room)
    {
        (int gapStart, int gapLength) = LongestZeros(address);
        bool isEmbedded = gapStart == 0 && (gapLength == 6 || (gapLength == 5 && Group(address, 5) == 0xFFFF));
        int length = 0;
        for (int i = 0; i < 8; i++)
        {
            if (i == gapStart)
            {
                room[length++] = (byte)':';
                i += gapLength - 1;
                if (i == 7)
                    room[length++] = (byte)':';
                continue;
            }

            if (i > 0)
                room[length++] = (byte)':';
            if (i == 6 && isEmbedded)
                return length + WriteIPv4(address[12..], room[length..]);
            Utf8Formatter.TryFormat(Group(address, i), room[length..], out int written, 'x');
            length += written;
        }

        return length;
    }

    private static int Group(ReadOnlySpan<byte> address, int index) => (address[index * 2] << 8) | address[index * 2 + 1];

    private static (int Start, int Length) LongestZeros(ReadOnlySpan<byte> address)
    {
        (int Start, int Length) best = (-1, 1);
        for (int i = 0; i < 8; i++)
        {
            int length = 0;
            while (i + length < 8 && Group(address, i + length) == 0)
                length++;
            if (length > best.Length)
                best = (i, length);
            i += length;
        }

        return best;
    }
}
