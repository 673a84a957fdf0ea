using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Core.Tests.Fields;

/// <summary>Which texts are fields, and what is said of those that are not.</summary>
public sealed class FieldCatalogTests
{
    private static readonly FieldCatalog Catalog = FieldCatalog.For("syscall", new Dictionary<string, string> { ["zone"] = "a", ["area"] = "b" });

    [Theory]
    [InlineData("proc.name", null)]
    [InlineData("proc.aname", null)]
    [InlineData("proc.aname", "2")]
    [InlineData("proc.args", "0")]
    [InlineData("proc.env", "PATH")]
    [InlineData("proc.env", "12")]
    [InlineData("proc.env", "")]
    [InlineData("proc.aenv", "PATH")]
    [InlineData("evt.arg", "0")]
    [InlineData("evt.arg.flags", null)]
    [InlineData("evt.rawarg.res", null)]
    [InlineData("evt.type.is.openat", null)]
    [InlineData("evt.type.is.307", null)]
    [InlineData("evt.abspath", null)]
    [InlineData("evt.abspath.src", null)]
    [InlineData("evt.abspath.dst", null)]
    [InlineData("evt.around", "1700000000000000000")]
    [InlineData("thread.cgroup.cpu_acct", null)]
    [InlineData("fd.types", null)]
    [InlineData("fd.types", "1")]
    [InlineData("static.zone", null)]
    [InlineData("container.mount", "0")]
    [InlineData("container.mount", "/etc*")]
    [InlineData("container.label", "01")]
    public void These_are_fields(string name, string? argument)
    {
        Assert.True(Catalog.TryResolve(name, argument, out Field? field, out string? error), error);
        Assert.Equal(argument is null ? name : $"{name}[{argument}]", field.Text);
    }

    [Theory]
    [InlineData("proc.namex", null, "filter_check called with nonexistent field proc.namex")]
    [InlineData("proc.name", "1", "filter_check called with nonexistent field proc.name[1]")]
    [InlineData("proc.aname", "x", "filter_check called with nonexistent field proc.aname[x]")]
    [InlineData("no.such", null, "filter_check called with nonexistent field no.such")]
    [InlineData("evt.arg", null, "filter syntax error: evt.arg")]
    [InlineData("evt.argx", null, "filter syntax error: evt.argx")]
    [InlineData("evt.arg.nosuchthing", null, "unknown event argument nosuchthing")]
    [InlineData("evt.arg.flagsx", null, "filter_check called with nonexistent field evt.arg.flagsx")]
    [InlineData("evt.arg.flags", "0", "filter_check called with nonexistent field evt.arg.flags[0]")]
    [InlineData("evt.arg", "x", "x is not a valid number")]
    [InlineData("evt.rawarg", "0", "evt.arg fields must be expressed explicitly")]
    [InlineData("evt.type.is", null, "filter syntax error: evt.type.is")]
    [InlineData("evt.type.is.nosuchcall", null, "filter_check called with nonexistent field evt.type.is.nosuchcall")]
    [InlineData("evt.around", null, "filter syntax error: evt.around")]
    [InlineData("evt.around.x", null, "wrong syntax for evt.around")]
    [InlineData("evt.abspath.other", null, "filter_check called with nonexistent field evt.abspath.other")]
    [InlineData("thread.cgroup", null, "filter syntax error: thread.cgroup")]
    [InlineData("thread.cgroup.cpu0", null, "filter_check called with nonexistent field thread.cgroup.cpu0")]
    [InlineData("fd.types", "x", "x is not a valid number")]
    [InlineData("container.mount", null, "filter 'container.mount': container.mount requires an argument but none provided")]
    [InlineData("container.id", "1",
        "filter 'container.id[1]': container.id does not allow nor require an argument but one is provided: 1")]
    public void These_are_none_and_it_is_said_why(string name, string? argument, string expected)
    {
        Assert.False(Catalog.TryResolve(name, argument, out _, out string? error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_class_that_knows_the_beginning_of_a_name_keeps_later_classes_from_it()
    {
        FieldDefinition shadowed = new() { Name = "proc.names", Type = ParameterType.CharBuf, Description = "a plugin's" };
        FieldCatalog catalog = FieldCatalog.For("syscall", pluginClasses: [new FieldClass("plugin", "", "", [], [shadowed])]);
        Assert.False(catalog.TryResolve("proc.names", null, out _, out _));
    }

    [Fact]
    public void Sources_other_than_system_calls_have_what_every_event_has()
    {
        FieldCatalog catalog = FieldCatalog.For("k8s_audit");
        Assert.True(catalog.TryResolve("evt.time", null, out _, out _));
        Assert.False(catalog.TryResolve("proc.name", null, out _, out _));
        Assert.False(catalog.TryResolve("evt.type", null, out _, out _));
    }

    [Fact]
    public void Static_fields_are_listed_in_the_order_of_their_names()
    {
        FieldClass constants = Catalog.Classes.Single(fields => fields.Name == "static");
        Assert.Equal(["static.area", "static.zone"], constants.Fields.Select(field => field.Name));
        Assert.All(constants.Fields, field => Assert.Equal(FieldFlags.Suggested, field.Flags));
    }

    [Fact]
    public void Six_fields_of_the_container_class_are_suggested_for_outputs()
    {
        FieldClass container = Catalog.Classes.Single(fields => fields.Name == "container");
        Assert.Equal(61, container.Fields.Count);
        Assert.Equal(
            ["container.id", "container.name", "container.image.repository", "container.image.tag", "k8s.pod.name", "k8s.ns.name"],
            container.Fields.Where(field => (field.Flags & FieldFlags.Suggested) != 0).Select(field => field.Name));
    }

    [Fact]
    public void Every_field_says_what_it_depends_on_and_what_it_is()
    {
        Assert.All(Catalog.Classes.SelectMany(fields => fields.Fields), field =>
        {
            Assert.NotEqual(FieldDependencies.None, field.Dependencies);
            Assert.NotEmpty(field.Description);
        });
    }

    [Theory]
    [InlineData("proc.aname", "1", FieldDependencies.Lineage)]
    [InlineData("proc.aname", null, FieldDependencies.Lineage)]
    [InlineData("proc.aname", "0", FieldDependencies.Thread | FieldDependencies.Lineage)]
    [InlineData("proc.duration", null, FieldDependencies.Clock)]
    [InlineData("proc.vmsize", null, FieldDependencies.Clock)]
    public void The_argument_decides_what_an_ancestor_field_depends_on(string name, string? argument, FieldDependencies expected)
    {
        Assert.True(Catalog.TryResolve(name, argument, out Field? field, out _));
        Assert.Equal(expected, field.Dependencies);
    }

    [Theory]
    [InlineData("fd.name", "getuid", false)]
    [InlineData("fd.name", "read", true)]
    [InlineData("fs.path.name", "read", false)]
    [InlineData("fs.path.name", "unlink", true)]
    [InlineData("evt.arg.flags", "openat", true)]
    [InlineData("evt.arg.flags", "read", false)]
    [InlineData("evt.buffer", "write", true)]
    [InlineData("evt.buffer", "open", false)]
    [InlineData("evt.is_open_read", "read", true)]
    [InlineData("proc.name", "read", true)]
    public void The_catalogue_knows_which_calls_can_have_a_field(string name, string call, bool expected)
    {
        Assert.True(Catalog.TryResolve(name, null, out Field? field, out _));
        EventTypeInfo exit = EventSchema.Types.Last(type => type.Name.ToString() == call && !type.IsEnter);
        Assert.Equal(expected, field.CanHave(exit));
    }
}
