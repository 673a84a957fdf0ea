using Falco.Core.Events;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Ebpf.Loading;
using Falco.Drivers.Native.Ebpf.Rings;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The probe in the kernel: its maps, programs, attachments and rings.</summary>
/// <remarks>
/// Everything that the kernel holds for it hangs on descriptors of this process, so it leaves the kernel with <see cref="Dispose"/>
/// and likewise when the process ends, however it ends. What may be called from any thread is locked; the rings and the settings are used
/// by the thread that reads, so only that thread may dispose of the probe while it reads.
/// </remarks>
internal sealed class Probe : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LoadedObject _object;
    private readonly NativeCalls _calls;
    private readonly Dictionary<string, LoadedProgram> _programs = [];
    private readonly Dictionary<string, BpfHandle> _links = [];
    private readonly List<BpfMap> _ringMaps = [];
    private readonly KernelFeatures _features;
    private readonly ProbeCounters? _counters;
    private KernelStatistics? _lastCounts;
    private bool _isAttached;
    private bool _isDisposed;
    private NativeSelection _selection = new();

    private Probe(KernelSourceOptions options, EbpfObject source, KernelTypes kernel)
    {
        _features = KernelFeatures.Detect(kernel);
        if (options.WithoutTypedTracepoints)
            _features = _features with { HasTypedTracepoints = false };
        if (!_features.HasRingBuffers || !_features.HasMappableArrays)
            throw new EbpfException(EbpfFault.KernelTooOld, "the kernel has no ring buffers for eBPF", "Linux 5.8 or later is needed");
        int cpus = Cpus.Possible;
        source.Map("cpus").MaxEntries = (uint)cpus;
        source.Map("rings").MaxEntries = (uint)cpus;
        source.Map("rings").Inner!.MaxEntries = (uint)options.RingBytes;
        _object = LoadedObject.Create(source, kernel);
        _calls = new NativeCalls(source);
        try
        {
            Backlog = new BacklogSpace(options.BacklogBytes);
            Rings = CreateRings(options);
            Settings = new ProbeSettings(_object);
            Settings.Configure(options, _calls);
            Settings.BootTime = KernelClock.BootTime;
            _counters = new ProbeCounters(_object, cpus);
            Select(options.Syscalls);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The rings, to be read by one thread.</summary>
    public RingBuffer[] Rings { get; } = [];

    /// <summary>Where records go when the reader is behind.</summary>
    public BacklogSpace Backlog { get; } = null!;

    /// <summary>How many programs are in the kernel.</summary>
    public int ProgramCount => _programs.Count;

    public RingDescriptors RingDescriptors => new(_ringMaps);

    public ProbeSettings Settings { get; } = null!;

    /// <summary>The counters of now; after the probe was disposed of, those of its end.</summary>
    public KernelStatistics Counts
    {
        get
        {
            lock (_gate)
            {
                return _lastCounts ?? _counters!.Read();
            }
        }
    }

    /// <summary>Loads what the options ask for; nothing runs in the kernel yet.</summary>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static Probe Load(KernelSourceOptions options)
    {
        EbpfObject source = ProbeObject.Open();
        return new Probe(options, source, KernelTypes.Read());
    }

    /// <summary>Changes what is sent, while it runs or before. Programs that are needed for the first time are loaded first.</summary>
    /// <exception cref="EbpfException">The kernel refused; what was sent before is still sent.</exception>
    /// <exception cref="ObjectDisposedException">The probe has left the kernel.</exception>
    public void Select(SyscallSet wanted)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            foreach ((int number, SyscallInfo call) in _calls.Of(wanted))
            {
                _object.Map("exits").Update((uint)number, Program(_calls.ExitProgram(call)).Handle);
                if (_calls.EntryProgram(call) is { } entry)
                    _object.Map("entries").Update((uint)number, Program(entry).Handle);
            }

            _selection = _calls.Select(wanted);
            if (_isAttached)
                AttachWanted();
            Settings.Select(_selection);
        }
    }

    /// <summary>From here on events are sent.</summary>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    /// <exception cref="ObjectDisposedException">The probe has left the kernel.</exception>
    public void Attach()
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            _isAttached = true;
            AttachWanted();
        }
    }

    /// <summary>Nothing is sent any more; what is in the rings stays there.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            _isAttached = false;
            foreach (BpfHandle link in _links.Values)
                link.Dispose();
            _links.Clear();
        }
    }

    /// <summary>Makes the calling thread one of the engine's own: what it does is counted, not sent.</summary>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    /// <exception cref="ObjectDisposedException">The probe has left the kernel.</exception>
    public void RegisterOwnThread()
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            Program("register_own_thread").RunOnce();
        }
    }

    /// <summary>Undoes <see cref="RegisterOwnThread"/>; the end of the thread and that of the probe do so, too.</summary>
    /// <exception cref="EbpfException">The kernel refused.</exception>
    public void ForgetOwnThread()
    {
        lock (_gate)
        {
            if (!_isDisposed)
                Program("forget_own_thread").RunOnce();
        }
    }

    /// <summary>Starts a walk over all tasks, or over all open files.</summary>
    /// <returns>The walk, or <see langword="null"/> if the kernel cannot.</returns>
    /// <exception cref="ObjectDisposedException">The probe has left the kernel.</exception>
    public BpfIterator? TryWalk(string program)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            try
            {
                if (!_links.TryGetValue(program, out BpfHandle? link))
                    _links.Add(program, link = Program(program).Attach());
                return BpfIterator.Start(link);
            }
            catch (EbpfException exception) when (exception.Fault is EbpfFault.KernelTooOld or EbpfFault.VerifierRefused)
            {
                return null;
            }
        }
    }

    /// <summary>Takes everything out of the kernel, for good; the counters keep their last values.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            Detach();
            _lastCounts = _counters?.Read();
            _isDisposed = true;
            foreach (LoadedProgram program in _programs.Values)
                program.Dispose();
            foreach (RingBuffer ring in Rings)
                ring.Dispose();
            foreach (BpfMap ring in _ringMaps)
                ring.Dispose();
            Settings?.Dispose();
            _counters?.Dispose();
            _object.Dispose();
        }
    }

    // Each CPU that is online gets its ring, alone or together with its neighbours.
    private RingBuffer[] CreateRings(KernelSourceOptions options)
    {
        List<RingBuffer> rings = [];
        int[] online = Cpus.ReadOnline();
        int share = options.CpusPerRing == 0 ? online.Length : Math.Min(options.CpusPerRing, online.Length);
        try
        {
            for (int i = 0; i < online.Length; i++)
            {
                if (i % share == 0)
                {
                    BpfMap map = BpfMap.Create("ring", new() { Type = BpfMapType.RingBuffer, MaxEntries = (uint)options.RingBytes });
                    _ringMaps.Add(map);
                    rings.Add(RingBuffer.Map(map, new RingBacklog(Backlog)));
                }

                _object.Map("rings").Update((uint)online[i], _ringMaps[^1].Handle);
            }
        }
        catch
        {
            // A mapping keeps the kernel's memory, whoever closes the map.
            rings.ForEach(ring => ring.Dispose());
            throw;
        }

        return [.. rings];
    }

    private void AttachWanted()
    {
        // The end of own threads must be seen in any case.
        AttachIf(true, "t_process_exit");
        AttachIf(_selection.Tracepoints[(int)ProbeTracepoint.ProcessFork] != 0, "t_process_fork");
        AttachIf(_selection.Tracepoints[(int)ProbeTracepoint.ProcessExec] != 0, "t_process_exec");
        AttachIf(_selection.Tracepoints[(int)ProbeTracepoint.Signal] != 0, "t_signal");

        // Last, so that no process is seen from its start without what it executes, which one of the others tells.
        string prefix = _features.HasTypedTracepoints ? "" : "raw_";
        AttachIf(_selection.Entries.Contains((byte)1), prefix + "sys_enter");
        AttachIf(_selection.Exits.Contains((byte)1), prefix + "sys_exit");
    }

    private void AttachIf(bool isWanted, string program)
    {
        if (isWanted && !_links.ContainsKey(program))
        {
            _links.Add(program, Program(program).Attach());
        }
        else if (!isWanted && _links.Remove(program, out BpfHandle? link))
        {
            link.Dispose();
        }
    }

    private LoadedProgram Program(string name)
    {
        if (!_programs.TryGetValue(name, out LoadedProgram? program))
            _programs.Add(name, program = _object.Load(_object.Source.Program(name), asRawTracepoint: !_features.HasTypedTracepoints));
        return program;
    }

    // Named after what the embedder holds.
    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, typeof(KernelSource));
}
