using System.Text;

namespace Falco.Core.Names;

/// <summary>A name that events asked for.</summary>
/// <remarks>
/// Threads of events read the addresses and note the time; everything else belongs to the look-ups, of which one runs at a time.
/// </remarks>
internal sealed class HostNameEntry(byte[] name, long now)
{
    private volatile HostAddresses? _addresses;
    private long _lastUse = now;
    private int _isAsked;

    public byte[] Name { get; } = name;

    public string Text { get; } = Encoding.UTF8.GetString(name);

    /// <summary>The addresses; <see langword="null"/> before the first look-up has ended.</summary>
    public HostAddresses? Addresses => _addresses;

    /// <summary>When an event last needed the name, by the clock's timestamps.</summary>
    public long LastUse
    {
        get => Volatile.Read(ref _lastUse);
        set => Volatile.Write(ref _lastUse, value);
    }

    /// <summary>When the last look-up ended, by the clock's timestamps.</summary>
    public long LastLookup { get; private set; }

    /// <summary>How long what it found counts as new.</summary>
    public TimeSpan Period { get; private set; }

    /// <summary>Takes note that the name is going to be looked up.</summary>
    /// <returns>False if that is noted already.</returns>
    public bool TryBeginLookup() => Interlocked.Exchange(ref _isAsked, 1) == 0;

    /// <summary>Takes note that it is not going to be looked up after all.</summary>
    public void GiveUpLookup() => Volatile.Write(ref _isAsked, 0);

    /// <summary>Takes over what a look-up found.</summary>
    /// <param name="found">The addresses; <see langword="null"/> if the look-up failed: then what is known stays.</param>
    /// <param name="time">The time, by the clock's timestamps.</param>
    /// <param name="options">How long it counts.</param>
    public void EndLookup(HostAddresses? found, long time, HostNamesOptions options)
    {
        HostAddresses? former = _addresses;
        if (former is null || (found is not null && !found.Equals(former)))
            Period = options.RefreshPeriod;
        else if (Period < options.MaxRefreshPeriod)
            Period *= 2;
        LastLookup = time;
        _addresses = found ?? former ?? HostAddresses.None;
        Volatile.Write(ref _isAsked, 0);
    }
}
