using System.Diagnostics;
using System.Globalization;
using Falco.Drivers.Native.Ebpf;

namespace Falco.KernelProbe;

/// <summary>The kernel's events on a thread of their own.</summary>
internal sealed class WatchedKernel : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource _stop = new();
    private readonly PictureCount _picture = new();
    private Thread? _thread;
    private Exception? _failure;
    private bool _isDisposed;

    public WatchedKernel(KernelSourceOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        Source = KernelSource.Open(options);
        LoadTime = Stopwatch.GetElapsedTime(start);
        Source.Subscribe(_picture);
    }

    public KernelSource Source { get; }

    public TimeSpan LoadTime { get; }

    /// <summary>Returns when the probe is attached and the picture, if it was asked for, is complete.</summary>
    public void Start()
    {
        using ManualResetEventSlim isReady = new();
        Source.Between = isReady.Set;
        _thread = new Thread(() =>
        {
            _failure = Source.Run(_stop.Token);
            isReady.Set();
        });
        _thread.Start();
        if (!isReady.Wait(Patience))
            throw new TimeoutException("the source does not start");
        Source.Between = null;
        if (_failure is not null)
            throw _failure;
    }

    /// <summary>Stops the source and delivers what it holds.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _thread?.Join();
        if (_failure is not null)
            throw _failure;
    }

    /// <summary>Says what the first picture of the host holds.</summary>
    public int TellPicture()
    {
        int before = Source.ProgramCount;
        Start();
        Stop();

        // The programs that ran beside the iterators are those of the own thread and of the tracepoints.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_picture} more_programs={Source.ProgramCount - before}"));
        return _picture.Threads > 0 ? 0 : 1;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _stop.Cancel();
        _thread?.Join();
        Source.Dispose();
        _stop.Dispose();
    }
}
