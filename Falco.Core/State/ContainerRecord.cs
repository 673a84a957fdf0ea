using System.Diagnostics;
using System.Text;

namespace Falco.Core.State;

/// <summary>What is known of one container. Texts are UTF-8; one that is not known is empty. Never changes: news make another record.</summary>
[DebuggerDisplay("{DebuggerText}")]
public sealed class ContainerRecord
{
    internal const int ShortIdLength = 12;

    internal ContainerRecord()
    {
    }

    /// <summary>The host, which counts as a container, too.</summary>
    internal static ContainerRecord Host { get; } = new()
    {
        Id = "host"u8.ToArray(),
        FullId = "host"u8.ToArray(),
        Name = "host"u8.ToArray(),
        Type = ContainerType.Host,
    };

    /// <summary>The id that control groups tell: for most engines the first 12 digits.</summary>
    public ReadOnlyMemory<byte> Id { get; internal set; }

    /// <summary>The whole id.</summary>
    public ReadOnlyMemory<byte> FullId { get; internal set; }

    /// <summary>The engine.</summary>
    public ContainerType Type { get; internal set; } = ContainerType.Unknown;

    /// <summary>The name.</summary>
    public ReadOnlyMemory<byte> Name { get; internal set; }

    /// <summary>The reference of the image.</summary>
    public ReadOnlyMemory<byte> Image { get; internal set; }

    /// <summary>The id of the image.</summary>
    public ReadOnlyMemory<byte> ImageId { get; internal set; }

    /// <summary>The repository of the image.</summary>
    public ReadOnlyMemory<byte> ImageRepository { get; internal set; }

    /// <summary>The tag of the image.</summary>
    public ReadOnlyMemory<byte> ImageTag { get; internal set; }

    /// <summary>The digest that a registry gave the image.</summary>
    public ReadOnlyMemory<byte> ImageDigest { get; internal set; }

    /// <summary>The primary IPv4 address.</summary>
    public ReadOnlyMemory<byte> Address { get; internal set; }

    /// <summary>The user that the container was configured with: a name or a number.</summary>
    public ReadOnlyMemory<byte> User { get; internal set; }

    /// <summary>What the network plugin answered, as JSON.</summary>
    public ReadOnlyMemory<byte> NetworkResult { get; internal set; }

    /// <summary>The whole id of the sandbox of the container's pod.</summary>
    public ReadOnlyMemory<byte> PodSandboxId { get; internal set; }

    /// <summary>Whether the container has all privileges.</summary>
    public bool IsPrivileged { get; internal set; }

    /// <summary>Whether the container is the sandbox of a pod.</summary>
    public bool IsPodSandbox { get; internal set; }

    /// <summary>Whether the container shares the pid namespace of the host.</summary>
    public bool HasHostProcesses { get; internal set; }

    /// <summary>Whether the container shares the network namespace of the host.</summary>
    public bool HasHostNetwork { get; internal set; }

    /// <summary>Whether the container shares the IPC namespace of the host.</summary>
    public bool HasHostIpc { get; internal set; }

    /// <summary>What is mounted.</summary>
    public IReadOnlyList<ContainerMount> Mounts => MountArray;

    /// <summary>Labels in the order of their names.</summary>
    public IReadOnlyList<ContainerLabel> Labels => LabelArray;

    /// <summary>Labels of the pod in the order of their names.</summary>
    public IReadOnlyList<ContainerLabel> PodLabels => PodLabelArray;

    /// <summary><see cref="Address"/> as a number; 0 if there is none.</summary>
    internal uint AddressNumber { get; set; }

    internal ContainerMount[] MountArray { get; set; } = [];

    internal ContainerLabel[] LabelArray { get; set; } = [];

    internal ContainerLabel[] PodLabelArray { get; set; } = [];

    /// <summary>The JSON object that told of the container, for recordings; empty if no event did.</summary>
    internal ReadOnlyMemory<byte> Document { get; set; }

    /// <summary>What the record takes, roughly, in bytes: its texts are copies of parts of the document.</summary>
    internal long Size => 512 + 3L * Document.Length;

    private string DebuggerText => $"{Encoding.UTF8.GetString(Id.Span)} {Encoding.UTF8.GetString(Name.Span)}";

    /// <summary>Finds the value of a label.</summary>
    internal static bool TryFind(ContainerLabel[] labels, ReadOnlySpan<byte> name, out ReadOnlyMemory<byte> value)
    {
        foreach (ContainerLabel label in labels)
        {
            if (!label.Name.Span.SequenceEqual(name))
                continue;
            value = label.Value;
            return true;
        }

        value = default;
        return false;
    }
}
