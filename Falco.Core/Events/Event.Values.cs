namespace Falco.Core.Events;

public readonly ref partial struct Event
{
    /// <summary>A parameter with everything that can be read from it; empty, but described, if the event does not carry it.</summary>
    /// <param name="index">The index in <see cref="EventTypeInfo.Parameters"/>; one that is not there gives an empty value.</param>
    public ParameterValue this[int index] =>
        (uint)index < (uint)Info.ParameterSpan.Length ? new(Info.ParameterSpan[index], GetBytes(index)) : default;

    /// <summary>A parameter by its name, as UTF-8; empty if the type has none of that name.</summary>
    public ParameterValue this[ReadOnlySpan<byte> name] => this[Info.IndexOf(name)];

    /// <summary>A parameter by its name; empty if the type has none of that name.</summary>
    public ParameterValue this[string name] => this[Info.IndexOf(name)];

    /// <summary>The text of a parameter as a new string, or <see langword="null"/> if the event does not carry it.</summary>
    public string? GetString(string name) => this[name] is { IsEmpty: false } value ? value.ToString() : null;
}
