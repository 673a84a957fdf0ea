using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;

namespace Falco.Testing.Given;

/// <summary>Reads <c>given</c>: what is on the host before the first event.</summary>
internal static class GivenReader
{
    /// <summary>Adds what is given to a host.</summary>
    /// <returns>The first process that is given, or <see langword="null"/>.</returns>
    public static GivenProcess? Read(YamlNode given, World world)
    {
        if (given.Kind == YamlKind.Null)
            return null;
        NodeReader.Mapping(given, "given", "host", "users", "groups", "containers", "processes");
        if (given["host"] is { } host)
            world.HostName = NodeReader.Mapping(host, "host", "name")["name"] is { } name ? NodeReader.Text(name, "name") : world.HostName;
        foreach (YamlNode group in NodeReader.Items(given["groups"], "groups"))
        {
            NodeReader.Mapping(group, "a group", "gid", "name");
            world.AddGroup(Id(group, "gid"), Required(group, "name", "a group"));
        }

        foreach (YamlNode user in NodeReader.Items(given["users"], "users"))
            world.Add(ReadUser(user, world));
        foreach (YamlNode container in NodeReader.Items(given["containers"], "containers"))
            world.Add(ContainerReader.Read(container));
        GivenProcess? first = null;
        foreach (YamlNode process in NodeReader.Items(given["processes"], "processes"))
        {
            GivenProcess added = ProcessReader.Add(process, world);
            first ??= added;
        }

        return first;
    }

    private static GivenUser ReadUser(YamlNode user, World world)
    {
        NodeReader.Mapping(user, "a user", "uid", "gid", "name", "home", "shell");
        string name = Required(user, "name", "a user");
        uint id = Id(user, "uid");
        return new GivenUser(
            id,
            user["gid"] is { } group ? world.GroupId(group) : id,
            name,
            user["home"] is { } home ? NodeReader.Text(home, "home") : "/home/" + name,
            user["shell"] is { } shell ? NodeReader.Text(shell, "shell") : "/bin/bash");
    }

    private static uint Id(YamlNode node, string key) => node[key] is { } id
        ? (uint)NodeReader.Number(id, key, 0, uint.MaxValue)
        : throw MalformedTestException.Value(node, $"'{key}' is missing");

    private static string Required(YamlNode node, string key, string what) => node[key] is { } value
        ? NodeReader.Text(value, key)
        : throw MalformedTestException.Value(node, $"{what} needs '{key}'");
}
