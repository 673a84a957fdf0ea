using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Plugins.Interface;

// The function tables through which plugins reach state tables. Only plugins call them, so the types of their arguments do not matter here.

/// <summary>Reading, the old way.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TableReader
{
    public nint GetName;
    public nint GetSize;
    public nint GetEntry;
    public nint ReadField;
}

/// <summary>Writing, the old way.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TableWriter
{
    public nint Clear;
    public nint Erase;
    public nint Create;
    public nint Destroy;
    public nint Add;
    public nint WriteField;
}

/// <summary>Fields of tables; the old way and the new one have the same functions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TableFields
{
    public nint List;
    public nint Get;
    public nint Add;
}

/// <summary>Reading.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TableReaderExt
{
    public TableReader Reader;
    public nint Release;
    public nint Iterate;
}

/// <summary>Writing.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TableWriterExt
{
    public TableWriter Writer;
}

/// <summary>How a plugin finds and adds tables while it is started.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct InitTablesInput
{
    public nint List;
    public nint Get;
    public nint Add;
    public TableFields Fields;
    public TableFields* FieldsExt;
    public TableReaderExt* ReaderExt;
    public TableWriterExt* WriterExt;
}
