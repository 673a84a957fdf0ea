using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>Puts an event together, parameter by parameter, in memory of its own.</summary>
internal sealed class EventAssembly
{
    /// <summary>The most bytes that an event may have.</summary>
    public const int MaxSize = 1 << 16;

    // Made when the first event is begun: captures of today need none.
    private byte[] _bytes = [];
    private EventTypeInfo _type = EventSchema.Get(default);
    private int _parameters;
    private int _length;

    /// <summary>Begins an event with the time, the thread and the origin of another one.</summary>
    /// <param name="origin">The other event.</param>
    /// <param name="type">The type of the new one.</param>
    /// <param name="parameterCount">How many parameters it will get; no more than an event may have.</param>
    public void Begin(in Event origin, EventTypeInfo type, int parameterCount)
    {
        if (_bytes.Length == 0)
            _bytes = new byte[MaxSize];
        _type = type;
        _parameters = 0;
        _length = Event.HeaderSize + (parameterCount * type.LengthSize);
        origin.Bytes[..16].CopyTo(_bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(20), (ushort)type.Type);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(22), parameterCount);
    }

    /// <summary>Appends a parameter as it is.</summary>
    /// <returns>Whether the event is not too long with it.</returns>
    public bool TryAppend(ReadOnlySpan<byte> value)
    {
        if (value.Length > MaxSize - _length || (_type.LengthSize == 2 && value.Length > ushort.MaxValue))
            return false;
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
        Span<byte> entry = _bytes.AsSpan(Event.HeaderSize + (_parameters++ * _type.LengthSize));
        if (_type.LengthSize == 2)
            BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)value.Length);
        else
            BinaryPrimitives.WriteInt32LittleEndian(entry, value.Length);
        return true;
    }

    /// <summary>Appends a parameter; what its type has no room for is cut off.</summary>
    /// <returns>Whether the event is not too long with it.</returns>
    public bool TryAppendCut(ReadOnlySpan<byte> value)
    {
        int limit = ParameterSize.FixedOf(_type.Parameters[_parameters].Type) ?? int.MaxValue;
        return TryAppend(value[..Math.Min(value.Length, limit)]);
    }

    /// <summary>Appends the default of a parameter's type.</summary>
    /// <returns>Whether the event is not too long with it.</returns>
    public bool TryAppendDefault()
    {
        ParameterType type = _type.Parameters[_parameters].Type;
        Span<byte> value = stackalloc byte[16];
        value.Fill(type is ParameterType.Uid or ParameterType.Gid ? byte.MaxValue : (byte)0);
        return TryAppend(value[..(ParameterSize.FixedOf(type) ?? 0)]);
    }

    /// <summary>Ends the event, once it has all its parameters.</summary>
    /// <returns>A view of it, valid until the next one is begun.</returns>
    public Event End(ushort cpu, EventFlags flags)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(16), _length);
        return Event.OfChecked(_bytes.AsSpan(0, _length), cpu, flags);
    }
}
