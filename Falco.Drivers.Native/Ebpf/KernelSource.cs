using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The kernel of this machine as a source of events, through the eBPF probe that is part of this library.</summary>
/// <remarks>
/// <para>Needs root, or the capabilities that <c>docs/privileges.md</c> names. <see cref="Open"/> loads the probe; events are sent from
/// the moment at which <see cref="EventSource.Run"/> is called, and the tables of the host precede them. The source ends only when it is
/// stopped; what the rings and the backlog hold by then is still delivered.</para>
/// <para>Disposing takes the probe out of the kernel; while the source runs, its thread does that before <see cref="EventSource.Run"/>
/// returns.</para>
/// <para>Events are read where the kernel wrote them, or from the backlog if the reader was behind, and merged by their time. The thread that runs the source is one of the engine's own:
/// what it does is not sent, see <see cref="ExcludeCurrentThread"/>.</para>
/// </remarks>
public sealed class KernelSource : EventSource
{
    // How many events may pass before a request to stop is seen, and before the rings are looked at again: with a fast kernel and a reader
    // whose code is not compiled yet, a ring fills by a few percent meanwhile.
    private const int RunLength = 1024;

    private readonly Probe _probe;
    private readonly RingReader _reader;
    private readonly HostPicture? _picture;
    private readonly RecordDecoder _decoder = new();

    private KernelSource(Probe probe, HostPicture? picture)
    {
        _probe = probe;
        _reader = new RingReader(probe.Rings, probe.RingDescriptors, probe.Settings);
        _picture = picture;
    }

    /// <inheritdoc/>
    public override string Name => "syscall";

    /// <summary>What became of the events so far. May be read from any thread; after the source was disposed of, it tells the last state.</summary>
    public KernelStatistics Statistics => _probe.Counts with
    {
        Observed = _decoder.Events,
        Malformed = _decoder.Malformed,
        BacklogPeakBytes = _probe.Backlog.Peak,
    };

    /// <summary>Loads the probe into the kernel, which takes some tenths of a second; nothing is watched before the source is run.</summary>
    /// <param name="options">How to watch, or <see langword="null"/> for the defaults.</param>
    /// <returns>The source, which the caller disposes of.</returns>
    /// <exception cref="EbpfException">The kernel refuses; the message says why and what can be done.</exception>
    /// <exception cref="ArgumentNullException">An option is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message names it.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no <c>/proc</c> below <see cref="KernelSourceOptions.HostRoot"/>, and the first picture is wanted.</exception>
    public static KernelSource Open(KernelSourceOptions? options = null)
    {
        options ??= KernelSourceOptions.Default;
        KernelSourceOptions.Check(options);

        // The host's files first: what is missing there is found before anything is in the kernel.
        HostPicture? picture = options.SkipHostTables ? null : new HostPicture(options);
        try
        {
            return new KernelSource(Probe.Load(options), picture);
        }
        catch
        {
            picture?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Changes which system calls are sent, before or while the source runs, to these and no others: see <see cref="KernelSourceOptions.Syscalls"/>. May be
    /// called from any thread.
    /// </summary>
    /// <exception cref="EbpfException">The kernel refuses; what was sent before is still sent.</exception>
    /// <exception cref="ObjectDisposedException">The source was disposed of.</exception>
    public void Select(SyscallSet syscalls)
    {
        ArgumentNullException.ThrowIfNull(syscalls);
        _probe.Select(syscalls);
    }

    /// <summary>
    /// Makes the calling thread one of the engine's own until the result is disposed, on the same thread: its system calls are counted, but
    /// not sent. A sink calls it on the thread that writes, so that an alert file on a watched path does not feed itself. The result may be
    /// disposed of after the source; on another thread that throws <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <exception cref="EbpfException">The kernel refuses.</exception>
    /// <exception cref="ObjectDisposedException">The source was disposed of.</exception>
    public IDisposable ExcludeCurrentThread() => new OwnThread(_probe);

    /// <summary>How many programs are in the kernel.</summary>
    internal int ProgramCount => _probe.ProgramCount;

    /// <inheritdoc/>
    protected override void Produce(CancellationToken stop)
    {
        using IDisposable own = ExcludeCurrentThread();
        _probe.Attach();
        try
        {
            // The rings keep what happens meanwhile; replayed on the tables, it leads to the same picture.
            _picture?.Publish(Tables, _probe, stop);
            while (!stop.IsCancellationRequested)
            {
                Between?.Invoke();

                // A run that ended early has delivered all that was ready; to look again at once would only take the cache line
                // of the ring's position from the CPU that writes it.
                if (ReadRun(KernelClock.Now + _probe.Settings.BootTime) < RunLength)
                    _reader.Wait(stop);
            }
        }
        finally
        {
            _probe.Detach();
        }

        ReadPending();
        PublishRest(KernelClock.Now + _probe.Settings.BootTime);
    }

    /// <summary>Called on the source's thread between two runs of events; tests look at the picture of the host there.</summary>
    internal Action? Between { get; set; }

    /// <summary>Delivers what the rings hold now; to be called from <see cref="Between"/>.</summary>
    internal void ReadPending()
    {
        while (ReadRun(ulong.MaxValue) > 0)
        {
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _picture?.Dispose();
            _probe.Dispose();
        }

        base.Dispose(disposing);
    }

    // Delivers some events in the order of their time, and gives the memory back to the kernel. Returns how many.
    private int ReadRun(ulong now)
    {
        _reader.Refill(now);
        int count = 0;
        for (; count < RunLength && _reader.TryRead(out ReadOnlySpan<byte> record, out ushort ring); count++)
        {
            if (_decoder.TryDecode(record, ring, out Event view))
                PublishMerged(in view);
        }

        _reader.Release();

        // What is older than the horizon has been delivered, unless the run was cut short.
        if (count < RunLength && now != ulong.MaxValue)
            PublishInjected(_reader.Horizon);
        return count;
    }

    private sealed class OwnThread : IDisposable
    {
        private readonly Probe _probe;
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private bool _isDisposed;

        public OwnThread(Probe probe)
        {
            _probe = probe;
            Thread.BeginThreadAffinity();
            try
            {
                probe.RegisterOwnThread();
            }
            catch
            {
                Thread.EndThreadAffinity();
                throw;
            }
        }

        public void Dispose()
        {
            if (_isDisposed)
                return;
            if (_thread != Environment.CurrentManagedThreadId)
                throw new InvalidOperationException("The thread that was excluded must end the exclusion.");
            _isDisposed = true;
            _probe.ForgetOwnThread();
            Thread.EndThreadAffinity();
        }
    }
}
