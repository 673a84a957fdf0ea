using System.Diagnostics;

namespace Falco.Core.Events;

/// <summary>What the schema says of an event type.</summary>
[DebuggerDisplay("{Type} ({Name})")]
public sealed class EventTypeInfo
{
    private readonly ParameterInfo[] _parameters;

    internal EventTypeInfo(
        EventType type, SchemaName name, EventCategory category, EventTypeFlags flags, int descriptorParameter, ParameterInfo[] parameters)
    {
        Type = type;
        Name = name;
        Category = category;
        Flags = flags;
        DescriptorParameter = descriptorParameter;
        _parameters = parameters;
        LengthSize = (flags & EventTypeFlags.LargePayload) != 0 ? 4 : 2;
    }

    /// <summary>The code.</summary>
    public EventType Type { get; }

    /// <summary>The name that rules use (<c>evt.type</c>); not unique, because versions and directions share it.</summary>
    public SchemaName Name { get; }

    /// <summary>What the event is about and where it comes from.</summary>
    public EventCategory Category { get; }

    /// <summary>What is known of all events of the type.</summary>
    public EventTypeFlags Flags { get; }

    /// <summary>The index of the parameter that holds the descriptor which the event uses, or -1.</summary>
    public int DescriptorParameter { get; }

    /// <summary>The parameters that the newest version of the schema knows; an event may carry fewer or more.</summary>
    public IReadOnlyList<ParameterInfo> Parameters => _parameters;

    /// <summary>Whether the event is the start of a system call.</summary>
    public bool IsEnter => ((ushort)Type & 1) == 0;

    /// <summary>Whether the code is in use.</summary>
    public bool IsUsed => (Flags & EventTypeFlags.Unused) == 0;

    /// <summary>Bytes per entry of the length array: 2, or 4 for large payloads.</summary>
    public int LengthSize { get; }

    /// <summary>The parameters without the cost of an interface.</summary>
    internal ReadOnlySpan<ParameterInfo> ParameterSpan => _parameters;

    /// <summary>The index of a parameter, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].Name.Utf8.SequenceEqual(name))
                return i;
        }

        return -1;
    }

    /// <summary>The index of a parameter, or -1.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            // Names of the schema are ASCII.
            if (System.Text.Ascii.Equals(_parameters[i].Name.Utf8, name))
                return i;
        }

        return -1;
    }
}
