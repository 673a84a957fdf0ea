using System.Text;

namespace Falco.Rules.Compilation.Operators.RegularExpressions;

/// <summary>A set of code points, and how it is written as a .NET pattern over UTF-16.</summary>
internal sealed class RuneSet
{
    private const int Last = 0x10FFFF;
    private const int LastBasic = 0xFFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;

    private List<(int Low, int High)> _ranges = [];

    /// <summary>Adds a range, both ends included.</summary>
    public void Add(int low, int high) => _ranges.Add((low, high));

    /// <summary>Adds another set.</summary>
    public void AddAll(RuneSet other) => _ranges.AddRange(other._ranges);

    /// <summary>Replaces the set by all that was not in it.</summary>
    public void Negate()
    {
        List<(int Low, int High)> gaps = [];
        int next = 0;
        foreach ((int low, int high) in Sorted())
        {
            if (low > next)
                gaps.Add((next, low - 1));
            next = Math.Max(next, high + 1);
        }

        if (next <= Last)
            gaps.Add((next, Last));
        _ranges = gaps;
    }

    /// <summary>The set as a pattern that matches one code point: texts hold only whole surrogate pairs.</summary>
    public string ToPattern()
    {
        StringBuilder basic = new();
        List<string> alternatives = [];
        foreach ((int low, int high) in Sorted())
        {
            AppendRange(basic, low, Math.Min(high, FirstSurrogate - 1));
            AppendRange(basic, Math.Max(low, LastSurrogate + 1), Math.Min(high, LastBasic));
            AddPairs(alternatives, Math.Max(low, LastBasic + 1), high);
        }

        if (basic.Length > 0)
            alternatives.Insert(0, $"[{basic}]");
        return alternatives.Count switch
        {
            // A class that nothing is in.
            0 => @"[^\u0000-\uFFFF]",
            1 => alternatives[0],
            _ => $"(?:{string.Join('|', alternatives)})",
        };
    }

    // Splits a range beyond the basic plane into blocks of high surrogates that go with all low ones, and the rests at both ends.
    private static void AddPairs(List<string> alternatives, int low, int high)
    {
        while (low <= high)
        {
            (char lead, char trail) = Split(low);
            (char highLead, char highTrail) = Split(high);
            bool isWhole = trail == 0xDC00 && (highLead > lead || highTrail == 0xDFFF);
            char lastLead = !isWhole ? lead : highTrail == 0xDFFF ? highLead : (char)(highLead - 1);
            char lastTrail = isWhole || highLead > lead ? '\uDFFF' : highTrail;
            alternatives.Add($"[{Escape(lead)}-{Escape(lastLead)}][{Escape(trail)}-{Escape(lastTrail)}]");
            low = char.ConvertToUtf32(lastLead, lastTrail) + 1;
        }
    }

    private static (char Lead, char Trail) Split(int codePoint) =>
        ((char)(0xD800 + ((codePoint - 0x10000) >> 10)), (char)(0xDC00 + ((codePoint - 0x10000) & 0x3FF)));

    private static void AppendRange(StringBuilder pattern, int low, int high)
    {
        if (low <= high)
            pattern.Append(Escape((char)low)).Append('-').Append(Escape((char)high));
    }

    private static string Escape(char unit) => $"\\u{(int)unit:X4}";

    private IEnumerable<(int Low, int High)> Sorted() => _ranges.OrderBy(range => range.Low);
}
