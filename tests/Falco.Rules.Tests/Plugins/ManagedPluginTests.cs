using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.Plugins;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Rules.Tests.Engine;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Plugins;

/// <summary>A managed plugin from its events to alerts.</summary>
public sealed class ManagedPluginTests
{
    private const string Rules = """
        - required_plugin_versions: [{name: words, version: 1.1.0}]
        - rule: long word
          desc: "."
          condition: word.length > 4 and word.letter[0] != z
          output: "%evt.pluginname %evt.plugininfo: %word.text of %evt.source"
          priority: NOTICE
          source: words
        - rule: news
          desc: "."
          condition: evt.asynctype = news
          output: "%evt.asynctype %evt.is_async"
          priority: NOTICE
          source: words
        """;

    [Fact]
    public void Events_of_a_plugin_are_judged_by_the_rules_of_its_source()
    {
        WordStream words = new("one", "three", "zwölf");
        ManagedPlugin plugin = new(words);

        (List<string> alerts, Exception? failure) = Run(plugin);

        Assert.Null(failure);
        Assert.Equal(["news true", "words datalen=5 data=three: three of words"], alerts);
        Assert.Equal(4, plugin.Parsed);
        Assert.Null(plugin.Sink);
        Assert.True(words.IsClosed);
    }

    [Fact]
    public void Events_that_come_by_themselves_are_delivered_to_the_last()
    {
        PushEventStream stream = new(capacity: 2);
        Assert.True(stream.TryPush("alpha"u8.ToArray()));
        Assert.True(stream.TryPush("beta"u8.ToArray()));
        Assert.False(stream.TryPush("gamma"u8.ToArray()));
        stream.Complete();

        (List<string> alerts, _) = Run(new ManagedPlugin(stream));

        Assert.Equal(1, stream.Dropped);
        Assert.Equal(["news true", "words datalen=5 data=alpha: alpha of words"], alerts);
    }

    [Fact]
    public async Task Who_sends_waits_for_room()
    {
        PushEventStream stream = new(capacity: 1);
        await stream.PushAsync("a"u8.ToArray());
        ValueTask second = stream.PushAsync("b"u8.ToArray());
        Assert.False(second.IsCompleted);

        PluginEventBatch batch = new();
        Assert.Equal(PluginReadStatus.Continue, stream.Read(batch, TestContext.Current.CancellationToken));
        await second;

        Assert.InRange(batch.Count, 1, 2);
    }

    [Fact]
    public void Failure_of_who_sends_is_that_of_the_source()
    {
        PushEventStream stream = new();
        stream.Complete(new PluginException(PluginFault.Read, "the line is dead"));

        (_, Exception? failure) = Run(new ManagedPlugin(stream));

        Assert.Equal("the line is dead", failure?.Message);
    }

    [Fact]
    public void Event_that_is_too_long_is_refused_where_it_is_made()
    {
        Assert.Throws<ArgumentException>(() => new PluginEventBatch().Add(new byte[PluginEventBatch.MaxEventBytes + 1]));
    }

    [Theory]
    [InlineData("evt.source", "Plugin 'words' supports extraction of field 'evt.source' that is overlapping for source 'words'")]
    [InlineData("word.text", "Plugin 'words' supports extraction of field 'word.text' that is overlapping for source 'words'")]
    public void Field_that_is_there_already_is_a_conflict(string name, string expected)
    {
        PluginField field = new() { Name = name, Description = "." };
        PluginField text = new() { Name = "word.text", Description = "." };

        PluginException error = Assert.Throws<PluginException>(() => PluginSet.For("words", [new ManagedPlugin(new WordStream()) { Fields = [text, field] }]));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Two_plugins_with_one_id_exclude_each_other()
    {
        ManagedPlugin other = new(new WordStream()) { Info = new PluginInfo("other", "1.0.0"), Fields = [new() { Name = "other.text", Description = "." }] };

        PluginException error = Assert.Throws<PluginException>(() => PluginSet.For("words", [new ManagedPlugin(new WordStream()), other]));

        Assert.Equal("found another plugin with ID 999. Aborting.", error.Message);
    }

    [Fact]
    public void News_with_an_unknown_name_or_too_far_ahead_are_refused()
    {
        ManagedPlugin plugin = new(new WordStream("a"));
        using PluginEventSource source = PluginSet.For("words", [plugin]).Open();
        List<bool> taken = [];
        source.Subscribe((in Event view) =>
        {
            taken.Add(plugin.Sink!.TryPost("gossip"u8, ""u8));
            taken.Add(plugin.Sink!.TryPost("news"u8, ""u8, ulong.MaxValue - 1));
            taken.Add(plugin.Sink!.TryPost("news"u8, ""u8, threadId: 7));
        });

        Assert.Null(source.Run(TestContext.Current.CancellationToken));

        Assert.NotEmpty(taken);
        Assert.DoesNotContain(true, taken);
        Assert.Equal(taken.Count, source.DroppedAsyncEvents);
    }

    [Fact]
    public void News_are_merged_into_a_source_that_is_no_plugin()
    {
        ManagedPlugin plugin = new(new WordStream()) { AsyncSources = ["syscall"] };
        using CaptureReader capture = CaptureReader.Open(Repository.Data("attack-small.scap"));
        using IEventSource source = PluginSet.For("syscall", [plugin]).Accompany(capture);
        List<EventType> types = [];
        source.Subscribe((in Event view) => types.Add(view.Type));

        Assert.Null(source.Run(TestContext.Current.CancellationToken));

        Assert.Equal("syscall", source.Name);
        Assert.Equal(EventType.AsynceventEnter, types[0]);
        Assert.True(types.Count > 100);
        Assert.Null(plugin.Sink);
    }

    private static (List<string> Alerts, Exception? Failure) Run(ManagedPlugin plugin)
    {
        PluginSet plugins = PluginSet.For("words", [plugin]);
        RuleLoader loader = new(new RuleLoaderOptions
        {
            Sources = new Dictionary<string, IFieldResolver> { ["syscall"] = FieldCatalog.For("syscall"), ["words"] = plugins.CreateCatalog() },
            Plugins = plugins.Versions,
            AsyncEvents = plugins.AsyncEvents,
        });
        RuleLoadResult result = loader.Load("words.yaml", Rules);
        Assert.True(result.IsSuccessful, string.Join('\n', result.Errors.Select(error => error.Message)));
        Assert.Null(loader.CheckPluginRequirements());
        RuleEngine engine = new(loader.Build(), new RuleEngineOptions { Source = "words" }, new HostState(plugins.Configure()));
        EngineReplay.AlertList alerts = new();
        engine.Subscribe(alerts);
        using PluginEventSource source = plugins.Open();
        source.Subscribe(engine);
        Exception? failure = source.Run(TestContext.Current.CancellationToken);
        return (alerts.Alerts.ConvertAll(alert => alert.Message), failure);
    }
}
