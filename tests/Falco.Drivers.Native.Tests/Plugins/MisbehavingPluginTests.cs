using Falco.Core.Plugins;
using Falco.Drivers.Native.Plugins;

namespace Falco.Drivers.Native.Tests.Plugins;

/// <summary>Native plugins that do what they may not: each is refused with a reason, and the process goes on.</summary>
public sealed class MisbehavingPluginTests
{
    [Theory]
    [InlineData("WRONG_MAJOR", PluginFault.Version, "requires version '2.0.0'")]
    [InlineData("NEWER_MINOR", PluginFault.Version, "requires version '3.13.0' of the plugin interface, here is 3.12.0")]
    [InlineData("NO_NAME", PluginFault.Description, "has no name")]
    [InlineData("BAD_VERSION", PluginFault.Version, "its version, 'one'")]
    [InlineData("NO_FIELDS", PluginFault.Description, "there are no fields")]
    [InlineData("BAD_FIELDS", PluginFault.Description, "plugin_get_fields")]
    [InlineData("NULL_JSON", PluginFault.Description, "plugin_get_fields")]
    [InlineData("UNKNOWN_TYPE", PluginFault.Description, "unknown type 'colour'")]
    [InlineData("ID_WITHOUT_SOURCE", PluginFault.Description, "belong together: 901, ''")]
    [InlineData("SYSCALL_SOURCE", PluginFault.Description, "'syscall' is no event source of a plugin")]
    [InlineData("MISSING_SYMBOL", PluginFault.NotLoadable, "nobody_has_this")]
    [InlineData("MISSING_DESTROY", PluginFault.MissingFunction, "plugin_destroy")]
    [InlineData("HALF_SOURCE", PluginFault.MissingFunction, "belong together")]
    public void Plugin_is_not_loaded(string misbehaviour, PluginFault fault, string problem)
    {
        string path = SamplePlugin.Counter(misbehaviour);

        PluginException error = Assert.Throws<PluginException>(() => NativePluginLibrary.Load(path));

        Assert.Equal(fault, error.Fault);
        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData("NULL_STATE", PluginFault.Initialization, "does not say why")]
    [InlineData("FAILING_INIT", PluginFault.Initialization, "no mood for {}")]
    public void Plugin_is_not_started(string misbehaviour, PluginFault fault, string problem)
    {
        NativePluginLibrary library = NativePluginLibrary.Load(SamplePlugin.Counter(misbehaviour));

        PluginException error = Assert.Throws<PluginException>(() => library.Start());

        Assert.Equal(fault, error.Fault);
        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData("FAILING_OPEN", PluginFault.Open, "'5' is no number")]
    [InlineData("NULL_EVENTS", PluginFault.MalformedEvent, "tells of 3 events, but has none")]
    [InlineData("NULL_EVENT", PluginFault.MalformedEvent, "event 0 is a null pointer")]
    [InlineData("OVERSIZED", PluginFault.MalformedEvent, "tells of 1073741824 bytes")]
    [InlineData("SHORT_EVENT", PluginFault.MalformedEvent, "tells of 7 bytes")]
    [InlineData("BROKEN_LENGTHS", PluginFault.MalformedEvent, "ParameterOverrun")]
    [InlineData("WRONG_ID", PluginFault.MalformedEvent, "plugin id 900 instead of 901")]
    [InlineData("WRONG_EVENT_TYPE", PluginFault.MalformedEvent, "type 3 instead of 322")]
    [InlineData("EMPTY_BATCH", PluginFault.Read, "none in the batch")]
    [InlineData("FAILING_BATCH", PluginFault.Read, "the well is dry")]
    public void Source_ends_with_the_reason(string misbehaviour, PluginFault fault, string problem)
    {
        using NativePlugin plugin = NativePluginLibrary.Load(SamplePlugin.Counter(misbehaviour)).Start();
        PluginSet plugins = PluginSet.For("counting", [plugin]);
        using PluginEventSource source = plugins.Open("5");
        FieldProbe probe = new(plugins);
        source.Subscribe(probe);

        PluginException error = Assert.IsType<PluginException>(source.Run(TestContext.Current.CancellationToken));

        Assert.Equal(fault, error.Fault);
        Assert.Contains(problem, error.Message);
        Assert.Same(error, probe.Failure);
    }

    [Fact]
    public void Events_before_a_failure_are_delivered()
    {
        using NativePlugin plugin = NativePluginLibrary.Load(SamplePlugin.Counter("FAILING_BATCH")).Start();
        PluginSet plugins = PluginSet.For("counting", [plugin]);
        using PluginEventSource source = plugins.Open("5");
        FieldProbe probe = new(plugins, "count.number");
        source.Subscribe(probe);

        Assert.NotNull(source.Run(TestContext.Current.CancellationToken));

        Assert.Equal(["1", "2", "3", "4", "5"], probe.Lines);
    }

    [Theory]
    [InlineData("NULL_TEXT", "count.text")]
    [InlineData("FAILING_EXTRACT", "count.number")]
    [InlineData("BAD_ADDRESS", "count.address")]
    [InlineData("HUGE_LIST", "count.list")]
    public void Field_that_cannot_be_read_has_no_value_and_is_counted(string misbehaviour, string field)
    {
        using NativePlugin plugin = NativePluginLibrary.Load(SamplePlugin.Counter(misbehaviour)).Start();
        PluginSet plugins = PluginSet.For("counting", [plugin]);
        using PluginEventSource source = plugins.Open("2");
        FieldProbe probe = new(plugins, field);
        source.Subscribe(probe);

        Assert.Null(source.Run(TestContext.Current.CancellationToken));

        Assert.Equal(["-", "-"], probe.Lines);
        Assert.Equal(2, plugin.FieldFaults);
    }

    [Fact]
    public void Configuration_that_is_no_JSON_is_refused_where_a_schema_asks_for_it()
    {
        NativePluginLibrary library = NativePluginLibrary.Load(SamplePlugin.Counter());

        Assert.Equal(PluginFault.Configuration, Assert.Throws<PluginException>(() => library.Start("{")).Fault);
    }

    [Fact]
    public void State_tables_are_refused_with_a_reason_that_the_plugin_can_read()
    {
        NativePluginLibrary library = NativePluginLibrary.Load(SamplePlugin.Compile("companion.c", "WANTS_TABLE"));

        PluginException error = Assert.Throws<PluginException>(() => library.Start());

        Assert.Contains("no table: this host has no state tables", error.Message);
    }

    [Fact]
    public void File_that_is_no_library_is_refused()
    {
        string path = SamplePlugin.Write("text.so", "not a library");

        Assert.Equal(PluginFault.NotLoadable, Assert.Throws<PluginException>(() => NativePluginLibrary.Load(path)).Fault);
    }

    [Fact]
    public void File_that_is_not_there_is_refused()
    {
        Assert.Contains("there is no such file", Assert.Throws<PluginException>(() => NativePluginLibrary.Load("no-such-plugin.so")).Message);
    }

    [Fact]
    public void Two_plugins_with_one_name_exclude_each_other()
    {
        NativePluginLibrary library = NativePluginLibrary.Load(SamplePlugin.Counter());
        using NativePlugin first = library.Start();
        using NativePlugin second = library.Start();

        Assert.Equal(PluginFault.Conflict, Assert.Throws<PluginException>(() => PluginSet.For("counting", [first, second])).Fault);
    }

    [Fact]
    public void Plugin_without_a_part_in_the_source_is_refused()
    {
        using NativePlugin plugin = NativePluginLibrary.Load(SamplePlugin.Counter()).Start();

        PluginException error = Assert.Throws<PluginException>(() => PluginSet.For("syscall", [plugin]));

        Assert.Equal("Plugin 'counter' is loaded but unused as not compatible with any known event source", error.Message);
    }
}
