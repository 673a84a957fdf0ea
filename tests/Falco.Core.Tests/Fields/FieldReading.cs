using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Tests.State;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Fields;

/// <summary>Reads fields of an event as text.</summary>
internal static class FieldReading
{
    private static readonly FieldCatalog Catalog = FieldCatalog.For("syscall");

    /// <summary>The value as text; numbers in decimal, lists joined by commas, <see langword="null"/> if there is none.</summary>
    public static string? Read(this HostScene scene, EventBuilder built, string text) =>
        scene.Apply(built, (in HostEvent current) => Read(in current, Resolve(text)));

    /// <summary>The candidates of a field that is compared in its own way.</summary>
    public static string? ReadCandidates(this HostScene scene, EventBuilder built, string text) =>
        scene.Apply(built, (in HostEvent current) =>
            Resolve(text).TryReadCandidates(in current, new FieldScratch(), out FieldValue value) ? Text(in value) : null);

    public static string? Read(in HostEvent current, Field field) =>
        field.TryRead(in current, new FieldScratch(), out FieldValue value) ? Text(in value) : null;

    public static Field Resolve(string text)
    {
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        string name = bracket < 0 ? text : text[..bracket];
        string? argument = bracket < 0 ? null : text[(bracket + 1)..^1];
        Assert.True(Catalog.TryResolve(name, argument, out Field? field, out string? error), error);
        return field;
    }

    private static string Text(in FieldValue value)
    {
        if (!value.IsList)
            return Element(value.Type, value.Bytes, value.Number);
        List<string> elements = [];
        foreach (ReadOnlySpan<byte> element in value)
            elements.Add(Element(value.Type, element, element.Length == 8 ? BitConverter.ToUInt64(element) : 0));
        return string.Join(',', elements);
    }

    private static string Element(ParameterType type, ReadOnlySpan<byte> bytes, ulong number) => type switch
    {
        ParameterType.CharBuf or ParameterType.ByteBuf or ParameterType.FsPath or ParameterType.FsRelPath => Encoding.UTF8.GetString(bytes),
        ParameterType.IPAddr or ParameterType.IPNet => new System.Net.IPAddress(bytes).ToString(),
        ParameterType.Bool => number != 0 ? "true" : "false",
        ParameterType.Double => $"{BitConverter.UInt64BitsToDouble(number)}",
        _ => $"{(long)number}",
    };
}
