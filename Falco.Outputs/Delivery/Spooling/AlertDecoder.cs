using System.Buffers.Binary;
using System.Text;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>Reads what <see cref="AlertCodec"/> wrote. The bytes are not trusted: they may come from another version, or from anyone.</summary>
internal ref struct AlertDecoder(ReadOnlySpan<byte> bytes)
{
    // Fields hold values or lists of them.
    private const int MaxDepth = 4;

    private ReadOnlySpan<byte> _rest = bytes;
    private bool _isBroken;

    /// <summary>The alert, or <see langword="null"/> if the bytes are not one.</summary>
    public Alert? Read()
    {
        if (ReadByte() != AlertCodec.Version)
            return null;
        byte priority = ReadByte();
        var alert = new Alert
        {
            Priority = (RulePriority)priority,
            Timestamp = ReadBits(),
            Revision = (long)ReadBits(),
            EventNumber = ReadBits(),
            Rule = ReadText(),
            Source = ReadText(),
            Message = ReadText(),
            Tags = ReadTags(),
            Fields = ReadFields(),
        };
        return _isBroken || !_rest.IsEmpty || priority > (byte)RulePriority.Debug ? null : alert;
    }

    private string[] ReadTags()
    {
        var tags = new string[ReadCount(sizeof(int))];
        for (int i = 0; i < tags.Length; i++)
            tags[i] = ReadText();
        return tags;
    }

    private AlertField[] ReadFields()
    {
        var fields = new AlertField[ReadCount(sizeof(int) + 1)];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = new AlertField(ReadText(), ReadValue(MaxDepth));
        return fields;
    }

    private object? ReadValue(int depth)
    {
        switch ((ValueKind)ReadByte())
        {
            case ValueKind.None:
                return null;
            case ValueKind.Text:
                return ReadText();
            case ValueKind.False:
                return false;
            case ValueKind.True:
                return true;
            case ValueKind.Signed:
                return (long)ReadBits();
            case ValueKind.Unsigned:
                return ReadBits();
            case ValueKind.Double:
                return BitConverter.UInt64BitsToDouble(ReadBits());
            case ValueKind.List when depth > 0:
                var values = new object?[ReadCount(1)];
                for (int i = 0; i < values.Length; i++)
                    values[i] = ReadValue(depth - 1);
                return values;
            default:
                _isBroken = true;
                return null;
        }
    }

    private string ReadText() => Encoding.UTF8.GetString(Take(ReadCount(1)));

    // A count that the rest cannot hold would cost memory before it is found to be wrong.
    private int ReadCount(int leastBytesEach)
    {
        ReadOnlySpan<byte> bytes = Take(sizeof(int));
        int count = bytes.IsEmpty ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (count >= 0 && count <= _rest.Length / leastBytesEach)
            return count;
        _isBroken = true;
        return 0;
    }

    private ulong ReadBits()
    {
        ReadOnlySpan<byte> bytes = Take(sizeof(ulong));
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private byte ReadByte()
    {
        ReadOnlySpan<byte> bytes = Take(1);
        return bytes.IsEmpty ? byte.MaxValue : bytes[0];
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            _isBroken = true;
            _rest = default;
            return default;
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
