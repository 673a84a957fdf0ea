using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Drivers.Native.Captures.Conversion;

namespace Falco.Drivers.Native.Captures;

public sealed partial class CaptureReader
{
    // How many events may pass before a request to stop is seen.
    private const int StopInterval = 256;

    private const int CommonEventStart = EventBlock.HeaderSize + EventBlock.CpuSize;
    private const uint MinCommonBlock = CommonEventStart + EventBlock.TrailerSize;
    private const uint MaxCommonBlock = EventBlock.HeaderSize + EventBlock.MaxSize;

    private FirstVersionEvent? _firstVersion;
    private long _events;
    private long _unknownEvents;
    private bool _isLeading;

    private void ReadSections(CancellationToken stop)
    {
        do
        {
            ReadTables(stop);
            _isLeading = true;
            ForgetPendingCalls();
        }
        while (ReadEvents(stop));
    }

    // Returns whether another section follows.
    private bool ReadEvents(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            ReadCommonEvents();
            if (!TryReadBlockHeader(out BlockType type, out uint length))
                return false;
            if (!EventBlock.IsEvent(type))
                return true;
            ReadRareEvent(type, length);
        }
    }

    // Delivers the run of common blocks that lie in the window whole; what ends the run is left to the careful path.
    private void ReadCommonEvents()
    {
        BlockInput input = _input;
        ReadOnlySpan<byte> window = input.Bytes;
        long origin = input.Offset;
        int at = 0;
        for (int run = 0; run < StopInterval && window.Length - at >= EventBlock.HeaderSize; run++)
        {
            ReadOnlySpan<byte> rest = window[at..];
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(rest) != (uint)BlockType.EventV2
                || length - MinCommonBlock > MaxCommonBlock - MinCommonBlock || length > (uint)rest.Length)
            {
                break;
            }

            _blockOffset = origin + at;
            Deliver(
                BlockType.EventV2,
                rest[CommonEventStart..(int)(length - EventBlock.TrailerSize)],
                BinaryPrimitives.ReadUInt16LittleEndian(rest[EventBlock.HeaderSize..]),
                EventFlags.None);
            at += (int)length;
        }

        input.Advance(at);
    }

    private bool TryReadBlockHeader(out BlockType type, out uint length)
    {
        BlockInput input = _input;
        _blockOffset = input.Offset;
        if (!input.Require(EventBlock.HeaderSize))
        {
            if (input.Available > 0)
                throw Failure(CaptureFault.Truncated, null, $"the capture ends {input.Available} bytes into the header of a block");
            (type, length) = (default, 0);
            return false;
        }

        type = (BlockType)input.PeekUInt32();
        length = input.PeekUInt32(4);
        return true;
    }

    // The block types that are not written for most events of today, blocks that the window cuts, and every damaged block.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadRareEvent(BlockType type, uint length)
    {
        int start = EventBlock.HeaderSize + EventBlock.CpuSize + (EventBlock.HasFlags(type) ? EventBlock.FlagsSize : 0);
        int header = EventBlock.IsFirstVersion(type) ? FirstVersionEvent.HeaderSize : Event.HeaderSize;
        if (length < start + header + EventBlock.TrailerSize)
            throw Failure(CaptureFault.Corrupt, type, $"the block claims {length} bytes, too few for an event");
        if (!EventBlock.IsLarge(type) && length > EventBlock.MaxSize + EventBlock.HeaderSize)
            throw Failure(CaptureFault.Corrupt, type, $"the block claims {length} bytes; only a large block may be that long");
        if (length > (uint)_options.MaxBlockSize)
            throw Failure(CaptureFault.TooLarge, type, $"the block claims {length} bytes; at most {_options.MaxBlockSize} are accepted");
        if (!_input.Require((int)length))
            throw Truncated(type);

        ReadOnlySpan<byte> block = _input.Bytes[..(int)length];
        ushort cpu = BinaryPrimitives.ReadUInt16LittleEndian(block[EventBlock.HeaderSize..]);
        uint recorded = EventBlock.HasFlags(type)
            ? BinaryPrimitives.ReadUInt32LittleEndian(block[(EventBlock.HeaderSize + EventBlock.CpuSize)..])
            : 0;
        ReadOnlySpan<byte> bytes = block[start..^EventBlock.TrailerSize];
        if (EventBlock.IsFirstVersion(type))
            DeliverFirstVersion(type, bytes, cpu, (EventFlags)recorded & EventFlags.StateOnly);
        else
            Deliver(type, bytes, cpu, (EventFlags)recorded & EventFlags.StateOnly);
        _input.Advance((int)length);
    }

    private void DeliverFirstVersion(BlockType type, ReadOnlySpan<byte> bytes, ushort cpu, EventFlags flags)
    {
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]) >= EventSchema.TypeCount)
        {
            _unknownEvents++;
            return;
        }

        _firstVersion ??= new FirstVersionEvent();
        if (_firstVersion.Rebuild(bytes, out ReadOnlySpan<byte> rebuilt) is { } problem)
            throw Failure(CaptureFault.Corrupt, type, problem);
        Deliver(type, rebuilt, cpu, flags);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Deliver(BlockType type, ReadOnlySpan<byte> bytes, ushort cpu, EventFlags flags)
    {
        EventFault fault = Event.TryRead(bytes, cpu, flags, out Event view);
        if (fault != EventFault.None)
        {
            SkipOrFail(type, bytes, fault);
            return;
        }

        if (EventAge.NeedsConverter(in view))
            DeliverConverted(in view);
        else
            DeliverCurrent(in view);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DeliverCurrent(in Event view)
    {
        _events++;
        if (_isLeading)
            DeliverLeading(in view);
        else
            Publish(in view);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DeliverLeading(in Event view)
    {
        _isLeading = LeadingEvent.CompletesTables(view.Type);
        Event marked = _isLeading ? Event.OfChecked(view.Bytes, view.Cpu, view.Flags | EventFlags.StateOnly) : view;
        Publish(in marked);
    }

    private void SkipOrFail(BlockType type, ReadOnlySpan<byte> bytes, EventFault fault)
    {
        // The types that this reader does not know are judged before their length is, because a newer driver may lay them out
        // in another way.
        if (bytes.Length >= Event.HeaderSize && BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]) >= EventSchema.TypeCount)
        {
            _unknownEvents++;
            return;
        }

        throw Failure(CaptureFault.Corrupt, type, fault switch
        {
            EventFault.Truncated => "the block is too short for the header of an event",
            EventFault.BadLength => "the length of the event does not fit its block",
            EventFault.TooManyParameters => "the event claims more parameters than fit it",
            _ => "the parameters of the event are longer than the event",
        });
    }

    private CaptureException Truncated(BlockType type) =>
        Failure(CaptureFault.Truncated, type, $"the capture ends within the block, at offset {_input.Offset + _input.Available}");
}
