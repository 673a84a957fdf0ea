using Falco.Core.State;

namespace Falco.Core.Fields;

internal sealed partial class ContainerField
{
    private bool ReadMount(ContainerRecord container, FieldScratch scratch, ref FieldValue value)
    {
        if (_mount.Find(container, byDestination: _id == FieldId.ContainerMountSource) is not { } mount)
            return false;
        switch (_id)
        {
            case FieldId.ContainerMountSource:
                return FieldValue.Of(mount.Source.Span, ref value);
            case FieldId.ContainerMountDest:
                return FieldValue.Of(mount.Destination.Span, ref value);
            case FieldId.ContainerMountMode:
                return FieldValue.Of(mount.Mode.Span, ref value);
            case FieldId.ContainerMountRdwr:
                return FieldValue.Of(TextOf(mount.IsWritable), ref value);
            case FieldId.ContainerMountPropagation:
                return FieldValue.Of(mount.Propagation.Span, ref value);
        }

        Utf8Composer text = new(scratch);
        Append(mount, ref text);
        return FieldValue.Of(text.Finish(), ref value);
    }

    private static ReadOnlySpan<byte> JoinMounts(ContainerRecord container, FieldScratch scratch)
    {
        Utf8Composer text = new(scratch);
        bool isFirst = true;
        foreach (ContainerMount mount in container.MountArray)
        {
            if (!isFirst)
                text.Append((byte)',');
            isFirst = false;
            Append(mount, ref text);
        }

        return text.Finish();
    }

    private static void Append(ContainerMount mount, ref Utf8Composer text)
    {
        text.Append(mount.Source.Span);
        text.Append((byte)':');
        text.Append(mount.Destination.Span);
        text.Append((byte)':');
        text.Append(mount.Mode.Span);
        text.Append((byte)':');
        text.Append(TextOf(mount.IsWritable));
        text.Append((byte)':');
        text.Append(mount.Propagation.Span);
    }

    private static ReadOnlySpan<byte> TextOf(bool truth) => truth ? "true"u8 : "false"u8;
}
