using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Plugins.Interface;

// The structures of the plugin interface, with C layout and natural alignment, in the order of its fields.

/// <summary>An event that is handed to a plugin.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EventInput
{
    public byte* Event;
    public ulong Number;
    public byte* Source;
}

/// <summary>What a plugin is started with.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct InitInput
{
    public byte* Configuration;
    public nint Owner;
    public delegate* unmanaged[Cdecl]<nint, byte*> GetOwnerError;
    public InitTablesInput* Tables;
    public delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, void> Log;
}

/// <summary>One field that a plugin is to read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ExtractField
{
    public void* Result;
    public ulong ResultLength;
    public uint FieldId;
    public byte* Field;
    public byte* Key;
    public ulong Index;
    public uint HasArgument;
    public uint Type;
    public uint IsList;
}

/// <summary>The fields that a plugin is to read from an event.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ExtractInput
{
    public nint Owner;
    public delegate* unmanaged[Cdecl]<nint, byte*> GetOwnerError;
    public uint Count;
    public ExtractField* Fields;
    public TableReader Reader;
    public TableReaderExt* ReaderExt;
    public ValueOffsets* Offsets;
}

/// <summary>Where in the event's data the values stand, one entry for each.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ValueOffsets
{
    public uint* Start;
    public uint* Length;
}

/// <summary>What a plugin needs to parse an event.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ParseInput
{
    public nint Owner;
    public delegate* unmanaged[Cdecl]<nint, byte*> GetOwnerError;
    public TableReader Reader;
    public TableWriter Writer;
    public TableReaderExt* ReaderExt;
    public TableWriterExt* WriterExt;
}

/// <summary>What a plugin is told when a source starts or stops.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CaptureListenInput
{
    public nint Owner;
    public RoutineFunctions* Routines;
    public TableReaderExt* ReaderExt;
    public TableWriterExt* WriterExt;
    public delegate* unmanaged[Cdecl]<nint, byte*> GetOwnerError;
}

/// <summary>How a plugin asks for work in the background.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RoutineFunctions
{
    public delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, nint, uint>, nint, nint> Subscribe;
    public delegate* unmanaged[Cdecl]<nint, nint, int> Unsubscribe;
}

/// <summary>A number that a plugin tells of itself.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Metric
{
    public byte* Name;
    public int Type;
    public ulong Value;
    public int ValueType;
}

/// <summary>Bytes with a length.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ByteBuffer
{
    public uint Length;
    public byte* Bytes;
}
