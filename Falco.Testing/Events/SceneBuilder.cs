using Falco.Core.Events;
using Falco.Core.State;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;
using Falco.Testing.Given;

namespace Falco.Testing.Events;

/// <summary>Makes a scene of what a test says.</summary>
internal sealed class SceneBuilder
{
    private const ulong Millisecond = 1_000_000;
    private const int MaxRepeat = 1_000_000;

    private static readonly string[] CommonKeys = ["by", "after", "repeat"];

    private readonly List<SceneStep> _steps = [];
    private IReadOnlyList<GivenProcess> _before = [];
    private GivenProcess _actor;
    private ulong _time = Scene.Start;

    /// <summary>Begins with a host.</summary>
    /// <param name="givens">What is on it; later ones add to earlier ones.</param>
    public SceneBuilder(IEnumerable<YamlNode> givens)
    {
        GivenProcess? first = null;
        foreach (YamlNode given in givens)
            first = GivenReader.Read(given, World) ?? first;
        _actor = first ?? AddDefaultProcess();
    }

    /// <summary>The host.</summary>
    public World World { get; } = new();

    /// <summary>The process that makes the call at hand.</summary>
    public GivenProcess Actor
    {
        get => _actor;
        set => _actor = value;
    }

    /// <summary>The position of the event in the test, from 1.</summary>
    public int Item { get; private set; }

    /// <summary>Makes the scene.</summary>
    /// <param name="events">The events, each a name or a mapping of a name to parameters.</param>
    public Scene Build(IEnumerable<YamlNode> events)
    {
        World.CompleteGiven();
        _before = [.. World.Processes.Select(static process => process with { })];
        foreach (GivenContainer container in World.Containers)
            Announce(container);
        foreach (YamlNode item in events)
        {
            Item++;
            (string name, YamlNode nameNode, YamlNode parameters) = Split(item);
            Add(name, nameNode, parameters);
        }

        return new Scene(World, _before, _steps);
    }

    /// <summary>Adds an event that the test speaks of.</summary>
    public void Emit(EventTypeInfo type, GivenProcess thread, IReadOnlyList<byte[]> parameters) =>
        _steps.Add(new SceneStep(Item, EventWriter.Write(type, _time, thread.Id, parameters)));

    /// <summary>Adds an event that must have happened for those of the test to be possible: no rule is judged on it.</summary>
    public void Imply(EventTypeInfo type, GivenProcess thread, IReadOnlyList<byte[]> parameters) =>
        _steps.Add(new SceneStep(0, EventWriter.Write(type, _time, thread.Id, parameters), EventFlags.StateOnly));

    /// <summary>Gives a process a descriptor.</summary>
    public void Give(GivenProcess process, GivenDescriptor descriptor) =>
        _steps.Add(new SceneStep(0, []) { Given = (process.Id, descriptor) });

    private void Add(string name, YamlNode nameNode, YamlNode parameters)
    {
        EventTypeInfo? type = EventCatalog.Find(name);
        SyscallInfo? generic = type is null ? EventCatalog.FindGeneric(name) : null;
        if (type is null && generic is null)
            throw MalformedTestException.Unknown(nameNode, DiagnosticCode.TestEvent, $"there is no event '{name}'", EventCatalog.Names);
        ulong pause = parameters["after"] is { } after ? NodeReader.Duration(after, "after") : Millisecond;
        long count = parameters["repeat"] is { } repeat ? NodeReader.Number(repeat, "repeat", 1, MaxRepeat) : 1;
        for (long i = 0; i < count; i++)
        {
            _time += pause;
            if (parameters["by"] is { } by)
                _actor = World.Find(by, "by");
            if (type is not null)
                new EventBuilder(this, type, parameters, CommonKeys).Build();
            else
                AddGeneric(generic!, parameters);
        }
    }

    private void AddGeneric(SyscallInfo call, YamlNode parameters)
    {
        if (parameters.Kind == YamlKind.Mapping)
            NodeReader.Mapping(parameters, call.Name.ToString(), CommonKeys);
        Emit(EventSchema.Get(EventType.GenericExit), _actor,
            [ParameterWriter.Number(2, (ulong)call.Code), ParameterWriter.Number(2, (ulong)Math.Max(0, call.X64Number))]);
    }

    private static (string Name, YamlNode NameNode, YamlNode Parameters) Split(YamlNode item) => item switch
    {
        { Kind: YamlKind.Scalar } => (item.Text, item, new YamlNode(YamlKind.Mapping, item.Position)),
        { Kind: YamlKind.Mapping, Entries: [({ Kind: YamlKind.Scalar } name, { Kind: YamlKind.Null } nothing)] } =>
            (name.Text, name, new YamlNode(YamlKind.Mapping, nothing.Position)),
        { Kind: YamlKind.Mapping, Entries: [({ Kind: YamlKind.Scalar } name, { Kind: YamlKind.Mapping } parameters)] } =>
            (name.Text, name, parameters),
        { Kind: YamlKind.Mapping, Entries: [({ Kind: YamlKind.Scalar } name, var other)] } =>
            throw MalformedTestException.Value(other, $"the parameters of {name.Text} must be a mapping, but are {NodeReader.Describe(other)}"),
        _ => throw MalformedTestException.Value(
            item, "an event must be a name with its parameters", "for instance openat: { name: /etc/shadow, flags: O_RDONLY }"),
    };

    private GivenProcess AddDefaultProcess()
    {
        GivenProcess process = new() { Id = World.NextId(), ParentId = World.Init.Id };
        (process.SessionId, process.ProcessGroupId) = (process.Id, process.Id);
        process.SetProgram("/usr/bin/app");
        World.Put(process);
        return process;
    }

    // What a runtime tells of a container, and who its users are: those of the host, unless a test says otherwise by events of its own.
    private void Announce(GivenContainer container)
    {
        _steps.Add(new SceneStep(0, ContainerEvent.EncodeAdded(container.Description, _time), EventFlags.StateOnly));
        foreach (GivenUser user in World.Users.Values)
        {
            Imply(EventSchema.Get(EventType.UserAddedEnter), World.Init,
            [
                ParameterWriter.Number(4, user.Id),
                ParameterWriter.Number(4, user.GroupId),
                ParameterWriter.Text(user.Name),
                ParameterWriter.Text(user.Home),
                ParameterWriter.Text(user.Shell),
                ParameterWriter.Text(container.ShortId),
            ]);
        }

        foreach ((uint id, string name) in World.Groups)
        {
            Imply(EventSchema.Get(EventType.GroupAddedEnter), World.Init,
                [ParameterWriter.Number(4, id), ParameterWriter.Text(name), ParameterWriter.Text(container.ShortId)]);
        }
    }
}
