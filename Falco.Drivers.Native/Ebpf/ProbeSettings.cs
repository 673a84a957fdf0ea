using System.Buffers.Binary;
using Falco.Core.Events;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The probe's settings (<c>struct settings</c> of layout.h), in memory that the programs read while they run.</summary>
internal sealed class ProbeSettings : IDisposable
{
    private const string Variable = "settings";

    private readonly MappedMap _memory;
    private readonly StructureLayout _layout;
    private readonly int _offset;
    private readonly int _consumerWaits;

    public ProbeSettings(LoadedObject probe)
    {
        _layout = StructureLayout.Of(probe.Source, Variable);
        GlobalVariable variable = probe.Source.Variable(Variable);
        _memory = probe.MapVariables(variable.Memory.Name);
        _offset = variable.Offset;
        _consumerWaits = _offset + _layout["consumer_waits"].Start.Value;
    }

    /// <summary>Nanoseconds from the Unix epoch to the start of the machine's clock.</summary>
    public ulong BootTime
    {
        get => BinaryPrimitives.ReadUInt64LittleEndian(this["boot_time"]);
        set => BinaryPrimitives.WriteUInt64LittleEndian(this["boot_time"], value);
    }

    private Span<byte> this[string member] => _memory.Bytes[_offset..][_layout[member]];

    /// <summary>Sets all that follows from the options and the schema.</summary>
    public void Configure(KernelSourceOptions options, NativeCalls calls)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(this["snap_length"], (uint)options.SnapLength);
        this["drop_failed"][0] = options.DropFailedCalls ? (byte)1 : (byte)0;
        this["dynamic_snap"][0] = options.DynamicSnapLength ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(this["full_port_first"], options.FullCapturePorts?.First ?? 0);
        BinaryPrimitives.WriteUInt16LittleEndian(this["full_port_last"], options.FullCapturePorts?.Last ?? 0);
        BinaryPrimitives.WriteUInt16LittleEndian(this["statsd_port"], options.StatsdPort);
        calls.CopyCodes(this["codes"]);
        Span<byte> categories = this["loss_category"];
        for (int type = 0; type < EventSchema.TypeCount; type++)
            categories[type] = (byte)LossCategories.Of((EventType)type);
    }

    /// <summary>Says which calls are sent; takes effect with the next call on each CPU.</summary>
    public void Select(NativeSelection selection)
    {
        selection.Exits.CopyTo(this["wanted"]);
        selection.CompatExits.CopyTo(this["wanted_compat"]);
        selection.Entries.CopyTo(this["wanted_enter"]);
        selection.CompatEntries.CopyTo(this["wanted_enter_compat"]);
        selection.Tracepoints.CopyTo(this["wanted_tracepoint"]);
    }

    /// <summary>Asks to be woken up by the next event; the probe forgets it when it has done so.</summary>
    public void AskForWakeUp(bool isWanted) => Volatile.Write(ref _memory.Bytes[_consumerWaits], isWanted ? (byte)1 : (byte)0);

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
