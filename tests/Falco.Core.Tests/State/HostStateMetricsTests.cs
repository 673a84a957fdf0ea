using System.Diagnostics.Metrics;
using Falco.Core.Events;
using Falco.Core.State;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

public sealed class HostStateMetricsTests
{
    private readonly HostScene _scene = new();

    [Fact]
    public void Threads_and_descriptors_are_those_that_there_are()
    {
        _scene.Clone(Shell, 20);
        _scene.Open(20, 3, "/etc/hosts");
        _scene.Open(20, 4, "/etc/passwd");
        _scene.Open(20, 4, "/etc/group");
        _scene.Exit(20);
        _scene.Pass();
        _scene.Open(Shell, 3, "/etc/hosts");

        Dictionary<string, long> read = Collect();

        Assert.Equal((2, 1), (read["falco.state.threads"], read["falco.state.descriptors"]));
        Assert.Equal((3, 1), (read["falco.state.threads.added"], read["falco.state.threads.removed"]));
        Assert.Equal((3, 2), (read["falco.state.descriptors.added"], read["falco.state.descriptors.removed"]));
    }

    [Fact]
    public void Lookups_are_told_apart_by_their_result()
    {
        _scene.Open(Shell, 3, "/etc/hosts");
        _scene.Apply(_scene.Event(EventType.ReadExit, Shell).Int64(0).Bytes().Int64(3).UInt32(0));
        _scene.Apply(_scene.Event(EventType.ReadExit, Shell).Int64(0).Bytes().Int64(8).UInt32(0));
        _scene.Apply(_scene.Event(EventType.ReadExit, 77).Int64(0).Bytes().Int64(8).UInt32(0));

        Dictionary<string, long> read = Collect();

        Assert.Equal(2, read["falco.state.thread.lookups cached"]);
        Assert.Equal(1, read["falco.state.thread.lookups found"]);
        Assert.Equal(1, read["falco.state.thread.lookups failed"]);
        Assert.Equal(1, read["falco.state.descriptor.lookups found"]);
        Assert.Equal(2, read["falco.state.descriptor.lookups failed"]);
    }

    [Fact]
    public void A_clone_that_only_its_child_shows_is_no_failed_lookup()
    {
        _scene.Clone(20, 0, processId: 20, parentId: Shell);

        Assert.Equal(0, Collect()["falco.state.thread.lookups failed"]);
    }

    [Fact]
    public void A_close_that_failed_is_no_failed_lookup()
    {
        _scene.Apply(_scene.Event(EventType.CloseExit, Shell).Int64(-9).Int64(8));

        Assert.Equal(0, Collect()["falco.state.descriptor.lookups failed"]);
    }

    [Fact]
    public void Starts_of_calls_are_counted_when_they_are_kept_and_when_their_ends_want_them()
    {
        _scene.Apply(_scene.Event(EventType.OpenEnter, Shell).Text("/a").UInt32(1).UInt32(0));
        _scene.Apply(_scene.Event(EventType.OpenExit, Shell).Int64(3).Text("/a").UInt32(1).UInt32(0).UInt32(0).UInt64(0));
        _scene.Apply(_scene.Event(EventType.OpenExit, Shell).Int64(4).Text("/b").UInt32(1).UInt32(0).UInt32(0).UInt64(0));
        _scene.Apply(_scene.Event(EventType.OpenEnter, Shell).Text(new string('a', 5000)).UInt32(1).UInt32(0));

        Dictionary<string, long> read = Collect();

        Assert.Equal(1, read["falco.state.call_starts stored"]);
        Assert.Equal(1, read["falco.state.call_starts retrieved"]);
        Assert.Equal(1, read["falco.state.call_starts missing"]);
        Assert.Equal(1, read["falco.state.call_starts dropped"]);
    }

    [Fact]
    public void What_is_removed_with_a_section_is_counted_as_removed()
    {
        _scene.Open(Shell, 3, "/etc/hosts");
        _scene.Host.OnSectionStarted();

        Dictionary<string, long> read = Collect();

        Assert.Equal((0, 0), (read["falco.state.threads"], read["falco.state.descriptors"]));
    }

    [Fact]
    public void The_meter_carries_the_tags_that_tell_its_picture_from_others()
    {
        using OneMeter meters = new();
        using HostStateMetrics metrics = new(_scene.Host, meters, [new("falco.source", "syscall")]);

        Assert.Equal([new("falco.source", "syscall")], meters.Only!.Tags);
    }

    private Dictionary<string, long> Collect()
    {
        using OneMeter meters = new();
        using HostStateMetrics metrics = new(_scene.Host, meters);
        Dictionary<string, long> read = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meters.Only)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            read[tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }

    private sealed class OneMeter : IMeterFactory
    {
        public Meter? Only { get; private set; }

        public Meter Create(MeterOptions options) => Only = new Meter(options);

        public void Dispose() => Only?.Dispose();
    }
}
