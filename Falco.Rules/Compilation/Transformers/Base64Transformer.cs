using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Transformers;

/// <summary><c>b64</c>: decodes base64, with or without padding; what is not base64 has no value.</summary>
internal sealed class Base64Transformer(BoundOperand inner) : TextTransformer(inner)
{
    protected override bool TryTransform(ReadOnlySpan<byte> text, FieldScratch scratch, out ReadOnlySpan<byte> result)
    {
        result = default;
        for (int i = 0; i < 2 && text.EndsWith("="u8); i++)
            text = text[..^1];
        if (text.Length % 4 == 1)
            return false;
        Span<byte> room = scratch.Take(text.Length * 3 / 4);
        int written = 0;
        uint bits = 0;
        int count = 0;
        foreach (byte character in text)
        {
            int digit = Digit(character);
            if (digit < 0)
                return false;
            bits = (bits << 6) | (uint)digit;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                room[written++] = (byte)(bits >> count);
            }
        }

        // Bits that are left over must not say anything.
        if ((bits & ((1u << count) - 1)) != 0)
            return false;
        result = Type.Group() == TypeGroup.Text && room.Contains((byte)0) ? room[..room.IndexOf((byte)0)] : room;
        return true;
    }

    private static int Digit(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
