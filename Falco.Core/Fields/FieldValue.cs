using System.Runtime.InteropServices;
using Falco.Core.Events;

namespace Falco.Core.Fields;

/// <summary>The value of a field for one event: text and bytes in place, numbers by value. Dies with the event.</summary>
/// <remarks>
/// Which member holds the value follows from <see cref="Type"/>: text types (without a NUL), buffers and addresses (4 or 16 bytes, network
/// order) are in <see cref="Bytes"/>; everything else is in <see cref="Number"/>, signed types sign-extended, doubles as their bits, booleans
/// as 0 or 1. The elements of a list follow one another in <see cref="Bytes"/>, each a 32-bit length and its bytes; numbers have 8 bytes.
/// </remarks>
public ref struct FieldValue
{
    /// <summary>The type of the value, or of each element.</summary>
    public ParameterType Type;

    /// <summary>How a number is printed.</summary>
    public ParameterFormat Format;

    /// <summary>Whether the value is a list.</summary>
    public bool IsList;

    /// <summary>Text, bytes, address, or the elements of a list.</summary>
    public ReadOnlySpan<byte> Bytes;

    /// <summary>The number.</summary>
    public ulong Number;

    /// <summary>Sets a text, buffer or address.</summary>
    public static bool Of(ReadOnlySpan<byte> bytes, ref FieldValue value)
    {
        value.Bytes = bytes;
        return true;
    }

    /// <summary>Sets a number.</summary>
    public static bool Of(ulong number, ref FieldValue value)
    {
        value.Number = number;
        return true;
    }

    /// <summary>Sets a signed number.</summary>
    public static bool Of(long number, ref FieldValue value) => Of((ulong)number, ref value);

    /// <summary>Sets a truth value.</summary>
    public static bool Of(bool truth, ref FieldValue value) => Of(truth ? 1UL : 0UL, ref value);

    /// <summary>Enumerates the elements of a list.</summary>
    public readonly ElementEnumerator GetEnumerator() => new(Bytes);

    /// <summary>Walks over the elements of a list.</summary>
    public ref struct ElementEnumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal ElementEnumerator(ReadOnlySpan<byte> elements)
        {
            _rest = elements;
        }

        /// <summary>The element's bytes.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>Moves on; false at the end.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            int length = MemoryMarshal.Read<int>(_rest);
            Current = _rest.Slice(4, length);
            _rest = _rest[(4 + length)..];
            return true;
        }
    }
}
