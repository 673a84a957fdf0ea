using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Replay.Streams;

namespace Falco.Replay.Tests.Streams;

public sealed class GeneratedStreamTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        byte[] first = Write(5000, seed: 1);

        Assert.Equal(first, Write(5000, seed: 1));
        Assert.NotEqual(first, Write(5000, seed: 2));
    }

    [Fact]
    public void A_generated_stream_has_as_many_events_as_asked_for_and_none_is_malformed()
    {
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(Write(5000, seed: 1)));

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(5000, reader.Statistics.Events);
        Assert.Equal(0, reader.Statistics.MalformedEvents);
    }

    [Fact]
    public void Nothing_in_a_generated_stream_is_unknown_to_the_picture_of_the_host()
    {
        KnownThings observer = new();
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(Write(50_000, seed: 1)));
        using IDisposable subscription = reader.Subscribe(observer);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(0, observer.WithoutThread);
        Assert.Equal(0, observer.WithoutDescriptor);
        Assert.InRange(observer.Types.Count, 14, int.MaxValue);
    }

    [Fact]
    public void A_descriptor_has_the_lowest_number_that_its_process_has_free()
    {
        OpenNumbers observer = new();
        using CaptureReader reader = CaptureReader.Open(new MemoryStream(Write(50_000, seed: 1)));
        using IDisposable subscription = reader.Subscribe(observer);

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.InRange(observer.Opened, 1000, int.MaxValue);
        Assert.Equal(0, observer.NotLowest);
    }

    private static byte[] Write(int events, ulong seed)
    {
        using MemoryStream target = new();
        GeneratedStream.Write(target, events, seed);
        return target.ToArray();
    }

    private sealed class KnownThings : IEventObserver
    {
        private readonly HostState _host = new();

        public IHostTableObserver? Tables => _host;

        public int WithoutThread { get; private set; }

        public int WithoutDescriptor { get; private set; }

        public HashSet<EventType> Types { get; } = [];

        public void OnEvent(in Event view)
        {
            HostEvent current = _host.Apply(in view);
            Types.Add(view.Type);
            if (current.Thread is null or { IsInvalid: true })
                WithoutThread++;
            if (view.Type is EventType.ReadExit or EventType.WriteExit or EventType.CloseExit && current.Descriptor is null)
                WithoutDescriptor++;
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class OpenNumbers : IEventObserver
    {
        private readonly Dictionary<long, SortedSet<long>> _open = [];

        public int Opened { get; private set; }

        public int NotLowest { get; private set; }

        public void OnEvent(in Event view)
        {
            if (!_open.TryGetValue(view.ThreadId, out SortedSet<long>? open))
                _open.Add(view.ThreadId, open = [0, 1, 2]);
            switch (view.Type)
            {
                case EventType.Openat_2Exit or EventType.SocketExit when view.GetInt64(0) is >= 0 and long number:
                    long lowest = 0;
                    while (open.Contains(lowest))
                        lowest++;
                    Opened++;
                    NotLowest += number == lowest ? 0 : 1;
                    open.Add(number);
                    break;
                case EventType.CloseExit:
                    open.Remove(view.GetInt64(1));
                    break;
                case EventType.Procexit_1Enter:
                    _open.Remove(view.ThreadId);
                    break;
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
