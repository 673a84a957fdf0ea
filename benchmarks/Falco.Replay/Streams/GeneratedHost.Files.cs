using System.Globalization;
using Falco.Core.Events;

namespace Falco.Replay.Streams;

internal sealed partial class GeneratedHost
{
    private const long CurrentDirectory = -100;
    private const int NoSuchFile = -2;

    // Flags of an open, as drivers write them.
    private const uint ReadOnly = 1;
    private const uint WriteOnly = 2;
    private const uint Create = 4;
    private const uint CloseOnExec = 4096;

    // How much of what is read and written the recording keeps.
    private const int KeptBytes = 80;

    private static readonly byte[] Data = [.. Enumerable.Range(0, KeptBytes).Select(i => (byte)(' ' + (i * 7 % 90)))];

    private void PlanRead(GeneratedProcess process)
    {
        int size = 1 << _random.Below(14);
        Emit(On(EventType.ReadExit, process).Int64(size).Bytes(Data[..Math.Min(size, KeptBytes)]).Int64(AnyDescriptor(process)).UInt32((uint)size));
    }

    private void PlanWrite(GeneratedProcess process)
    {
        int size = 1 << _random.Below(12);
        Emit(On(EventType.WriteExit, process).Int64(size).Bytes(Data[..Math.Min(size, KeptBytes)]).Int64(AnyDescriptor(process)).UInt32((uint)size));
    }

    // One in six opens fails, as programs look for their files in several places.
    private void PlanOpen(GeneratedProcess process)
    {
        bool fails = _random.Below(6) == 0;
        bool writes = _random.Below(5) == 0;
        Emit(On(EventType.Openat_2Exit, process).Int64(fails ? NoSuchFile : process.Open()).Int64(CurrentDirectory).Text(NextPath(process))
            .UInt32(CloseOnExec | (writes ? WriteOnly | Create : ReadOnly)).UInt32(writes ? 420u : 0).UInt32(fails ? 0 : 2049u).UInt64(fails ? 0 : (ulong)_random.Below(1_000_000)));
    }

    private void PlanClose(GeneratedProcess process) => Emit(On(EventType.CloseExit, process).Int64(0).Int64(process.Close(_random)));

    private void PlanStat(GeneratedProcess process) =>
        Emit(On(EventType.NewfstatatExit, process).Int64(_random.Below(4) == 0 ? NoSuchFile : 0).Int64(CurrentDirectory).Text(NextPath(process)).UInt32(256));

    private void PlanSeek(GeneratedProcess process) =>
        Emit(On(EventType.LseekExit, process).Int64(0).Int64(AnyDescriptor(process)).UInt64(0).UInt8(1));

    private long AnyDescriptor(GeneratedProcess process) => process.Descriptors[_random.Below(process.Descriptors.Count)];

    // A third are libraries that all share, a third settings of the service, and a third files that are never seen again.
    private string NextPath(GeneratedProcess process) => _random.Below(3) switch
    {
        0 => _random.Favourite(_libraries),
        1 => string.Create(CultureInfo.InvariantCulture, $"/etc/{process.Program}/conf.d/{_random.Below(40)}.conf"),
        _ => string.Create(CultureInfo.InvariantCulture, $"/var/lib/{process.Program}/{process.Id}/spool/{process.Files++}.dat"),
    };
}
