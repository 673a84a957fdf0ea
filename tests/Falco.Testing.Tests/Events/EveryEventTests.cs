using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;
using Falco.Testing.Files;
using Falco.Testing.Support;

namespace Falco.Testing.Tests.Events;

/// <summary>Every event of the schema that drivers send today can be named, and is encoded as drivers encode it.</summary>
public sealed class EveryEventTests
{
    public static TheoryData<string> Names => [.. EventCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_needs_nothing_but_its_name(string name)
    {
        List<string> seen = [];
        HostState host = new();
        new SceneBuilder([]).Build([NodeFactory.Of(name)]).Play(host, (int item, in Event view) =>
        {
            host.Apply(in view);
            if (item != 0)
                seen.Add(NameOf(in view));
        });

        Assert.Contains(name, seen);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_of_an_event_can_be_left_empty_as_when_it_could_not_be_read(string name)
    {
        IEnumerable<ParameterInfo> parameters = EventCatalog.Find(name)?.Parameters ?? [];
        YamlNode item = NodeFactory.Mapping([(name, NodeFactory.Mapping(parameters
            .Where(static parameter => parameter.Name.ToString() is not ("pid" or "args" or "exe" or "env" or "cwd" or "tty" or "loginuid" or "uid" or "gid"
                or "comm" or "cgroups" or "pgid" or "vpgid" or "exe_ino"))
            .Select(static parameter => (parameter.Name.ToString(), (object?)null))))]);
        HostState host = new();
        int events = 0;
        new SceneBuilder([]).Build([item]).Play(host, (int number, in Event view) =>
        {
            host.Apply(in view);
            events += number;
        });

        Assert.NotEqual(0, events);
    }

    [Fact]
    public void Numbers_have_the_sizes_that_a_driver_has_given_them_in_a_recording()
    {
        Dictionary<EventType, int[]> ours = [];
        foreach (string name in EventCatalog.Names.Where(static name => EventCatalog.Find(name) is not null))
        {
            new SceneBuilder([]).Build([NodeFactory.Of(name)]).Play(new HostState(), (int item, in Event view) =>
            {
                if (item != 0)
                    ours[view.Type] = SizesOf(in view);
            });
        }

        int compared = 0;
        using CaptureReader reader = CaptureReader.Open(Repository.Data("attack-small.scap"));
        reader.Subscribe((in Event view) =>
        {
            if (!ours.TryGetValue(view.Type, out int[]? sizes))
                return;
            int[] recorded = SizesOf(in view);
            Assert.Equal(sizes.Length, recorded.Length);
            for (int i = 0; i < sizes.Length; i++)
            {
                if (recorded[i] != 0 && ParameterSize.FixedOf(view.Info.Parameters[i].Type) is not null)
                    Assert.Equal(recorded[i], sizes[i]);
            }

            compared++;
        });

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        Assert.NotEqual(0, compared);
    }

    private static int[] SizesOf(in Event view)
    {
        int[] sizes = new int[view.ParameterCount];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = view.GetBytes(i).Length;
        return sizes;
    }

    private static string NameOf(in Event view) => view.Type == EventType.GenericExit
        ? EventSchema.GetSyscall((int)view.GetUInt64(0))!.Name.ToString()
        : view.Info.Name.ToString();
}
