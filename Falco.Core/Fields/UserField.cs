using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The user and the group that the thread runs as.</summary>
internal sealed class UserField(FieldBinding binding) : Field(binding.Definition, binding.Text)
{
    private readonly FieldId _id = FieldSchema.IdOf(binding.Definition);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Thread is not { } thread)
            return _id == FieldId.UserName && ReadContainerUser(in view, ref value);
        switch (_id)
        {
            case FieldId.UserUid:
                return FieldValue.Of((ulong)thread.UserId, ref value);
            case FieldId.UserLoginuid:
                return FieldValue.Of(thread.LoginUserId == uint.MaxValue ? -1L : thread.LoginUserId, ref value);
            case FieldId.GroupGid:
                return FieldValue.Of((ulong)thread.GroupId, ref value);
            case FieldId.GroupName:
                return FieldValue.Of(
                    view.Host.TryFindGroup(thread.ContainerId, thread.GroupId, out GroupRecord? group) ? group!.Name.Span
                    : thread.GroupId == 0 ? "root"u8 : "<NA>"u8, ref value);
        }

        uint id = _id == FieldId.UserLoginname ? thread.LoginUserId : thread.UserId;
        bool isKnown = view.Host.TryFindUser(thread.ContainerId, id, out UserRecord? user);
        ReadOnlySpan<byte> text = _id switch
        {
            FieldId.UserHomedir => isKnown ? user!.HomeDirectory.Span : id == 0 ? "/root"u8 : "<NA>"u8,
            FieldId.UserShell => isKnown ? user!.Shell.Span : "<NA>"u8,
            _ => isKnown ? user!.Name.Span : id == 0 ? "root"u8 : "<NA>"u8,
        };
        return FieldValue.Of(text, ref value);
    }

    /// <summary>An event about a container tells the user that the container was configured with.</summary>
    private static bool ReadContainerUser(in HostEvent view, ref FieldValue value) =>
        view.Host.ContainerOf(in view) is { User.IsEmpty: false } container && FieldValue.Of(container.User.Span, ref value);
}
