using Falco.Core.Events;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;
using Falco.Testing.Files;

namespace Falco.Testing.Given;

/// <summary>Reads what a test says of a process, or of the program that it becomes.</summary>
internal static class ProcessReader
{
    private delegate void Setter(GivenProcess process, YamlNode value, World world);

    // exe and name come first, in this order, because either gives the other its default.
    private static readonly Dictionary<string, Setter> Setters = new()
    {
        ["exe"] = static (process, value, _) => process.SetProgram(NodeReader.Text(value, "exe")),
        ["name"] = static (process, value, _) => SetName(process, NodeReader.Text(value, "name")),
        ["comm"] = static (process, value, _) => process.SetComm(NodeReader.Text(value, "comm")),
        ["argv0"] = static (process, value, _) => process.Exe = NodeReader.Text(value, "argv0"),
        ["args"] = static (process, value, _) => process.Arguments = NodeReader.Words(value, "args"),
        ["env"] = static (process, value, _) => process.Environment = Environment(value),
        ["user"] = static (process, value, world) => process.UserId = world.UserId(value),
        ["uid"] = static (process, value, world) => process.UserId = world.UserId(value),
        ["group"] = static (process, value, world) => process.GroupId = world.GroupId(value),
        ["gid"] = static (process, value, world) => process.GroupId = world.GroupId(value),
        ["loginuid"] = static (process, value, world) => process.LoginUserId = world.UserId(value),
        ["container"] = static (process, value, world) => process.ControlGroups = world.ControlGroups(value),
        ["cgroups"] = static (process, value, _) => process.ControlGroups = [.. NodeReader.Texts(value, "cgroups")],
        ["cwd"] = static (process, value, _) => process.Directory = NodeReader.Text(value, "cwd"),
        ["tty"] = static (process, value, _) => process.Tty = (uint)NodeReader.Number(value, "tty", 0, uint.MaxValue),
        ["sid"] = static (process, value, _) => process.SessionId = NodeReader.Number(value, "sid"),
        ["pgid"] = static (process, value, _) => process.ProcessGroupId = NodeReader.Number(value, "pgid"),
        ["vpid"] = static (process, value, _) => process.VirtualId = NodeReader.Number(value, "vpid"),
        ["vpgid"] = static (process, value, _) => process.VirtualProcessGroupId = NodeReader.Number(value, "vpgid"),
        ["exe_flags"] = static (process, value, _) =>
            process.ExeFlags = (uint)FlagReader.Read(value, EventSchema.FindFlagTable("execve_flags")!, "exe_flags"),
        ["capabilities"] = static (process, value, _) => process.GivenCapabilities = (ulong)NodeReader.Number(value, "capabilities"),
        ["exe_ino"] = static (process, value, _) => process.ExeInode = (ulong)NodeReader.Number(value, "exe_ino"),
        ["exe_ctime"] = static (process, value, _) => process.ExeChanged = (ulong)NodeReader.Number(value, "exe_ctime"),
        ["exe_mtime"] = static (process, value, _) => process.ExeModified = (ulong)NodeReader.Number(value, "exe_mtime"),
        ["started"] = static (process, value, _) => process.Started = Scene.Start - NodeReader.Duration(value, "started"),
    };

    /// <summary>What an event that starts a program takes of it.</summary>
    public static IEnumerable<string> ProgramKeys => Setters.Keys.Where(static key => key is not ("started" or "sid"));

    private static IEnumerable<string> ProcessKeys => Setters.Keys.Concat(["pid", "parent", "descriptors"]);

    /// <summary>Adds a process that is there before the first event.</summary>
    public static GivenProcess Add(YamlNode node, World world)
    {
        NodeReader.Mapping(node, "a process", ProcessKeys);
        if (!node.Has("name") && !node.Has("exe"))
            throw MalformedTestException.Value(node, "a process needs a name or an exe");
        GivenProcess parent = node["parent"] switch
        {
            null => world.Init,
            { Kind: YamlKind.Mapping } described => Add(described, world),
            var named => world.Find(named, "parent"),
        };
        long id = node["pid"] is { } given ? NodeReader.Number(given, "pid", 2, int.MaxValue) : world.NextId();
        GivenProcess process = new()
        {
            Id = id,
            ParentId = parent.Id,
            ControlGroups = parent.ControlGroups,
            SessionId = parent == world.Init ? id : parent.SessionId,
            ProcessGroupId = parent == world.Init ? id : parent.ProcessGroupId,
        };
        Apply(process, node, world);
        world.Put(process);
        foreach (YamlNode descriptor in NodeReader.Items(node["descriptors"], "descriptors"))
            process.Descriptors.Add(DescriptorReader.Read(descriptor, process));
        return process;
    }

    /// <summary>Applies what a mapping says; other keys are left alone.</summary>
    public static void Apply(GivenProcess process, YamlNode node, World world)
    {
        foreach ((string key, Setter set) in Setters)
        {
            if (node[key] is { } value)
                set(process, value, world);
        }
    }

    /// <summary>An environment: a mapping, or a list of <c>NAME=value</c>.</summary>
    public static string[] Environment(YamlNode node) => node.Kind == YamlKind.Mapping
        ? [.. node.Entries.Select(entry => $"{NodeReader.Text(entry.Key, "a variable")}={NodeReader.Text(entry.Value, "a variable")}")]
        : [.. NodeReader.Texts(node, "env")];

    private static void SetName(GivenProcess process, string name)
    {
        if (process.ExePath.Length == 0)
            process.SetProgram("/usr/bin/" + name);
        process.SetComm(name);
    }
}
