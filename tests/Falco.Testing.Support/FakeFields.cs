using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Testing.Support;

/// <summary>Fields with given values, so that conditions and outputs can be tested without events.</summary>
/// <param name="others">Where all other fields are found.</param>
public sealed class FakeFields(IFieldResolver? others = null) : IFieldResolver
{
    private readonly Dictionary<string, FakeField> _fields = [];

    /// <inheritdoc/>
    public IReadOnlyList<FieldClass> Classes => [];

    /// <summary>Adds a field.</summary>
    public FakeFields Add(FakeField field)
    {
        _fields[field.Definition.Name] = field;
        return this;
    }

    /// <summary>Adds a text.</summary>
    public FakeFields Text(string name, string value, ParameterType type = ParameterType.CharBuf, FieldFlags flags = 0) =>
        Add(new FakeField(Define(name, type, flags), name, Encoding.UTF8.GetBytes(value)));

    /// <summary>Adds bytes: a buffer, an address, or text that need not be UTF-8.</summary>
    public FakeFields Bytes(string name, ParameterType type, params byte[] value) => Add(new FakeField(Define(name, type), name, value));

    /// <summary>Adds an address.</summary>
    public FakeFields Address(string name, string value, ParameterType type = ParameterType.IPAddr) =>
        Bytes(name, type, IPAddress.Parse(value).GetAddressBytes());

    /// <summary>Adds a number.</summary>
    public FakeFields Number(string name, ParameterType type, long value, ParameterFormat format = ParameterFormat.Decimal) =>
        Add(new FakeField(Define(name, type) with { Format = format }, name, number: (ulong)value));

    /// <summary>Adds a list of texts.</summary>
    public FakeFields Texts(string name, string[] values, FieldFlags flags = 0) =>
        Add(new FakeField(Define(name, ParameterType.CharBuf, flags | FieldFlags.List), name, List(values.Select(Encoding.UTF8.GetBytes))));

    /// <summary>Adds a list of numbers.</summary>
    public FakeFields Numbers(string name, params ulong[] values) =>
        Add(new FakeField(Define(name, ParameterType.UInt64, FieldFlags.List), name, List(values.Select(BitConverter.GetBytes))));

    /// <summary>Adds a field that has no value.</summary>
    public FakeFields Missing(string name, ParameterType type = ParameterType.CharBuf, FieldFlags flags = 0) =>
        Add(new FakeField(Define(name, type, flags), name));

    /// <summary>Adds a field that is compared through candidates; <see langword="null"/> stands for no descriptor at all.</summary>
    public FakeFields Candidates(string name, ParameterType type, FieldComparison comparison, params byte[][]? candidates) =>
        Add(new FakeField(
            Define(name, type) with { Comparison = comparison }, name, candidates: candidates is null ? null : List(candidates)));

    /// <inheritdoc/>
    public bool TryResolve(string name, string? argument, [NotNullWhen(true)] out Field? field, [NotNullWhen(false)] out string? error)
    {
        string text = argument is null ? name : $"{name}[{argument}]";
        FakeField? found = _fields.GetValueOrDefault(name);
        if (found is null && others is not null)
            return others.TryResolve(name, argument, out field, out error);
        bool takesArgument = found is not null
            && (found.Definition.Flags & (FieldFlags.ArgumentAllowed | FieldFlags.ArgumentRequired)) != 0;
        field = found is null || (argument is not null && !takesArgument) ? null : found.WithText(text);
        error = field is null ? $"filter_check called with nonexistent field {text}" : null;
        return field is not null;
    }

    private static FieldDefinition Define(string name, ParameterType type, FieldFlags flags = 0) =>
        new() { Name = name, Type = type, Flags = flags, Description = name };

    private static byte[] List(IEnumerable<byte[]> elements) =>
        [.. elements.SelectMany(element => (byte[])[.. BitConverter.GetBytes(element.Length), .. element])];
}
