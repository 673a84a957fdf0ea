using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    // When each CPU last changed its thread; grows with the CPUs that events name, of which 16 bits allow no more than 65,536.
    private ulong[] _lastSwitches = [];

    /// <summary>How long the thread that the last context switch ended had run, nanoseconds; 0 where its start was not seen.</summary>
    internal ulong ScheduledTime { get; private set; }

    private void AccountSwitch(in Event view, ThreadRecord? thread)
    {
        int cpu = view.Cpu;
        if (cpu >= _lastSwitches.Length)
            Array.Resize(ref _lastSwitches, Math.Max(cpu + 1, _lastSwitches.Length * 2));
        ulong last = _lastSwitches[cpu];
        _lastSwitches[cpu] = view.Timestamp;
        ScheduledTime = last == 0 ? 0 : view.Timestamp - last;
        if (thread is not null)
            thread.TotalScheduledTime += ScheduledTime;
    }
}
