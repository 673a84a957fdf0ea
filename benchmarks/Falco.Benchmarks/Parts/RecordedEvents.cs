using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;

namespace Falco.Benchmarks.Parts;

/// <summary>Events of the repository's small captures, copied, and the picture of the host at the last one.</summary>
internal sealed class RecordedEvents : IEventObserver
{
    private readonly HashSet<EventType> _seen = [];
    private readonly EventType? _type;

    private RecordedEvents(EventType? type)
    {
        _type = type;
    }

    public HostState Host { get; } = new();

    /// <summary>The first event of each type, or the one that was asked for.</summary>
    public Dictionary<EventType, byte[]> Events { get; } = [];

    public IHostTableObserver? Tables => Host;

    /// <summary>The first event of a type that succeeded, and the host right after it.</summary>
    public static RecordedEvents First(EventType type)
    {
        RecordedEvents recorded = new(type);
        Read(recorded, "attack-small.scap");
        return recorded;
    }

    /// <summary>The first event of every type that occurs in one of the captures.</summary>
    public static RecordedEvents OfAllTypes()
    {
        RecordedEvents recorded = new(null);
        Read(recorded, "attack-small.scap");
        Read(recorded, "everyday-small.scap");
        return recorded;
    }

    public void OnEvent(in Event view)
    {
        if (_type is not null && Events.Count > 0)
            return;
        Host.Apply(in view);
        bool isWanted = _type is null || (view.Type == _type && view.GetInt64(0) >= 0);
        if (isWanted && _seen.Add(view.Type))
            Events.Add(view.Type, view.Bytes.ToArray());
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error) => throw new InvalidOperationException("An observer failed.", error);

    private static void Read(RecordedEvents recorded, string name)
    {
        using CaptureReader reader = CaptureReader.Open(Find(name));
        using IDisposable subscription = reader.Subscribe(recorded);
        if (reader.Run(CancellationToken.None) is { } failure)
            throw failure;
    }

    // BenchmarkDotNet runs from a folder of its own somewhere below the repository.
    private static string Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "data", name);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"No tests/data/{name} above {AppContext.BaseDirectory}.");
    }
}
