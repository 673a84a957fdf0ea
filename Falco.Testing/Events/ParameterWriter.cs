using System.Buffers.Binary;
using System.Net;
using System.Text;
using Falco.Core.Events;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;
using Falco.Testing.Given;

namespace Falco.Testing.Events;

/// <summary>Encodes one parameter.</summary>
internal static class ParameterWriter
{
    private const int MaxLength = ushort.MaxValue;

    /// <summary>Encodes what a test says.</summary>
    public static byte[] Write(ParameterInfo parameter, YamlNode value, World world)
    {
        string name = parameter.Name.ToString();
        if (value.Kind == YamlKind.Null)
            return [];
        if (ParameterSize.FixedOf(parameter.Type) is { } size)
            return Number(size, (ulong)NumberReader.Read(parameter, value, size, world));
        byte[] bytes = parameter.Type switch
        {
            ParameterType.CharBuf or ParameterType.FsPath or ParameterType.FsRelPath => Text(NodeReader.Text(value, name)),
            ParameterType.SockAddr => Address(value, name),
            ParameterType.SockTuple => Tuple(value, name),
            ParameterType.FdList => Descriptors(value, name),
            ParameterType.Dyn => Selected(parameter, value, world),
            ParameterType.IPAddr or ParameterType.IPNet or ParameterType.IPv6Addr => IPAddress.TryParse(NodeReader.Text(value, name), out IPAddress? address)
                ? address.GetAddressBytes()
                : throw MalformedTestException.Value(value, $"{name} must be an address, but is '{value.Text}'"),
            _ => Data(value, name),
        };
        return bytes.Length <= MaxLength
            ? bytes
            : throw MalformedTestException.Value(value, $"{name} has {bytes.Length} bytes; drivers send at most {MaxLength}");
    }

    /// <summary>Encodes a number.</summary>
    public static byte[] Number(int size, ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes[..size];
    }

    /// <summary>Encodes a text.</summary>
    public static byte[] Text(string value) => [.. Encoding.UTF8.GetBytes(value), 0];

    /// <summary>Encodes a run of texts.</summary>
    public static byte[] Texts(IEnumerable<string> values) => Encoding.UTF8.GetBytes(string.Concat(values.Select(static value => value + "\0")));

    /// <summary>Encodes what a parameter has that nobody speaks of.</summary>
    public static byte[] Nothing(ParameterInfo parameter) => ParameterSize.FixedOf(parameter.Type) is { } size
        ? new byte[size]
        : parameter.Type switch
        {
            ParameterType.CharBuf or ParameterType.FsPath or ParameterType.FsRelPath => [0],
            ParameterType.Dyn => [0, .. Nothing(parameter.Selectable[0])],
            _ => [],
        };

    private static byte[] Address(YamlNode value, string name) => TryUnixPath(value, out string path)
        ? SocketEnd.UnixAddress(path)
        : SocketEnd.Read(value, name).ToAddress();

    private static byte[] Tuple(YamlNode value, string name)
    {
        if (TryUnixPath(value, out string path))
            return SocketEnd.UnixTuple(path);
        (SocketEnd source, SocketEnd? destination) = SocketEnd.ReadPair(value, name);
        return destination is { } end
            ? source.ToTuple(end)
            : throw MalformedTestException.Value(value, $"{name} must have two ends", "for instance 10.0.0.1:4000->1.2.3.4:80");
    }

    private static bool TryUnixPath(YamlNode value, out string path)
    {
        const string prefix = "unix:";
        bool isUnix = value.Kind == YamlKind.Scalar && value.Text.StartsWith(prefix, StringComparison.Ordinal);
        path = isUnix ? value.Text[prefix.Length..] : "";
        return isUnix;
    }

    // Each is polled for data to read.
    private static byte[] Descriptors(YamlNode value, string name)
    {
        IReadOnlyList<YamlNode> items = NodeReader.Items(value, name);
        return [.. Number(2, (ulong)items.Count), .. items.SelectMany(item => Number(8, (ulong)NodeReader.Number(item, name)).Concat(Number(2, 1)))];
    }

    // A number wants an alternative that is one, a text one that is a text.
    private static byte[] Selected(ParameterInfo parameter, YamlNode value, World world)
    {
        bool isNumber = value.Kind == YamlKind.Scalar && NodeReader.TryNumber(value.Text, out _);
        for (int i = 0; i < parameter.Selectable.Count; i++)
        {
            if ((ParameterSize.FixedOf(parameter.Selectable[i].Type) is not null) == isNumber)
                return [(byte)i, .. Write(parameter.Selectable[i], value, world)];
        }

        throw MalformedTestException.Value(value, $"{parameter.Name} must be {(isNumber ? "a text" : "a number")}, but is {NodeReader.Describe(value)}");
    }

    private static byte[] Data(YamlNode value, string name)
    {
        if (value.Kind == YamlKind.Sequence)
            return Texts(NodeReader.Texts(value, name));
        if (value.Kind == YamlKind.Scalar)
            return name is "args" or "env" or "cgroups" ? Texts(NodeReader.Words(value, name)) : Encoding.UTF8.GetBytes(value.Text);
        NodeReader.Mapping(value, name, "hex", "base64");
        try
        {
            return value["hex"] is { } hexadecimal
                ? Convert.FromHexString(NodeReader.Text(hexadecimal, "hex"))
                : value["base64"] is { } base64 ? Convert.FromBase64String(NodeReader.Text(base64, "base64")) : [];
        }
        catch (FormatException error)
        {
            throw MalformedTestException.Value(value, $"{name} cannot be read: {error.Message}");
        }
    }
}
