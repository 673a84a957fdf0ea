using Falco.Core.State;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;
using Falco.Testing.Files;

namespace Falco.Testing.Given;

/// <summary>Reads a container.</summary>
internal static class ContainerReader
{
    private const string What = "a container";
    private const int ShortIdLength = 12;

    private static readonly string[] Keys = ["name", "id", "image", "type", "privileged", "mounts", "labels", "ip", "env", "user", "pod"];

    private static readonly Dictionary<string, ContainerType> Types = new()
    {
        ["docker"] = ContainerType.Docker,
        ["cri"] = ContainerType.Cri,
        ["containerd"] = ContainerType.Containerd,
        ["cri-o"] = ContainerType.CriO,
        ["podman"] = ContainerType.Podman,
    };

    public static GivenContainer Read(YamlNode node)
    {
        NodeReader.Mapping(node, What, Keys);
        string? given = node["id"] is { } id ? ReadId(id) : null;
        string name = node["name"] is { } named ? NodeReader.Text(named, "name") : given is null
            ? throw MalformedTestException.Value(node, $"{What} needs a name or an id")
            : "container";
        string complete = GivenContainer.CompleteId(name, given);
        string image = Part(node, "image");
        (string repository, string tag, string digest) = ContainerImageName.Split(image);
        YamlNode? pod = node["pod"] is { } described ? NodeReader.Mapping(described, "a pod", "name", "namespace", "uid", "labels", "sandbox_id") : null;
        return new GivenContainer(new ContainerDescription
        {
            Id = complete[..ShortIdLength],
            FullId = complete,
            Type = ReadType(node["type"]),
            Name = name,
            Image = image,
            ImageRepository = repository,
            ImageTag = tag,
            ImageDigest = digest,
            Address = Part(node, "ip"),
            User = Part(node, "user"),
            CreatedTime = (long)((Scene.Start - Scene.Hour) / 1_000_000_000),
            IsPrivileged = node["privileged"] is { } privileged && NodeReader.Switch(privileged, "privileged"),
            Mounts = [.. NodeReader.Items(node["mounts"], "mounts").Select(ReadMount)],
            Environment = node["env"] is { } environment ? ProcessReader.Environment(environment) : [],
            Labels = ReadLabels(node["labels"], pod),
            PodLabels = ReadLabels(pod?["labels"], pod: null),
            PodSandboxId = pod is null ? "" : Part(pod, "sandbox_id"),
        });
    }

    private static string ReadId(YamlNode node)
    {
        string id = NodeReader.Text(node, "id");
        return id.Length is ShortIdLength or 64 && id.All(char.IsAsciiHexDigitLower)
            ? id
            : throw MalformedTestException.Value(node, $"id must have 12 or 64 hexadecimal digits (0-9, a-f), but is '{id}'");
    }

    private static ContainerType ReadType(YamlNode? node)
    {
        if (node is null)
            return ContainerType.Docker;
        string text = NodeReader.Text(node, "type");
        return Types.TryGetValue(text, out ContainerType type)
            ? type
            : throw MalformedTestException.Value(node, $"type cannot be '{text}'", "one of " + string.Join(", ", Types.Keys));
    }

    private static ContainerMountDescription ReadMount(YamlNode mount)
    {
        NodeReader.Mapping(mount, "a mount", "source", "destination", "mode", "rw", "propagation");
        bool isWritable = mount["rw"] is not { } writable || NodeReader.Switch(writable, "rw");
        return new ContainerMountDescription(
            Part(mount, "source"), Part(mount, "destination"), Part(mount, "mode"), isWritable, mount.Has("propagation") ? Part(mount, "propagation") : "rprivate");
    }

    // A pod is known by the labels of its containers.
    private static Dictionary<string, string> ReadLabels(YamlNode? labels, YamlNode? pod)
    {
        Dictionary<string, string> read = [];
        if (labels is not null)
        {
            if (labels.Kind != YamlKind.Mapping)
                throw MalformedTestException.Value(labels, $"labels must be a mapping, but is {NodeReader.Describe(labels)}");
            foreach ((YamlNode key, YamlNode value) in labels.Entries)
                read[NodeReader.Text(key, "a label")] = NodeReader.Text(value, "a label");
        }

        if (pod is null)
            return read;
        foreach (string part in (ReadOnlySpan<string>)["name", "namespace", "uid"])
            read["io.kubernetes.pod." + part] = Part(pod, part);
        return read;
    }

    private static string Part(YamlNode node, string key) => node[key] is { } part ? NodeReader.Text(part, key) : "";
}
