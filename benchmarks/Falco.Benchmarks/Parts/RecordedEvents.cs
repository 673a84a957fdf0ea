using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;

namespace Falco.Benchmarks.Parts;

/// <summary>The first events of a type in the repository's small capture, copied, and the picture of the host after them.</summary>
internal sealed class RecordedEvents : IEventObserver
{
    private readonly EventType _type;
    private readonly int _count;
    private readonly List<byte[]> _events = [];

    private RecordedEvents(EventType type, int count)
    {
        _type = type;
        _count = count;
    }

    public HostState Host { get; } = new();

    public IReadOnlyList<byte[]> Events => _events;

    public IHostTableObserver? Tables => Host;

    public static RecordedEvents Read(EventType type, int count)
    {
        RecordedEvents recorded = new(type, count);
        using CaptureReader reader = CaptureReader.Open(Find("attack-small.scap"));
        reader.Subscribe(recorded);
        return reader.Run(CancellationToken.None) is { } failure ? throw failure : recorded;
    }

    public void OnEvent(in Event view)
    {
        if (_events.Count == _count)
            return;
        Host.Apply(in view);
        if (view.Type == _type)
            _events.Add(view.Bytes.ToArray());
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
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
