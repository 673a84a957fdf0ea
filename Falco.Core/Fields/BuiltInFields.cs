using System.Globalization;
using Falco.Core.Events;

namespace Falco.Core.Fields;

/// <summary>Binds built-in fields: every field reads its argument in its own way.</summary>
internal static class BuiltInFields
{
    private static readonly HashSet<string> ParameterNames =
        [.. EventSchema.Types.SelectMany(type => type.Parameters).Select(parameter => parameter.Name.ToString())];

    /// <summary>Makes the field; without a field and without an error there is none of that text.</summary>
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
                return BindControlGroup(binding, out error);
            case FieldId.EvtAround:
                return BindAround(binding, out error);
            case >= FieldId.ContainerId:
                return BindContainer(binding, out error);
        }

        if (binding.Suffix.Length > 0)
            return null;
        FieldArgument argument = FieldArgument.None;
        if (binding.Argument is { } text && !TryArgument(binding.Definition, id, text, out argument, out error))
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

    private static bool TryArgument(FieldDefinition definition, FieldId id, string text, out FieldArgument argument, out string? error)
    {
        argument = FieldArgument.None;
        error = null;
        if ((definition.Flags & (FieldFlags.ArgumentAllowed | FieldFlags.ArgumentRequired)) == 0)
            return false;
        if (TryIndex(text, out ulong index))
        {
            argument = FieldArgument.OfIndex(index);
            return true;
        }

        if (id is FieldId.ProcEnv or FieldId.ProcAenv)
        {
            // Empty brackets are none.
            if (text.Length > 0)
                argument = FieldArgument.OfKey(text);
            return true;
        }

        // Only this field says what is wrong with its argument; the others are then unknown.
        if (id == FieldId.FdTypes)
            error = $"{text} is not a valid number";
        return false;
    }

    private static Field? BindParameter(FieldBinding binding, bool isRaw, out string? error)
    {
        error = null;
        if (binding.Suffix is ['.', .. var name])
        {
            // The longest name of a parameter that the text begins with counts; what follows it makes an unknown field.
            if (binding.Argument is null && ParameterNames.Contains(name))
                return isRaw ? new RawParameterField(binding, name) : new ParameterField(binding, name);
            if (!ParameterNames.Any(known => name.StartsWith(known, StringComparison.Ordinal)))
                error = $"unknown event argument {binding.Text[(binding.Definition.Name.Length + 1)..]}";
            return null;
        }

        if (binding.Suffix.Length > 0 || binding.Argument is null)
            error = $"filter syntax error: {binding.Text}";
        else if (isRaw)
            error = "evt.arg fields must be expressed explicitly";
        else if (TryIndex(binding.Argument, out ulong index))
            return new ParameterField(binding, (int)Math.Min(index, Event.MaxParameters));
        else
            error = $"{binding.Argument} is not a valid number";
        return null;
    }

    private static SyscallEventField? BindTypeIs(FieldBinding binding, out string? error)
    {
        error = null;
        if (binding.Suffix is not ['.', .. var name])
        {
            error = $"filter syntax error: {binding.Text}";
            return null;
        }

        if (binding.Argument is not null)
            return null;
        if (uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint code))
            return new SyscallEventField(binding, FieldArgument.OfIndex(code));
        foreach (EventTypeInfo type in EventSchema.Types)
        {
            // The key tells that the exit, which follows the enter event, counts as well.
            if (type.Name.ToString() == name)
                return new SyscallEventField(binding, FieldArgument.OfKey(((int)type.Type).ToString(CultureInfo.InvariantCulture)));
        }

        return null;
    }

    private static ProcessField? BindControlGroup(FieldBinding binding, out string? error)
    {
        error = null;
        if (binding.Suffix is not ['.', .. var subsystem])
        {
            error = $"filter syntax error: {binding.Text}";
            return null;
        }

        return binding.Argument is null && subsystem.All(character => char.IsAsciiLetter(character) || character == '_')
            ? new ProcessField(binding, FieldArgument.OfKey(subsystem))
            : null;
    }

    private static SyscallEventField? BindAround(FieldBinding binding, out string? error)
    {
        error = null;
        if (binding.Suffix.StartsWith('.'))
            error = "wrong syntax for evt.around";
        else if (binding.Suffix.Length > 0 || binding.Argument is null)
            error = $"filter syntax error: {binding.Text}";
        else if (TryIndex(binding.Argument, out ulong time))
            return new SyscallEventField(binding, FieldArgument.OfIndex(time));
        else
            error = $"{binding.Argument} is not a valid number";
        return null;
    }

    private static ContainerField? BindContainer(FieldBinding binding, out string? error)
    {
        error = null;
        if (binding.Suffix.Length > 0 && binding.Argument is not null)
            return null;
        return binding.TryReadArgument(out FieldArgument argument, out error) && binding.Suffix.Length == 0
            ? new ContainerField(binding, argument)
            : null;
    }

    private static bool TryIndex(string? text, out ulong index) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
