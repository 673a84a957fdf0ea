using System.Runtime.InteropServices;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>
/// The function tables that a plugin is given to reach state tables, in memory that stays while it lives. There are no state tables yet: every
/// request is refused with an error that the plugin can read.
/// </summary>
internal sealed unsafe class HostTables
{
    private Block* _block;

    public HostTables()
    {
        _block = (Block*)NativeMemory.AllocZeroed((nuint)sizeof(Block));
        nint nothing = (nint)(delegate* unmanaged[Cdecl]<nint, nint>)&PluginCallbacks.Nothing;
        nint failure = (nint)(delegate* unmanaged[Cdecl]<nint, int>)&PluginCallbacks.Refuse;
        _block->Fields = new TableFields { List = nothing, Get = nothing, Add = nothing };
        _block->Reader = new TableReaderExt
        {
            Reader = new TableReader { GetName = nothing, GetSize = nothing, GetEntry = nothing, ReadField = failure },
            Release = nothing,
            Iterate = nothing,
        };
        _block->Writer = new TableWriterExt
        {
            Writer = new TableWriter { Clear = failure, Erase = failure, Create = nothing, Destroy = nothing, Add = nothing, WriteField = failure },
        };
        _block->Init = new InitTablesInput
        {
            List = (nint)(delegate* unmanaged[Cdecl]<nint, uint*, nint>)&PluginCallbacks.ListTables,
            Get = nothing,
            Add = failure,
            Fields = _block->Fields,
            FieldsExt = &_block->Fields,
            ReaderExt = &_block->Reader,
            WriterExt = &_block->Writer,
        };
        _block->Routines = new RoutineFunctions { Subscribe = &PluginCallbacks.SubscribeRoutine, Unsubscribe = &PluginCallbacks.UnsubscribeRoutine };
    }

    public InitTablesInput* InitInput => &_block->Init;

    public TableReaderExt* Reader => &_block->Reader;

    public TableWriterExt* Writer => &_block->Writer;

    public RoutineFunctions* Routines => &_block->Routines;

    public void Free()
    {
        NativeMemory.Free(_block);
        _block = null;
    }

    private struct Block
    {
        public InitTablesInput Init;
        public TableFields Fields;
        public TableReaderExt Reader;
        public TableWriterExt Writer;
        public RoutineFunctions Routines;
    }
}
