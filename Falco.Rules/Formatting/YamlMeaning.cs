using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Falco.Rules.Formatting;

/// <summary>Tells whether two YAML texts say the same.</summary>
internal static class YamlMeaning
{
    public static bool IsSame(string left, string right)
    {
        Parser one = new(new StringReader(left));
        Parser other = new(new StringReader(right));
        try
        {
            while (true)
            {
                bool hasNext = one.MoveNext();
                if (hasNext != other.MoveNext())
                    return false;
                if (!hasNext)
                    return true;
                if (!IsSame(one.Current!, other.Current!))
                    return false;
            }
        }
        catch (YamlException)
        {
            return false;
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
