using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Falco.Core.State;

/// <summary>Writes the JSON object in which events tell of a container, with the keys of the reference.</summary>
internal static class ContainerDocumentWriter
{
    // Names of images and commands are told as they are, with "+" and the like.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a document, without a NUL.</summary>
    public static ReadOnlySpan<byte> Write(ContainerDescription container)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArrayBufferWriter<byte> bytes = new(1024);
        using Utf8JsonWriter writer = new(bytes, Options);
        writer.WriteStartObject();
        writer.WriteStartObject("container"u8);
        WriteIdentity(writer, container);
        WriteLimits(writer, container.Limits);
        WriteNamespaces(writer, container);
        WriteItems(writer, container);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return bytes.WrittenSpan;
    }

    private static void WriteIdentity(Utf8JsonWriter writer, ContainerDescription container)
    {
        writer.WriteNumber("type"u8, (ushort)container.Type);
        writer.WriteString("id"u8, container.Id);
        writer.WriteString("full_id"u8, container.FullId);
        writer.WriteString("name"u8, container.Name);
        writer.WriteString("image"u8, container.Image);
        writer.WriteString("imageid"u8, container.ImageId);
        writer.WriteString("imagerepo"u8, container.ImageRepository);
        writer.WriteString("imagetag"u8, container.ImageTag);
        writer.WriteString("imagedigest"u8, container.ImageDigest);
        writer.WriteString("User"u8, container.User);
        writer.WriteNumber("created_time"u8, container.CreatedTime);
        writer.WriteNumber("size"u8, container.Size);
    }

    private static void WriteLimits(Utf8JsonWriter writer, ContainerLimits limits)
    {
        writer.WriteNumber("cpu_period"u8, limits.CpuPeriod);
        writer.WriteNumber("cpu_quota"u8, limits.CpuQuota);
        writer.WriteNumber("cpu_shares"u8, limits.CpuShares);
        writer.WriteNumber("cpuset_cpu_count"u8, limits.CpuCount);
        writer.WriteNumber("memory_limit"u8, limits.Memory);
        writer.WriteNumber("swap_limit"u8, limits.Swap);
    }

    private static void WriteNamespaces(Utf8JsonWriter writer, ContainerDescription container)
    {
        writer.WriteString("ip"u8, container.Address);
        writer.WriteString("cni_json"u8, container.NetworkResult);
        writer.WriteBoolean("privileged"u8, container.IsPrivileged);
        writer.WriteBoolean("host_ipc"u8, container.HasHostIpc);
        writer.WriteBoolean("host_network"u8, container.HasHostNetwork);
        writer.WriteBoolean("host_pid"u8, container.HasHostProcesses);
        writer.WriteBoolean("is_pod_sandbox"u8, container.IsPodSandbox);
        writer.WriteString("pod_sandbox_id"u8, container.PodSandboxId);
    }

    private static void WriteItems(Utf8JsonWriter writer, ContainerDescription container)
    {
        writer.WriteStartArray("Mounts"u8);
        foreach (ContainerMountDescription mount in container.Mounts)
        {
            writer.WriteStartObject();
            writer.WriteString("Source"u8, mount.Source);
            writer.WriteString("Destination"u8, mount.Destination);
            writer.WriteString("Mode"u8, mount.Mode);
            writer.WriteBoolean("RW"u8, mount.IsWritable);
            writer.WriteString("Propagation"u8, mount.Propagation);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("port_mappings"u8);
        foreach (ContainerPort port in container.Ports)
        {
            writer.WriteStartObject();
            writer.WriteNumber("HostIp"u8, port.HostAddress);
            writer.WriteNumber("HostPort"u8, port.HostPort);
            writer.WriteNumber("ContainerPort"u8, port.Port);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteTexts(writer, "env"u8, container.Environment);
        WriteLabels(writer, "labels"u8, container.Labels);
        WriteLabels(writer, "pod_sandbox_labels"u8, container.PodLabels);
        if (container.HealthCheck is not { } probe)
            return;
        writer.WriteStartObject("Healthcheck"u8);
        writer.WriteString("exe"u8, probe.Program);
        WriteTexts(writer, "args"u8, probe.Arguments);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> key, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(key);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteLabels(Utf8JsonWriter writer, ReadOnlySpan<byte> key, IReadOnlyDictionary<string, string> labels)
    {
        writer.WriteStartObject(key);
        foreach ((string name, string value) in labels)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }
}
