using System.Globalization;
using Falco.Core.Events;

namespace Falco.Core.Fields;

/// <summary>Binds built-in fields: every field reads its argument in its own way.</summary>
internal static class BuiltInFields
{
    private static readonly HashSet<string> ParameterNames = [.. EventSchema.Types.SelectMany(type => type.Parameters).Select(parameter => parameter.Name.ToString())];

    public static Field? Bind(FieldBinding binding, out string? error)
    {
        error = null;
        FieldId id = FieldSchema.IdOf(binding.Definition);
        switch (id)
        {
            case FieldId.EvtArg or FieldId.EvtRawarg:
                return BindParameter(binding, id == FieldId.EvtRawarg, out error);
            case FieldId.EvtTypeIs:
                return BindTypeIs(binding, out error);
            case FieldId.EvtAbspath:
                return binding.Argument is null && binding.Suffix is "" or ".src" or ".dst"
                    ? new SyscallEventField(binding, FieldArgument.OfIndex(binding.Suffix == ".dst" ? 1UL : 0))
                    : null;
            case FieldId.ThreadCgroup:
                return binding is { Argument: null, Suffix: ['.', .. var subsystem] } && subsystem.All(c => char.IsAsciiLetter(c) || c == '_')
                    ? new ProcessField(binding, FieldArgument.OfKey(subsystem))
                    : null;
            case FieldId.EvtAround:
                return binding.Suffix.Length == 0 && TryIndex(binding.Argument, out ulong time)
                    ? new SyscallEventField(binding, FieldArgument.OfIndex(time))
                    : null;
        }

        if (binding.Suffix.Length > 0)
            return null;
        if (id >= FieldId.ContainerId)
            return binding.TryReadArgument(out _, out error) ? new ContainerField(binding) : null;
        FieldArgument argument = FieldArgument.None;
        if (binding.Argument is { } text && !TryArgument(binding.Definition, id, text, out argument))
            return null;
        return id switch
        {
            < FieldId.EvtLatency => new GenericEventField(binding),
            < FieldId.ProcExe => new SyscallEventField(binding, argument),
            < FieldId.UserUid => new ProcessField(binding, argument),
            < FieldId.FdNum => new UserField(binding),
            < FieldId.FsPathName => new DescriptorField(binding, argument),
            < FieldId.UtilCnt => new PathField(binding),
            FieldId.UtilCnt => new CounterField(binding),
            _ => new DescriptorListField(binding),
        };
    }

    private static bool TryArgument(FieldDefinition definition, FieldId id, string text, out FieldArgument argument)
    {
        argument = FieldArgument.None;
        if ((definition.Flags & (FieldFlags.ArgumentAllowed | FieldFlags.ArgumentRequired)) == 0)
            return false;
        if (TryIndex(text, out ulong index))
        {
            argument = FieldArgument.OfIndex(index);
            return true;
        }

        argument = FieldArgument.OfKey(text);
        return id is FieldId.ProcEnv or FieldId.ProcAenv;
    }

    private static Field? BindParameter(FieldBinding binding, bool isRaw, out string? error)
    {
        if (binding.Argument is not null)
        {
            error = isRaw ? "evt.arg fields must be expressed explicitly" : null;
            return !isRaw && binding.Suffix.Length == 0 && TryIndex(binding.Argument, out ulong index)
                ? new ParameterField(binding, (int)Math.Min(index, Event.MaxParameters))
                : null;
        }

        if (binding.Suffix is not ['.', .. { Length: > 0 } name])
        {
            error = $"filter syntax error: {binding.Text}";
            return null;
        }

        error = $"unknown event argument {name}";
        if (!ParameterNames.Contains(name))
            return null;
        error = null;
        return isRaw ? new RawParameterField(binding, name) : new ParameterField(binding, name);
    }

    private static SyscallEventField? BindTypeIs(FieldBinding binding, out string? error)
    {
        error = null;
        if (binding.Argument is not null || binding.Suffix is not ['.', .. { Length: > 0 } name])
            return null;
        if (TryIndex(name, out ulong code))
            return new SyscallEventField(binding, FieldArgument.OfIndex(code));
        error = $"unknown event type {name}";
        foreach (EventTypeInfo type in EventSchema.Types)
        {
            if (type.IsUsed && type.Name.ToString() == name)
            {
                error = null;

                // The key tells that the exit, which follows the enter event, counts as well.
                return new SyscallEventField(binding, FieldArgument.OfKey(((int)type.Type).ToString(CultureInfo.InvariantCulture)));
            }
        }

        return null;
    }

    private static bool TryIndex(string? text, out ulong index) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
