using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Falco.Rules.Formatting;

/// <summary>Tells whether two YAML texts say the same.</summary>
internal static class YamlMeaning
{
    /// <summary>Finds where the first text says something that the second does not.</summary>
    /// <returns>The place in the first text, or <see langword="null"/> if both say the same.</returns>
    public static Mark? FindDifference(string left, string right)
    {
        Parser one = new(new StringReader(left));
        Parser other = new(new StringReader(right));
        Mark place = Mark.Empty;
        try
        {
            while (true)
            {
                bool hasNext = one.MoveNext();
                place = one.Current?.Start ?? place;
                if (hasNext != other.MoveNext())
                    return place;
                if (!hasNext)
                    return null;
                if (!IsSame(one.Current!, other.Current!))
                    return place;
            }
        }
        catch (YamlException)
        {
            return place;
        }
    }

    private static bool IsSame(ParsingEvent left, ParsingEvent right)
    {
        if (left.GetType() != right.GetType())
            return false;
        return (left, right) switch
        {
            (Scalar a, Scalar b) => a.Value == b.Value && a.Style == b.Style && a.Tag == b.Tag && a.Anchor == b.Anchor,
            (NodeEvent a, NodeEvent b) => a.Tag == b.Tag && a.Anchor == b.Anchor,
            (AnchorAlias a, AnchorAlias b) => a.Value == b.Value,
            _ => true,
        };
    }
}
