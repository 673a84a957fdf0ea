using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins;

namespace Falco.Drivers.Native.Tests.Plugins;

/// <summary>Native plugins that behave: each capability.</summary>
public sealed class NativePluginTests
{
    private const string Source = "counting";

    [Fact]
    public void Plugin_is_described_without_being_started()
    {
        NativePluginLibrary library = NativePluginLibrary.Load(SamplePlugin.Counter());

        Assert.Equal(new PluginInfo("counter", "0.2.1", "counts", "tests"), library.Info);
        Assert.Equal(PluginCapabilities.Sourcing | PluginCapabilities.Extraction | PluginCapabilities.Parsing, library.Capabilities);
        Assert.Equal((901u, Source), (library.Id, library.EventSource));
        Assert.Equal("{\"type\":\"object\"}", library.ConfigurationSchema);
        Assert.Equal(9, library.Fields.Count);
    }

    [Fact]
    public void Events_come_in_batches_until_the_plugin_has_no_more()
    {
        List<string> lines = Run("200", "evt.num", "count.number");

        Assert.Equal(200, lines.Count);
        Assert.Equal("1 1", lines[0]);
        Assert.Equal("200 200", lines[^1]);
    }

    [Fact]
    public void Fields_of_every_type_are_read()
    {
        List<string> lines = Run("2", "count.number", "count.text", "count.even", "count.list", "count.numbers", "count.address", "count.none");

        Assert.Equal(["1 event 1 0 (one,two,) (1,2,3) 10.0.0.1 -", "2 event 2 1 (one,two,) (2,3,4) 10.0.0.2 -"], lines);
    }

    [Fact]
    public void Text_of_a_field_outlives_the_reading_of_another_one()
    {
        Assert.Equal(["event 1 key a event 1 index 5"], Run("1", "count.text", "count.echo[a]", "count.text", "count.echo[5]"));
    }

    [Theory]
    [InlineData("count.echo", "filter 'count.echo': count.echo requires an argument but none provided")]
    [InlineData("count.text[1]", "filter 'count.text[1]': count.text does not allow nor require an argument but one is provided: 1")]
    [InlineData("count.textual", "filter_check called with nonexistent field count.textual")]
    public void Fields_are_bound_as_they_are_defined(string field, string expected)
    {
        using NativePlugin plugin = Start();
        PluginSet plugins = PluginSet.For(Source, [plugin]);

        Assert.Equal(expected, Assert.Throws<InvalidOperationException>(() => new FieldProbe(plugins, field)).Message);
    }

    [Fact]
    public void Event_tells_its_plugin_and_what_the_plugin_says_of_it()
    {
        Assert.Equal(["counter [event 1 of counting] counting -"], Run("1", "evt.pluginname", "evt.plugininfo", "evt.source", "evt.asynctype"));
    }

    [Fact]
    public void Parser_sees_an_event_before_its_fields_are_read()
    {
        Assert.Equal(["1", "2", "3"], Run("3", "count.parsed"));
    }

    [Fact]
    public void What_can_be_opened_is_listed()
    {
        using NativePlugin plugin = Start();

        Assert.Equal([new OpenParameter("3", "three events"), new OpenParameter("9")], plugin.GetCapability<IEventSourcePlugin>()!.ListOpenParameters());
    }

    [Fact]
    public void Stream_tells_how_far_it_has_come()
    {
        using NativePlugin plugin = Start();
        using IPluginEventStream stream = plugin.GetCapability<IEventSourcePlugin>()!.Open("128");
        stream.Read(new PluginEventBatch(), TestContext.Current.CancellationToken);

        Assert.Equal(new PluginProgress(0.5, "counted"), stream.GetProgress());
    }

    [Fact]
    public void Configuration_reaches_the_plugin_and_its_log_the_host()
    {
        List<PluginLogEntry> log = [];
        using NativePlugin plugin = NativePluginLibrary.Load(SamplePlugin.Counter()).Start("{\"a\":1}", log.Add);
        using NativePlugin second = NativePluginLibrary.Load(SamplePlugin.Counter()).Start("", log.Add);

        Assert.Equal(
            [new PluginLogEntry("counter", "start", "started with {\"a\":1}", 6), new PluginLogEntry("counter", "start", "started with {}", 6)], log);
    }

    [Fact]
    public void News_of_another_plugin_are_merged_and_it_is_told_when_the_source_runs()
    {
        List<PluginLogEntry> log = [];
        using NativePlugin counter = Start();
        using NativePlugin companion = NativePluginLibrary.Load(SamplePlugin.Compile("companion.c")).Start(onLog: log.Add);
        PluginSet plugins = PluginSet.For(Source, [counter, companion]);
        FieldProbe probe = new(plugins, "evt.is_async", "evt.asynctype", "count.number");
        using PluginEventSource source = plugins.Open("2");
        source.Subscribe(probe);

        Assert.Null(source.Run(TestContext.Current.CancellationToken));

        Assert.Equal(["1 tick -", "1 tick -", "1 tick -", "0 - 1", "0 - 2"], probe.Lines);
        Assert.Equal(["opened", "the event has an unknown name, is too far ahead, is about a thread, or found no room", "the event is a null pointer", "closed"], log.Select(entry => entry.Message));
        Assert.Equal(1, source.DroppedAsyncEvents);
        Assert.Equal(["tick"], plugins.AsyncEvents);
    }

    [Fact]
    public void Plugin_serves_one_source_only()
    {
        using NativePlugin plugin = Start();
        PluginSet.For(Source, [plugin]);

        Assert.Throws<InvalidOperationException>(() => plugin.Attach("another"));
    }

    [Fact]
    public void Plugin_is_started_and_ended_a_hundred_times()
    {
        for (int i = 0; i < 100; i++)
            Assert.Equal(["1", "2"], Run("2", "count.number"));
    }

    [Fact]
    public void Two_instances_do_not_share_what_they_know()
    {
        using NativePlugin first = Start();
        using NativePlugin second = Start();

        Assert.Equal(["1", "2"], Run(first, "2", "count.parsed"));
        Assert.Equal(["1"], Run(second, "1", "count.parsed"));
    }

    [Fact]
    public void Plugin_that_has_ended_is_not_called_any_more()
    {
        NativePlugin plugin = Start();
        plugin.Dispose();

        Assert.Throws<ObjectDisposedException>(() => plugin.GetCapability<IEventSourcePlugin>()!.Open("1"));
    }

    private static NativePlugin Start() => NativePluginLibrary.Load(SamplePlugin.Counter()).Start();

    private static List<string> Run(string parameters, params string[] fields)
    {
        using NativePlugin plugin = Start();
        return Run(plugin, parameters, fields);
    }

    private static List<string> Run(NativePlugin plugin, string parameters, params string[] fields)
    {
        PluginSet plugins = PluginSet.For(Source, [plugin]);
        FieldProbe probe = new(plugins, fields);
        using PluginEventSource source = plugins.Open(parameters);
        source.Subscribe(probe);
        Assert.Null(source.Run(TestContext.Current.CancellationToken));
        return probe.Lines;
    }
}
