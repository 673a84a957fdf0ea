using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// Gathers the tables of a section. A source tells a thread and then its descriptors; a capture holds a list of threads and then the
/// lists of descriptors, and readers find a descriptor's thread only in what they have read before.
/// </summary>
internal sealed class SectionTables : IDisposable
{
    // Interfaces and users must each be one block, because readers keep the last only. Threads and descriptors may be many: they are
    // as many as the machine is busy, and are written in between so that memory stays bounded.
    private const int SpillSize = 1 << 20;
    private const int BufferSize = 16 << 10;

    private readonly BlockBuffer _interfaces = new(BufferSize);
    private readonly BlockBuffer _users = new(BufferSize);
    private readonly BlockBuffer _threads = new(BufferSize);
    private readonly BlockBuffer _descriptors = new(BufferSize);
    private long _descriptorThread;

    /// <summary>Whether so much has come together that <see cref="TakeThreads"/> should be called.</summary>
    public bool IsFull => _threads.Length + _descriptors.Length > SpillSize;

    /// <summary>Descriptors that could not be written.</summary>
    public long OmittedDescriptors { get; private set; }

    public void Add(in InterfaceEntry entry) => InterfaceListWriter.Append(Open(_interfaces, BlockType.InterfaceListV2), in entry);

    public void Add(in UserEntry user) => UserListWriter.Append(Open(_users, BlockType.UserListV2), in user);

    public void Add(in GroupEntry group) => UserListWriter.Append(Open(_users, BlockType.UserListV2), in group);

    public void Add(in ThreadEntry thread) => ProcessListWriter.Append(Open(_threads, BlockType.ProcessListV9), in thread);

    public void Add(long threadId, in DescriptorEntry descriptor)
    {
        if (!DescriptorListWriter.CanWrite(descriptor.Type))
        {
            OmittedDescriptors++;
            return;
        }

        if (_descriptors.Length > 0 && threadId != _descriptorThread)
            _descriptors.EndBlock();
        if (_descriptors.Length == 0 || threadId != _descriptorThread)
        {
            _descriptors.StartBlock(BlockType.DescriptorListV2);
            _descriptors.AppendInt64(threadId);
            _descriptorThread = threadId;
        }

        DescriptorListWriter.Append(_descriptors, in descriptor);
    }

    /// <summary>Moves everything gathered so far to where the blocks of the capture are put together.</summary>
    public void TakeAll(BlockBuffer blocks)
    {
        Take(_interfaces, blocks);
        Take(_users, blocks);
        TakeThreads(blocks);
    }

    /// <summary>Moves the threads and descriptors gathered so far.</summary>
    public void TakeThreads(BlockBuffer blocks)
    {
        Take(_threads, blocks);
        Take(_descriptors, blocks);
    }

    public void Dispose()
    {
        _interfaces.Dispose();
        _users.Dispose();
        _threads.Dispose();
        _descriptors.Dispose();
    }

    private static BlockBuffer Open(BlockBuffer table, BlockType type)
    {
        if (table.Length == 0)
            table.StartBlock(type);
        return table;
    }

    private static void Take(BlockBuffer table, BlockBuffer blocks)
    {
        if (table.Length == 0)
            return;
        table.EndBlock();
        blocks.Append(table.Written);
        table.Clear();
    }
}
