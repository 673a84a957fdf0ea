using System.Text;
using Falco.Core.Events;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;
using Falco.Testing.Given;

namespace Falco.Testing.Events;

/// <summary>Reads a parameter that is a number, by whatever name its type has for it.</summary>
internal static class NumberReader
{
    private const int LastError = 600;
    private const int LastSignal = 31;
    private const long CurrentDirectory = -100;

    private static readonly Dictionary<string, long> Errors = NamesOf(LastError, static number => ErrorName.Find(number));
    private static readonly Dictionary<string, long> Signals = NamesOf(LastSignal, static number => SignalName.Find(number));

    // Plain numbers in the schema, which people know by names.
    private static readonly Dictionary<string, long> SocketTypes = new()
    {
        ["SOCK_STREAM"] = 1,
        ["SOCK_DGRAM"] = 2,
        ["SOCK_RAW"] = 3,
        ["SOCK_RDM"] = 4,
        ["SOCK_SEQPACKET"] = 5,
    };

    /// <summary>Reads a number.</summary>
    /// <param name="parameter">What the schema says of it.</param>
    /// <param name="value">What the test says.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="world">Knows processes and users by name.</param>
    public static long Read(ParameterInfo parameter, YamlNode value, int size, World world)
    {
        string name = parameter.Name.ToString();
        if (name == "mode" && value.Kind == YamlKind.Scalar && value.Text is ['0', _, ..] && value.Text.All(char.IsAsciiDigit))
            return NodeReader.Number(new YamlNode(YamlKind.Scalar, value.Position, "0o" + value.Text[1..]) { End = value.End }, name);
        if (parameter.Flags is { } table)
            return InRange(value, (long)FlagReader.Read(value, table, name), size, name);
        string text = NodeReader.Text(value, name);
        if (NodeReader.TryNumber(text, out long number))
            return InRange(value, number, size, name);
        return parameter.Type switch
        {
            ParameterType.ErrNo or ParameterType.Fd or ParameterType.Fd32 when text == "AT_FDCWD" => CurrentDirectory,
            ParameterType.ErrNo or ParameterType.Fd => -Named(value, Errors, name, "a number or the name of an error"),
            ParameterType.Pid or ParameterType.Pid32 when Errors.TryGetValue(text, out long error) => -error,
            ParameterType.Pid or ParameterType.Pid32 => world.Find(value, name).Id,
            ParameterType.SigType => Named(value, Signals, name, "a signal"),
            ParameterType.Uid => world.UserId(value),
            ParameterType.Gid => world.GroupId(value),
            _ when name == "uid" => world.UserId(value),
            _ when name == "gid" => world.GroupId(value),
            _ when name == "type" => Named(value, SocketTypes, name, "a type of sockets"),
            _ => NodeReader.Number(value, name),
        };
    }

    private static long Named(YamlNode value, Dictionary<string, long> names, string name, string what) => names.TryGetValue(value.Text, out long number)
        ? number
        : throw MalformedTestException.Unknown(
            value, Falco.Rules.Diagnostics.DiagnosticCode.TestValue, $"{name} must be {what}, but is '{value.Text}'", names.Keys);

    // A negative number stands for its bits: -1 is all ones.
    private static long InRange(YamlNode value, long number, int size, string name)
    {
        int bits = size * 8;
        if (bits == 64)
            return number;
        long most = (1L << bits) - 1;
        long least = -(1L << (bits - 1));
        return number >= least && number <= most
            ? number
            : throw MalformedTestException.Value(value, $"{name} has {bits} bits and cannot be {NodeReader.Describe(value)}");
    }

    private static Dictionary<string, long> NamesOf(int last, NameFinder find)
    {
        Dictionary<string, long> names = [];
        for (int number = 1; number <= last; number++)
        {
            if (Encoding.ASCII.GetString(find(number)) is { Length: > 0 } name)
                names.TryAdd(name, number);
        }

        return names;
    }

    private delegate ReadOnlySpan<byte> NameFinder(int number);
}
