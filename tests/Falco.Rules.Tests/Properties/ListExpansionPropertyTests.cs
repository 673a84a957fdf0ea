using CsCheck;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Properties;

/// <summary>Lists are put in as the reference does it: on the text, one place after the other.</summary>
public sealed class ListExpansionPropertyTests
{
    private static readonly Gen<string> Condition = Gen.OneOfConst("l", "l", "ll", "a", ",", "(", ")", " ", "  ", "=", "\"", "'", "\t", "x l", "l,l").Array[0, 14]
        .Select(string.Concat);

    private static readonly Gen<string[]> Items = Gen.OneOfConst("a", "b c", "l", "\"q q\"", "x,").Array[0, 3];

    [Fact]
    public void A_list_is_put_in_wherever_its_name_stands_alone() => Gen.Select(Condition, Items).Sample(
        (condition, items) =>
        {
            string expected = condition;
            bool isUsed = Expand(ref expected, "l", items);
            string actual = condition;
            Assert.Equal(isUsed, ListExpansion.TryExpand(ref actual, "l", items, int.MaxValue));
            Assert.Equal(expected, actual);
        },
        iter: 20_000,
        seed: "0000000000006",
        threads: 1);

    // The definition, which copies the text at every place.
    private static bool Expand(ref string text, string name, string[] items)
    {
        bool isUsed = false;
        string joined = string.Join(", ", items.Select(ExceptionText.Quote));
        int start = text.IndexOf(name, StringComparison.Ordinal);
        while (start >= 0)
        {
            int end = start + name.Length;
            if ((start == 0 || IsDelimiter(text[start - 1])) && (end >= text.Length || IsDelimiter(text[end])))
            {
                isUsed = true;
                while (start > 0 && IsBlank(text[start - 1]))
                    start--;
                while (end < text.Length && IsBlank(text[end]))
                    end++;
                if (joined.Length == 0 && start > 0 && text[start - 1] == ',')
                    start--;
                else if (joined.Length == 0 && end < text.Length && text[end] == ',')
                    end++;
                text = (start > 0 ? text[..start] + " " : "") + joined + " " + text[end..];
                start += joined.Length + 1;
            }

            start = start + 1 < text.Length ? text.IndexOf(name, start + 1, StringComparison.Ordinal) : -1;
        }

        return isUsed;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsDelimiter(char c) => IsBlank(c) || c is '(' or ')' or ',' or '=';
}
