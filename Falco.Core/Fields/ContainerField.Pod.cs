using Falco.Core.State;

namespace Falco.Core.Fields;

internal sealed partial class ContainerField
{
    private bool ReadPod(in HostEvent view, ContainerRecord container, FieldScratch scratch, ref FieldValue value)
    {
        switch (_id)
        {
            case FieldId.K8sPodName:
                return ReadLabel(container.LabelArray, "io.kubernetes.pod.name"u8, ref value);
            case FieldId.K8sNsName:
                return ReadLabel(container.LabelArray, "io.kubernetes.pod.namespace"u8, ref value);
            case FieldId.K8sPodId or FieldId.K8sPodUid:
                return ReadLabel(container.LabelArray, "io.kubernetes.pod.uid"u8, ref value);
            case FieldId.K8sPodSandboxId:
                return FieldValue.Of(ShortSandboxId(container), ref value);
            case FieldId.K8sPodFullSandboxId:
                return FieldValue.Of(container.PodSandboxId.Span, ref value);
        }

        // A container that was told without its network stands for itself only as far as its sandbox is not known.
        ContainerRecord? sandbox = container.NetworkResult.IsEmpty ? view.Host.FindContainerOrHost(ShortSandboxId(container)) : container;
        return _id switch
        {
            FieldId.K8sPodLabel => (sandbox is not null && ReadLabel(sandbox.PodLabelArray, argument.Key, ref value))
                || ReadLabel(container.PodLabelArray, argument.Key, ref value),
            FieldId.K8sPodLabels => FieldValue.Of(JoinLabels((sandbox ?? container).PodLabelArray, scratch), ref value),
            FieldId.K8sPodIp => sandbox is not null && FieldValue.Of(sandbox.Address.Span, ref value),
            _ => sandbox is not null && FieldValue.Of(sandbox.NetworkResult.Span, ref value),
        };
    }

    private static ReadOnlySpan<byte> ShortSandboxId(ContainerRecord container)
    {
        ReadOnlySpan<byte> id = container.PodSandboxId.Span;
        return id[..Math.Min(id.Length, ContainerRecord.ShortIdLength)];
    }

    private static bool ReadLabel(ContainerLabel[] labels, ReadOnlySpan<byte> name, ref FieldValue value) =>
        ContainerRecord.TryFind(labels, name, out ReadOnlyMemory<byte> text) && FieldValue.Of(text.Span, ref value);

    /// <summary>All labels but annotations and those of Kubernetes itself.</summary>
    private static ReadOnlySpan<byte> JoinLabels(ContainerLabel[] labels, FieldScratch scratch)
    {
        Utf8Composer text = new(scratch);
        foreach (ContainerLabel label in labels)
        {
            if (label.Name.Span.StartsWith("annotation."u8) || label.Name.Span.StartsWith("io.kubernetes."u8))
                continue;
            if (text.Length > 0)
                text.Append(", "u8);
            text.Append(label.Name.Span);
            if (label.Value.IsEmpty)
                continue;
            text.Append((byte)':');
            text.Append(label.Value.Span);
        }

        return text.Finish();
    }
}
