namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>The commands of bpf(2) that are used.</summary>
internal enum BpfCommand
{
    MapCreate = 0,
    MapLookupElement = 1,
    MapUpdateElement = 2,
    MapDeleteElement = 3,
    ProgramLoad = 5,
    ProgramTestRun = 10,
    ObjectGetInfoByDescriptor = 15,
    RawTracepointOpen = 17,
    BtfLoad = 18,
    MapFreeze = 22,
    LinkCreate = 28,
    IteratorCreate = 33,
}
