using System.Globalization;
using System.Text;

namespace Falco.Hosting.Configuration.Documents;

/// <summary>The path of a value in a document: <c>engine.replay.capture_file</c>, <c>rules[].enable.tag</c>, <c>a\.b[2]</c>.</summary>
internal static class ConfigurationKey
{
    /// <summary>Splits a key into steps.</summary>
    /// <exception cref="ConfigurationException">The key is malformed.</exception>
    public static List<ConfigurationStep> Parse(string key)
    {
        var steps = new List<ConfigurationStep>();
        var name = new StringBuilder();
        int i = 0;
        while (i < key.Length)
        {
            switch (key[i])
            {
                case '\\':
                    name.Append(ReadEscape(key, i));
                    i += 2;
                    break;
                case '.':
                    if (i + 1 == key.Length)
                        throw Malformed(key, $"unexpected character at pos {i}");
                    steps.Add(new ConfigurationStep(name.ToString()));
                    name.Clear();
                    i++;
                    break;
                case '[':
                    steps.Add(new ConfigurationStep(name.ToString()));
                    name.Clear();
                    i = ReadIndexes(key, i, steps);
                    if (i == key.Length)
                        return steps;
                    if (key[i] != '.')
                        throw Malformed(key, $"expected '.' character at pos {i}");
                    i++;
                    break;
                default:
                    name.Append(key[i]);
                    i++;
                    break;
            }
        }

        steps.Add(new ConfigurationStep(name.ToString()));
        return steps;
    }

    /// <summary>What is wrong with a key, in the reference's words.</summary>
    public static ConfigurationException Error(string key, string message) =>
        new(ConfigurationCodes.Key, $"Config error at key \"{key}\": {message}", ConfigurationPosition.None);

    private static ConfigurationException Malformed(string key, string message) => Error(key, "Parsing error: " + message);

    private static char ReadEscape(string key, int position)
    {
        if (position + 1 == key.Length)
            throw Malformed(key, $"trailing backslash at pos {position}");
        char escaped = key[position + 1];
        return escaped is '.' or '[' or ']' or '\\'
            ? escaped
            : throw Malformed(key, $"invalid escape sequence '\\{escaped}' at pos {position}");
    }

    private static int ReadIndexes(string key, int position, List<ConfigurationStep> steps)
    {
        while (position < key.Length && key[position] == '[')
        {
            int end = key.IndexOf(']', position);
            if (end < 0)
                throw Malformed(key, $"unexpected character at pos {position}");
            string digits = key[(position + 1)..end];
            if (digits.Length == 0)
                steps.Add(ConfigurationStep.Append);
            else if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                steps.Add(new ConfigurationStep(index));
            else
                throw Malformed(key, $"expected a numeric index, found '{digits}'");
            position = end + 1;
        }

        return position;
    }
}
