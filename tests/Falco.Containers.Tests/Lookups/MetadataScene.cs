using System.Text;
using Falco.Containers.Runtimes;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Testing.Support;

namespace Falco.Containers.Tests.Lookups;

/// <summary>Look-ups beside a stream of events that the test makes, with one runtime.</summary>
internal sealed class MetadataScene : IAsyncDisposable
{
    public const string Path = "/docker/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    public const string Id = "0123456789ab";

    private readonly EventInjection _injection = new();
    private readonly HostState _host = new();
    private ulong _time = Now;

    /// <param name="runtime">The runtime.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="isPresent">Whether its socket is there.</param>
    public MetadataScene(FakeRuntime runtime, ContainerMetadataOptions? options = null, bool isPresent = true)
    {
        // Any file counts as a socket that is there.
        string socket = isPresent ? typeof(MetadataScene).Assembly.Location : "/absent";
        LazyRuntime[] runtimes = [new(socket, "fake", _ => runtime)];
        Metadata = ContainerMetadata.Start(_injection, runtimes, options ?? Quick, TimeProvider.System);
        Metadata.Tables!.OnSectionStarted();
    }

    public static ContainerMetadataOptions Quick { get; } = new() { RetryDelay = TimeSpan.Zero, Attempts = 3, Concurrency = 1 };

    public ContainerMetadata Metadata { get; }

    private static ulong Now => (ulong)(DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalNanoseconds;

    public HostState Host => _host;

    public void Exec(long threadId, string path = Path) => Apply(new EventBuilder(EventType.Execve_19Exit, threadId, _time += 1000)
        .Int64(0).Text("sh").Texts().Int64(threadId).Int64(threadId).Int64(1).Text("").UInt64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0)
        .Text("sh").Texts("cpu=" + path).Bytes().UInt32(0).Int64(threadId).UInt32(uint.MaxValue).UInt32(0));

    public void CloneFirst(long threadId, string path = Path) => Apply(new EventBuilder(EventType.Clone_20Exit, threadId, _time += 1000)
        .Int64(0).Text("sh").Bytes().Int64(threadId).Int64(threadId).Int64(1).Text("").Int64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0)
        .Text("sh").Texts("cpu=" + path).UInt32(0).UInt32(0).UInt32(0).Int64(1).Int64(1));

    public void Exit(long threadId) => Apply(new EventBuilder(EventType.Procexit_1Enter, threadId, _time += 1000)
        .Int64(0).Int64(0).UInt8(0).UInt8(0).Int64(0));

    public void Wait(TimeSpan time) => _time += (ulong)time.TotalNanoseconds;

    /// <summary>Merges what has been told so far, once something has been.</summary>
    public async Task<string?> NameAsync(Func<string?, bool>? until = null)
    {
        until ??= name => name is not null;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            while (_injection.TryTake(Math.Max(_time, Now), out byte[]? encoded))
                Apply(encoded!);
            string? name = _host.TryFindContainer(Encoding.UTF8.GetBytes(Id), out ContainerRecord? container)
                ? Encoding.UTF8.GetString(container!.Name.Span) : null;
            if (until(name))
                return name;

            // There is nothing to wait for on a queue that a source polls.
            await Task.Delay(1, limit.Token);
        }
    }

    public ValueTask DisposeAsync() => Metadata.DisposeAsync();

    private void Apply(EventBuilder built) => Apply(built.Build());

    private void Apply(byte[] encoded)
    {
        Assert.Equal(EventFault.None, Event.TryRead(encoded, 0, EventFlags.None, out Event view));
        Metadata.OnEvent(in view);
        _host.Apply(in view);
    }
}
