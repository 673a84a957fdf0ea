using System.Text;
using System.Text.Json;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;
using Falco.Testing.Files;

namespace Falco.Testing.Given;

/// <summary>Reads a container, and writes what a runtime would tell of it.</summary>
internal static class ContainerReader
{
    private const string What = "a container";

    private static readonly string[] Keys = ["name", "id", "image", "type", "privileged", "mounts", "labels", "ip", "env", "user", "pod"];

    private static readonly Dictionary<string, int> Types = new()
    {
        ["docker"] = 0,
        ["cri"] = 6,
        ["containerd"] = 7,
        ["cri-o"] = 8,
        ["podman"] = 11,
    };

    public static GivenContainer Read(YamlNode node)
    {
        NodeReader.Mapping(node, What, Keys);
        string? id = node["id"] is { } given ? ReadId(given) : null;
        string name = node["name"] is { } named ? NodeReader.Text(named, "name") : id is null
            ? throw MalformedTestException.Value(node, $"{What} needs a name or an id")
            : "container";
        string complete = GivenContainer.CompleteId(name, id);
        return new GivenContainer(name, complete, Write(node, name, complete));
    }

    private static string ReadId(YamlNode node)
    {
        string id = NodeReader.Text(node, "id");
        return id.Length is 12 or 64 && id.All(char.IsAsciiHexDigitLower)
            ? id
            : throw MalformedTestException.Value(node, $"id must have 12 or 64 hexadecimal digits (0-9, a-f), but is '{id}'");
    }

    private static string Write(YamlNode node, string name, string id)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("container");
            json.WriteNumber("type", ReadType(node["type"]));
            json.WriteString("id", id[..12]);
            json.WriteString("full_id", id);
            json.WriteString("name", name);
            WriteImage(json, node["image"] is { } image ? NodeReader.Text(image, "image") : "");
            json.WriteBoolean("privileged", node["privileged"] is { } privileged && NodeReader.Switch(privileged, "privileged"));
            json.WriteString("ip", node["ip"] is { } ip ? NodeReader.Text(ip, "ip") : "");
            json.WriteString("User", node["user"] is { } user ? NodeReader.Text(user, "user") : "");
            json.WriteBoolean("is_pod_sandbox", false);
            json.WriteNumber("created_time", (long)(Scene.Start / 1_000_000_000) - 3600);
            json.WriteStartArray("env");
            foreach (string entry in node["env"] is { } env ? ProcessReader.Environment(env) : [])
                json.WriteStringValue(entry);
            json.WriteEndArray();
            WriteMounts(json, node["mounts"]);
            WriteLabels(json, node);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static int ReadType(YamlNode? node)
    {
        if (node is null)
            return 0;
        string text = NodeReader.Text(node, "type");
        return Types.TryGetValue(text, out int type)
            ? type
            : throw MalformedTestException.Value(node, $"type cannot be '{text}'", "one of " + string.Join(", ", Types.Keys));
    }

    // registry/path:tag@digest
    private static void WriteImage(Utf8JsonWriter json, string image)
    {
        int at = image.IndexOf('@', StringComparison.Ordinal);
        string named = at < 0 ? image : image[..at];
        int colon = named.LastIndexOf(':');
        bool hasTag = colon > named.LastIndexOf('/');
        json.WriteString("image", image);
        json.WriteString("imagerepo", hasTag ? named[..colon] : named);
        json.WriteString("imagetag", hasTag ? named[(colon + 1)..] : "");
        json.WriteString("imagedigest", at < 0 ? "" : image[(at + 1)..]);
        json.WriteString("imageid", "");
    }

    private static void WriteMounts(Utf8JsonWriter json, YamlNode? mounts)
    {
        json.WriteStartArray("Mounts");
        foreach (YamlNode mount in NodeReader.Items(mounts, "mounts"))
        {
            NodeReader.Mapping(mount, "a mount", "source", "destination", "mode", "rw", "propagation");
            json.WriteStartObject();
            json.WriteString("Source", Part(mount, "source"));
            json.WriteString("Destination", Part(mount, "destination"));
            json.WriteString("Mode", Part(mount, "mode"));
            json.WriteBoolean("RW", mount["rw"] is not { } writable || NodeReader.Switch(writable, "rw"));
            json.WriteString("Propagation", mount.Has("propagation") ? Part(mount, "propagation") : "rprivate");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A pod is known by the labels of its containers.
    private static void WriteLabels(Utf8JsonWriter json, YamlNode node)
    {
        YamlNode? pod = node["pod"];
        if (pod is not null)
            NodeReader.Mapping(pod, "a pod", "name", "namespace", "uid", "labels", "sandbox_id");
        json.WriteString("pod_sandbox_id", pod is null ? "" : Part(pod, "sandbox_id"));
        json.WriteStartObject("pod_sandbox_labels");
        WriteTexts(json, pod?["labels"]);
        json.WriteEndObject();
        json.WriteStartObject("labels");
        WriteTexts(json, node["labels"]);
        foreach (string part in pod is null ? Array.Empty<string>() : ["name", "namespace", "uid"])
            json.WriteString("io.kubernetes.pod." + part, Part(pod!, part));
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, YamlNode? labels)
    {
        if (labels is null)
            return;
        if (labels.Kind != YamlKind.Mapping)
            throw MalformedTestException.Value(labels, $"labels must be a mapping, but is {NodeReader.Describe(labels)}");
        foreach ((YamlNode key, YamlNode value) in labels.Entries)
            json.WriteString(NodeReader.Text(key, "a label"), NodeReader.Text(value, "a label"));
    }

    private static string Part(YamlNode node, string key) => node[key] is { } part ? NodeReader.Text(part, key) : "";
}
