using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The container that the thread runs in or that the event tells of, and its pod.</summary>
/// <remarks>
/// The id comes from the control groups, the rest from events that tell of containers. The host itself counts as a container named <c>host</c>
/// without further properties; of a container that no event has told of there is only the id.
/// </remarks>
internal sealed partial class ContainerField(FieldBinding binding, FieldArgument argument) : Field(binding.Definition, binding.Text)
{
    private readonly FieldId _id = FieldSchema.IdOf(binding.Definition);
    private readonly MountSelection _mount = new(argument);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (_id is FieldId.ContainerStartTs or FieldId.ContainerDuration)
            return ReadStart(in view, ref value);
        ContainerRecord? container = view.Host.ContainerOf(in view);
        if (container is null)
            return _id == FieldId.ContainerId && view.Thread is { } thread && FieldValue.Of(thread.ContainerId, ref value);
        switch (_id)
        {
            case FieldId.ContainerPrivileged:
                return FieldValue.Of(container.IsPrivileged, ref value);
            case FieldId.ContainerHostPid:
                return FieldValue.Of(container.HasHostProcesses, ref value);
            case FieldId.ContainerHostNetwork:
                return FieldValue.Of(container.HasHostNetwork, ref value);
            case FieldId.ContainerHostIpc:
                return FieldValue.Of(container.HasHostIpc, ref value);
            case FieldId.ContainerMounts:
                return FieldValue.Of(JoinMounts(container, scratch), ref value);
            case >= FieldId.ContainerMount and <= FieldId.ContainerMountPropagation:
                return ReadMount(container, scratch, ref value);
            case FieldId.ContainerLabel:
                return ReadLabel(container.LabelArray, argument.Key, ref value);
            case FieldId.ContainerLabels:
                return FieldValue.Of(JoinLabels(container.LabelArray, scratch), ref value);
            case >= FieldId.K8sPodName and <= FieldId.K8sPodCniJson:
                return ReadPod(in view, container, scratch, ref value);
            default:
                return TryText(container, out ReadOnlySpan<byte> text) && FieldValue.Of(text, ref value);
        }
    }

    private bool TryText(ContainerRecord container, out ReadOnlySpan<byte> text)
    {
        text = _id switch
        {
            FieldId.ContainerId => container.Id.Span,
            FieldId.ContainerFullId => container.FullId.Span,
            FieldId.ContainerName => container.Name.Span,
            FieldId.ContainerType => ContainerTypeName.Of(container.Type),
            FieldId.ContainerImage => container.Image.Span,
            FieldId.ContainerImageId => container.ImageId.Span,
            FieldId.ContainerImageRepository => container.ImageRepository.Span,
            FieldId.ContainerImageTag => container.ImageTag.Span,
            FieldId.ContainerImageDigest => container.ImageDigest.Span,
            FieldId.ContainerIp => container.Address.Span,
            FieldId.ContainerCniJson => container.NetworkResult.Span,
            _ => default,
        };
        return _id <= FieldId.ContainerImageDigest || _id is FieldId.ContainerIp or FieldId.ContainerCniJson;
    }

    /// <summary>When the pid namespace of the container was made; what runs in that of the host has no value in the reference's recordings either.</summary>
    private bool ReadStart(in HostEvent view, ref FieldValue value)
    {
        if (view.Thread is not { IsInPidNamespace: true, PidNamespaceStart: not 0 and var start })
            return false;
        return FieldValue.Of(_id == FieldId.ContainerStartTs ? start : view.Event.Timestamp - start, ref value);
    }
}
