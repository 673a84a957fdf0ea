using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

public sealed partial class CaptureWriter
{
    private void StartSection()
    {
        _blocks.StartBlock(BlockType.SectionHeader);
        _blocks.AppendUInt32(SectionHeader.ByteOrderMagic);
        _blocks.AppendUInt16(SectionHeader.MajorVersion);
        _blocks.AppendUInt16(SectionHeader.MinorVersion);
        _blocks.AppendUInt64(SectionHeader.UnknownLength);
        _blocks.EndBlock();
        _sections++;
        _stage = Stage.Tables;
    }

    // A table between two events would damage the capture, whatever the source does.
    private void RequireTables()
    {
        if (_stage != Stage.Tables)
            StartSection();
    }

    private void StartEvents()
    {
        RequireTables();
        _tables.TakeAll(_blocks);
        _stage = Stage.Events;
        _isLeading = true;
    }

    private void SpillThreads()
    {
        if (!_tables.IsFull)
            return;
        _tables.TakeThreads(_blocks);
        WriteOut();
    }

    private sealed class TableObserver(CaptureWriter writer) : IHostTableObserver
    {
        public void OnSectionStarted()
        {
            lock (writer._gate)
            {
                if (!writer._isClosed && writer._stage != Stage.Tables)
                    writer.StartSection();
            }
        }

        public void OnMachine(in MachineEntry machine)
        {
            lock (writer._gate)
            {
                if (writer._isClosed)
                    return;
                writer.RequireTables();
                MachineInfoWriter.Append(writer._blocks, in machine);
            }
        }

        public void OnInterface(in InterfaceEntry entry)
        {
            lock (writer._gate)
            {
                if (writer._isClosed)
                    return;
                writer.RequireTables();
                writer._tables.Add(in entry);
            }
        }

        public void OnUser(in UserEntry user)
        {
            lock (writer._gate)
            {
                if (writer._isClosed)
                    return;
                writer.RequireTables();
                writer._tables.Add(in user);
            }
        }

        public void OnGroup(in GroupEntry group)
        {
            lock (writer._gate)
            {
                if (writer._isClosed)
                    return;
                writer.RequireTables();
                writer._tables.Add(in group);
            }
        }

        public void OnThread(in ThreadEntry thread)
        {
            lock (writer._gate)
            {
                if (writer._isClosed)
                    return;
                writer.RequireTables();
                writer._tables.Add(in thread);
                writer.SpillThreads();
            }
        }

        public void OnDescriptor(long threadId, in DescriptorEntry descriptor)
        {
            lock (writer._gate)
            {
                if (writer._isClosed)
                    return;
                writer.RequireTables();
                writer._tables.Add(threadId, in descriptor);
                writer.SpillThreads();
            }
        }

        public void OnTablesCompleted()
        {
            lock (writer._gate)
            {
                if (!writer._isClosed && writer._stage != Stage.Events)
                    writer.StartEvents();
            }
        }
    }
}
