using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The container that the thread runs in, and its pod.</summary>
/// <remarks>
/// The id comes from the control groups. The host itself counts as a container named <c>host</c> without further properties. What only a
/// container runtime could tell has no value for a container, because no runtime is asked.
/// </remarks>
internal sealed class ContainerField(FieldBinding binding) : Field(binding.Definition, binding.Text)
{
    private readonly FieldId _id = FieldSchema.IdOf(binding.Definition);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Thread is not { } thread)
            return false;
        bool isHost = thread.ContainerId.IsEmpty;
        if (_id == FieldId.ContainerId)
            return FieldValue.Of(isHost ? "host"u8 : thread.ContainerId, ref value);
        if (!isHost)
            return false;
        switch (_id)
        {
            case FieldId.ContainerName or FieldId.ContainerFullId or FieldId.ContainerType:
                return FieldValue.Of("host"u8, ref value);
            case FieldId.ContainerImage or FieldId.ContainerImageId or FieldId.ContainerImageRepository or FieldId.ContainerImageTag
                or FieldId.ContainerImageDigest or FieldId.ContainerMounts or FieldId.ContainerIp or FieldId.ContainerCniJson
                or FieldId.ContainerLabels:
                return FieldValue.Of(default(ReadOnlySpan<byte>), ref value);
            case FieldId.ContainerPrivileged or FieldId.ContainerHostPid or FieldId.ContainerHostNetwork or FieldId.ContainerHostIpc:
                return FieldValue.Of(false, ref value);
            default:
                return false;
        }
    }
}
