using System.Net;
using System.Threading.Channels;

namespace Falco.Core.Names;

/// <summary>
/// The addresses of the hosts that conditions name (<c>fd.sip.name = example.org</c>): asked for in the background when an event first
/// needs them, refreshed, and forgotten when no event needs them any more. Addresses are never asked for their names.
/// </summary>
/// <remarks>
/// <para>
/// An event never waits. As long as the addresses of a name are not there, a comparison with it has no value; after a first look-up that
/// failed, the name has no address. A name whose refresh fails keeps its addresses.
/// </para>
/// <para>
/// The reference implementation waits for the first look-up of a name on the thread of events. If two names share an address, it takes the
/// one that its hash table happens to hold first for the name of that address; here each of them owns it, and the one that was needed
/// first is shown.
/// </para>
/// <para>May be shared by several pictures of hosts (<see cref="State.HostStateOptions.Names"/>). Whoever makes it disposes it.</para>
/// </remarks>
public sealed class HostNames : IDisposable
{
    private readonly IHostNameResolver _resolver;
    private readonly HostNamesOptions _options;
    private readonly TimeProvider _clock;
    private readonly Channel<HostNameEntry> _wanted;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _refresh;
    private readonly Lock _changing = new();
    private volatile HostNameTable _table = new([]);
    private int _isDisposed;

    /// <summary>Begins without any name.</summary>
    /// <param name="resolver">Who is asked.</param>
    /// <param name="options">How names are kept.</param>
    /// <param name="clock">Measures how old names are.</param>
    public HostNames(IHostNameResolver resolver, HostNamesOptions? options = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
        _options = options ?? HostNamesOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaxNames, nameof(options));
        _clock = clock ?? TimeProvider.System;

        // A name is wanted at most once at a time, so that there is room for all.
        _wanted = Channel.CreateBounded<HostNameEntry>(
            new BoundedChannelOptions(_options.MaxNames) { SingleReader = true, AllowSynchronousContinuations = false });
        _refresh = _clock.CreateTimer(static state => ((HostNames)state!).Refresh(), this, _options.RefreshPeriod, _options.RefreshPeriod);
        _ = Task.Run(LookUpAsync);
    }

    /// <summary>Counts.</summary>
    public HostNamesStatistics Statistics { get; } = new();

    /// <summary>How many names there are.</summary>
    public int Count => _table.Entries.Length;

    /// <summary>Ends the look-ups; what is known stays.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _refresh.Dispose();
        _wanted.Writer.TryComplete();
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>Tells whether a name owns an address; called on the thread of events.</summary>
    /// <param name="name">The name.</param>
    /// <param name="address">4 or 16 bytes, network order.</param>
    /// <param name="owns">Whether it does.</param>
    /// <returns>False if that is not known yet.</returns>
    internal bool TryOwns(ReadOnlySpan<byte> name, ReadOnlySpan<byte> address, out bool owns)
    {
        if (_table.Find(name) is { } entry)
            entry.LastUse = _clock.GetTimestamp();
        else
            entry = Add(name);
        owns = false;
        if (entry?.Addresses is not { } addresses)
        {
            Statistics.CountMiss();
            return false;
        }

        Statistics.CountHit();
        owns = addresses.Contains(address);
        return true;
    }

    /// <summary>The first of the known names that owns an address; called on the thread of events.</summary>
    internal bool TryFind(ReadOnlySpan<byte> address, out ReadOnlySpan<byte> name)
    {
        foreach (HostNameEntry entry in _table.Entries)
        {
            if (entry.Addresses?.Contains(address) != true)
                continue;
            entry.LastUse = _clock.GetTimestamp();
            name = entry.Name;
            return true;
        }

        name = default;
        return false;
    }

    private HostNameEntry? Add(ReadOnlySpan<byte> name)
    {
        lock (_changing)
        {
            if (_table.Find(name) is { } added)
                return added;
            HostNameEntry entry = new(name.ToArray(), _clock.GetTimestamp());
            if (_table.Entries.Length >= _options.MaxNames || !TryWant(entry))
            {
                Statistics.CountDrop();
                return null;
            }

            _table = new HostNameTable([.. _table.Entries, entry]);
            return entry;
        }
    }

    private bool TryWant(HostNameEntry entry)
    {
        if (!entry.TryBeginLookup())
            return false;
        if (_wanted.Writer.TryWrite(entry))
            return true;
        entry.GiveUpLookup();
        return false;
    }

    /// <summary>Forgets names that nobody needs, and asks again for those that may have changed; called by the clock.</summary>
    private void Refresh()
    {
        lock (_changing)
        {
            HostNameEntry[] needed = [.. _table.Entries.Where(entry => _clock.GetElapsedTime(entry.LastUse) <= _options.IdleTime)];
            if (needed.Length < _table.Entries.Length)
            {
                Statistics.CountExpired(_table.Entries.Length - needed.Length);
                _table = new HostNameTable(needed);
            }

            foreach (HostNameEntry entry in needed)
            {
                if (entry.Addresses is not null && _clock.GetElapsedTime(entry.LastLookup) >= entry.Period)
                    TryWant(entry);
            }
        }
    }

    private async Task LookUpAsync()
    {
        await foreach (HostNameEntry entry in _wanted.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (_stop.IsCancellationRequested)
                return;
            HostAddresses? found = await FindAsync(entry.Text).ConfigureAwait(false);
            entry.EndLookup(found, _clock.GetTimestamp(), _options);
            if (found is null)
                Statistics.CountFailure();
            else
                Statistics.CountAnswer();
        }
    }

    // Whatever a resolver does wrong concerns this one name only.
    private async Task<HostAddresses?> FindAsync(string name)
    {
        using CancellationTokenSource timeout = new(_options.QueryTimeout, _clock);
        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, timeout.Token);
            IReadOnlyList<IPAddress> found = await _resolver.ResolveAsync(name, ended.Token).AsTask().WaitAsync(ended.Token).ConfigureAwait(false);
            return new HostAddresses(found, _options.MaxAddresses);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
