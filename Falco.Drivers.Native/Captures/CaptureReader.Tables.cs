using System.Buffers.Binary;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

public sealed partial class CaptureReader
{
    private readonly ProcessListReader _processes = new();
    private readonly DescriptorListReader _descriptors = new();
    private long _blockOffset;
    private long _unknownBlocks;
    private int _sections;

    // Reads everything up to the first event block, which stays unread.
    private void ReadTables(CancellationToken stop)
    {
        ReadSectionHeader();
        IHostTableObserver tables = Tables;
        tables.OnSectionStarted();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (!TryReadBlockHeader(out BlockType type, out uint length))
                throw Failure(CaptureFault.NoEvents, null, "the capture ends without an event");
            if (EventBlock.IsEvent(type))
                break;
            if (length < EventBlock.HeaderSize + EventBlock.TrailerSize)
                throw Failure(CaptureFault.Corrupt, type, $"the block claims {length} bytes");
            _input.Advance(EventBlock.HeaderSize);
            ReadTable(type, length - EventBlock.HeaderSize - EventBlock.TrailerSize, tables);
            if (!_input.Require(EventBlock.TrailerSize))
                throw Truncated(type);
            uint trailer = _input.PeekUInt32();
            if (trailer != length)
                throw Failure(CaptureFault.Corrupt, type, $"the block claims {length} bytes at its start and {trailer} at its end");
            _input.Advance(EventBlock.TrailerSize);
        }

        tables.OnTablesCompleted();
    }

    private void ReadSectionHeader()
    {
        if (!TryReadBlockHeader(out BlockType type, out uint length))
            throw Failure(CaptureFault.Truncated, null, "the capture is empty");
        if (type != BlockType.SectionHeader)
            throw Failure(CaptureFault.Corrupt, type, "a section header is expected here");
        if (length < SectionHeader.Size)
            throw Failure(CaptureFault.Corrupt, type, $"the block claims {length} bytes");
        if (!_input.Require(SectionHeader.Size))
            throw Truncated(type);
        ReadOnlySpan<byte> header = _input.Bytes[..SectionHeader.Size];
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        ushort major = BinaryPrimitives.ReadUInt16LittleEndian(header[12..]);
        if (magic == SectionHeader.SwappedByteOrderMagic)
            throw Failure(CaptureFault.Unsupported, type, "the capture was written with big-endian byte order");
        if (magic != SectionHeader.ByteOrderMagic)
            throw Failure(CaptureFault.Corrupt, type, $"the byte-order mark is 0x{magic:X8}");
        if (major > SectionHeader.MajorVersion)
            throw Failure(CaptureFault.Unsupported, type, $"the format has version {major}; this reader knows {SectionHeader.MajorVersion}");

        // Options may follow, and the trailer; neither says anything that a reader needs.
        if (!_input.Skip(length))
            throw Truncated(type);
        _sections++;
    }

    private void ReadTable(BlockType type, uint size, IHostTableObserver tables)
    {
        TableBlock table = TableBlock.Of(type);
        long threadId = 0;
        switch (table.Kind)
        {
            case TableKind.Unknown:
                _unknownBlocks++;
                if (!_input.Skip(size))
                    throw Truncated(type);
                return;
            case TableKind.Machine:
                MachineInfoReader.Read(RequireField(type, ref size, MachineInfoLayout.Size), tables);
                _input.Advance(MachineInfoLayout.Size);
                if (!_input.Skip(size))
                    throw Truncated(type);
                return;
            case TableKind.Descriptors:
                threadId = BinaryPrimitives.ReadInt64LittleEndian(RequireField(type, ref size, sizeof(long)));
                _input.Advance(sizeof(long));
                break;
        }

        ReadEntries(type, table, size, threadId, tables);
    }

    private ReadOnlySpan<byte> RequireField(BlockType type, ref uint size, int fieldSize)
    {
        if (size < fieldSize)
            throw Failure(CaptureFault.Corrupt, type, $"the block holds {size} bytes; at least {fieldSize} are expected");
        if (!_input.Require(fieldSize))
            throw Truncated(type);
        size -= (uint)fieldSize;
        return _input.Bytes;
    }

    // A list is as long as the recorded machine was busy; it is read entry by entry, so that memory stays bounded.
    private void ReadEntries(BlockType type, TableBlock table, uint size, long threadId, IHostTableObserver tables)
    {
        while (size >= sizeof(uint))
        {
            int window = (int)Math.Min(size, TableEntry.Window);
            if (!_input.Require(window))
                throw Truncated(type);
            ReadOnlySpan<byte> bytes = _input.Bytes[..window];
            TableEntry entry = table.Kind switch
            {
                TableKind.Processes => _processes.Read(bytes, table.Version, tables),
                TableKind.Descriptors => _descriptors.Read(bytes, table.Version, threadId, tables),
                TableKind.Interfaces => InterfaceListReader.Read(bytes, table.Version, tables),
                _ => UserListReader.Read(bytes, table.Version, tables),
            };
            if (entry.Problem is { } problem)
                throw Failure(CaptureFault.Corrupt, type, problem);
            if (entry.Length > size)
                throw Failure(CaptureFault.Corrupt, type, $"an entry of {entry.Length} bytes goes beyond its block");
            if (!_input.Skip(entry.Length))
                throw Truncated(type);
            size -= (uint)entry.Length;
        }

        if (!_input.Skip(size))
            throw Truncated(type);
    }
}
