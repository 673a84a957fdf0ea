using System.Runtime.InteropServices;
using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Operators;

/// <summary>Elements of lists as values of their own.</summary>
internal static class ListElement
{
    /// <summary>The value of an element that the enumerator of a list gave out.</summary>
    public static FieldValue Read(scoped in FieldValue list, ReadOnlySpan<byte> element)
    {
        FieldValue value = new() { Type = list.Type, Format = list.Format };
        if (list.Type.IsBytes())
            value.Bytes = element;
        else
            value.Number = MemoryMarshal.Read<ulong>(element);
        return value;
    }
}
