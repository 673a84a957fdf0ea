using System.Text;

namespace Falco.Hosting.Configuration.Documents;

/// <summary>Replaces <c>${NAME}</c> in the values of configuration files.</summary>
internal static class EnvironmentExpansion
{
    // A variable may name itself: the reference would never return.
    private const int MaxReplacements = 1000;

    /// <summary>
    /// <c>${NAME}</c> becomes the variable's value or nothing, and what was put in is expanded again; <c>$${NAME}</c> stands for
    /// <c>${NAME}</c> itself. Any other <c>$</c>, or an unclosed brace, leaves the rest as it is.
    /// </summary>
    public static string Expand(string text, Func<string, string?> variables)
    {
        int start = text.IndexOf('$', StringComparison.Ordinal);
        if (start < 0)
            return text;

        var result = new StringBuilder(text);
        for (int i = 0; i < MaxReplacements && start >= 0; i++)
        {
            if (StartsWith(result, start, "$${"))
            {
                result.Remove(start, 1);
                start++;
            }
            else if (StartsWith(result, start, "${") && IndexOf(result, '}', start) is >= 0 and int end)
            {
                string name = result.ToString(start + 2, end - start - 2);
                result.Remove(start, end - start + 1);
                result.Insert(start, variables(name) ?? "");
            }
            else
            {
                break;
            }

            start = IndexOf(result, '$', start);
        }

        return result.ToString();
    }

    private static bool StartsWith(StringBuilder text, int start, string prefix)
    {
        if (text.Length - start < prefix.Length)
            return false;
        for (int i = 0; i < prefix.Length; i++)
        {
            if (text[start + i] != prefix[i])
                return false;
        }

        return true;
    }

    private static int IndexOf(StringBuilder text, char sought, int start)
    {
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == sought)
                return i;
        }

        return -1;
    }
}
