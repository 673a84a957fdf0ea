using Falco.Core.Events;
using Falco.Core.State;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;
using Falco.Testing.Files;

namespace Falco.Testing.Given;

/// <summary>Reads <c>{ fd: 3, file: /etc/passwd }</c>.</summary>
internal static class DescriptorReader
{
    private const string What = "a descriptor";

    private static readonly Dictionary<string, DescriptorType> Kinds = new()
    {
        ["file"] = DescriptorType.FileV2,
        ["directory"] = DescriptorType.Directory,
        ["tcp"] = DescriptorType.IPv4Socket,
        ["udp"] = DescriptorType.IPv4Socket,
        ["unix"] = DescriptorType.UnixSocket,
        ["pipe"] = DescriptorType.Fifo,
        ["eventfd"] = DescriptorType.Event,
        ["signalfd"] = DescriptorType.SignalFd,
        ["timerfd"] = DescriptorType.TimerFd,
        ["inotify"] = DescriptorType.Inotify,
        ["epoll"] = DescriptorType.EventPoll,
        ["memfd"] = DescriptorType.MemFd,
    };

    /// <summary>Reads a descriptor and gives it a number of the process.</summary>
    public static GivenDescriptor Read(YamlNode node, GivenProcess owner)
    {
        NodeReader.Mapping(node, What, ["fd", "flags", .. Kinds.Keys]);
        (YamlNode key, YamlNode value)[] kinds = [.. node.Entries.Where(entry => Kinds.ContainsKey(entry.Key.Text))];
        if (kinds is not [(var kind, var what)])
            throw MalformedTestException.Value(node, $"{What} needs one of {string.Join(", ", Kinds.Keys)}");
        GivenDescriptor descriptor = Describe(kind.Text, what, node["flags"]);
        if (node["fd"] is not { } given)
            return descriptor with { Number = owner.TakeNumber() };
        long number = NodeReader.Number(given, "fd", 0, int.MaxValue);
        owner.Numbers.Add(number);
        return descriptor with { Number = number };
    }

    private static GivenDescriptor Describe(string kind, YamlNode what, YamlNode? flags)
    {
        DescriptorType type = Kinds[kind];
        if (kind is "tcp" or "udp")
            return DescribeSocket(kind, what);
        uint open = flags is null ? 0 : (uint)FlagReader.Read(flags, EventSchema.FindFlagTable("file_flags")!, "flags");
        string name = what.Kind == YamlKind.Null ? "" : NodeReader.Text(what, kind);
        return new GivenDescriptor { Type = type, Name = name, OpenFlags = open == 0 && type == DescriptorType.FileV2 ? 1 : open };
    }

    private static GivenDescriptor DescribeSocket(string kind, YamlNode what)
    {
        (SocketEnd first, SocketEnd? second) = SocketEnd.ReadPair(what, kind);
        bool isIPv4 = first.Family == SocketFamily.IPv4;
        return new GivenDescriptor
        {
            Type = (isIPv4, second is null) switch
            {
                (true, true) => DescriptorType.IPv4ServerSocket,
                (true, false) => DescriptorType.IPv4Socket,
                (false, true) => DescriptorType.IPv6ServerSocket,
                (false, false) => DescriptorType.IPv6Socket,
            },
            Source = first,
            Destination = second,
            Protocol = kind == "tcp" ? SocketProtocol.Tcp : SocketProtocol.Udp,
        };
    }
}
