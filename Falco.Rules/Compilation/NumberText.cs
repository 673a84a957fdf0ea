namespace Falco.Rules.Compilation;

/// <summary>Reads numbers as <c>scanf</c> does, which the reference uses: no hexadecimal, no fraction, nothing behind the digits.</summary>
internal static class NumberText
{
    /// <summary>Reads a number and makes it as wide as a type; blanks and a sign may stand before it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isSigned">Whether the number is read as signed.</param>
    /// <param name="bits">The width of the type: what does not fit is cut off.</param>
    /// <param name="number">The number, sign-extended if it is signed.</param>
    public static bool TryParse(ReadOnlySpan<char> text, bool isSigned, int bits, out ulong number)
    {
        number = 0;
        text = text.TrimStart(" \t\n\v\f\r");
        bool isNegative = text.StartsWith("-");
        if (isNegative || text.StartsWith("+"))
            text = text[1..];
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        bool isTooLarge = !ulong.TryParse(text, out ulong magnitude);
        number = isSigned ? Signed(magnitude, isNegative, isTooLarge) : isTooLarge ? ulong.MaxValue : isNegative ? 0 - magnitude : magnitude;
        int unused = 64 - bits;
        number = isSigned ? (ulong)((long)(number << unused) >> unused) : number << unused >> unused;
        return true;
    }

    // strtol stops at the ends of its range.
    private static ulong Signed(ulong magnitude, bool isNegative, bool isTooLarge)
    {
        if (isNegative)
            return isTooLarge || magnitude > 1UL << 63 ? 1UL << 63 : 0 - magnitude;
        return isTooLarge || magnitude > long.MaxValue ? long.MaxValue : magnitude;
    }
}
