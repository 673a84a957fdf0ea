using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;
using Falco.Testing.Files;

namespace Falco.Testing.Given;

/// <summary>The host that a test is about: what is given, and, while events are made, what has become of it.</summary>
internal sealed class World
{
    private const long FirstFreeId = 1000;

    private readonly Dictionary<long, GivenProcess> _processes = [];
    private readonly Dictionary<string, uint> _userIds = new() { ["root"] = 0 };
    private readonly Dictionary<string, uint> _groupIds = new() { ["root"] = 0 };
    private readonly Dictionary<string, GivenContainer> _containers = [];
    private readonly HashSet<long> _given = [];
    private long _nextId = FirstFreeId;

    public World()
    {
        Init = new GivenProcess { Id = 1, SessionId = 1, ProcessGroupId = 1, Started = Scene.Start - Scene.Day };
        Init.SetProgram("/usr/lib/systemd/systemd");
        Put(Init);
    }

    /// <summary>The first process.</summary>
    public GivenProcess Init { get; }

    public string HostName { get; set; } = "host";

    /// <summary>Users by id.</summary>
    public SortedDictionary<uint, GivenUser> Users { get; } = new() { [0] = new GivenUser(0, 0, "root", "/root", "/bin/bash") };

    /// <summary>Names of groups by id.</summary>
    public SortedDictionary<uint, string> Groups { get; } = new() { [0] = "root" };

    public IEnumerable<GivenProcess> Processes => _processes.Values.OrderBy(process => process.Id);

    public IEnumerable<GivenContainer> Containers => _containers.Values.Distinct();

    /// <summary>A process id that nobody has.</summary>
    public long NextId()
    {
        while (_processes.ContainsKey(_nextId))
            _nextId++;
        return _nextId++;
    }

    /// <summary>All is given: what is added from now on is made by events.</summary>
    public void CompleteGiven() => _given.UnionWith(_processes.Keys);

    /// <summary>Adds a process, or puts it in the place of one of its id.</summary>
    public void Put(GivenProcess process) => _processes[process.Id] = process;

    public void Remove(GivenProcess process) => _processes.Remove(process.Id);

    public void Add(GivenUser user)
    {
        Users[user.Id] = user;
        _userIds[user.Name] = user.Id;
    }

    public void AddGroup(uint id, string name)
    {
        Groups[id] = name;
        _groupIds[name] = id;
    }

    public void Add(GivenContainer container) => _containers[container.Name] = _containers[container.Id] = _containers[container.ShortId] = container;

    /// <summary>The process of an id, or <see langword="null"/>.</summary>
    public GivenProcess? Find(long id) => _processes.GetValueOrDefault(id);

    /// <summary>The process of an id or a name.</summary>
    public GivenProcess Find(YamlNode node, string what)
    {
        string text = NodeReader.Text(node, what);
        if (NodeReader.TryNumber(text, out long id))
        {
            return Find(id) ?? throw MalformedTestException.Value(
                node, $"there is no process {text}", "give it under 'processes', or let an event make it: execve: { pid: …, parent: … }");
        }

        // A process that is given keeps its name against those that events have made.
        GivenProcess[] named = [.. Processes.Where(process => process.Comm == text)];
        if (named.Length > 1 && named.Where(process => _given.Contains(process.Id)).ToArray() is [var given])
            return given;
        return named switch
        {
            [var only] => only,
            [] => throw MalformedTestException.Unknown(
                node, DiagnosticCode.TestValue, $"there is no process '{text}'", Processes.Select(process => process.Comm), lists: true),
            _ => throw MalformedTestException.Value(node, $"there are {named.Length} processes called '{text}'", "use the pid"),
        };
    }

    /// <summary>The id of a user, who may be named.</summary>
    public uint UserId(YamlNode node) => IdOf(node, "user", _userIds);

    /// <summary>The id of a group, which may be named.</summary>
    public uint GroupId(YamlNode node) => IdOf(node, "group", _groupIds);

    /// <summary>The control groups of a container; none for <c>host</c>.</summary>
    public IReadOnlyList<string> ControlGroups(YamlNode node)
    {
        string text = NodeReader.Text(node, "container");
        if (text == "host")
            return [];
        return _containers.TryGetValue(text, out GivenContainer? container)
            ? container.ControlGroups
            : throw MalformedTestException.Unknown(
                node, DiagnosticCode.TestValue, $"there is no container '{text}'", Containers.Select(known => known.Name), lists: true);
    }

    private static uint IdOf(YamlNode node, string what, Dictionary<string, uint> ids)
    {
        string text = NodeReader.Text(node, what);
        if (text == "-1")
            return uint.MaxValue;
        if (NodeReader.TryNumber(text, out _))
            return (uint)NodeReader.Number(node, what, 0, uint.MaxValue);
        return ids.TryGetValue(text, out uint id)
            ? id
            : throw MalformedTestException.Unknown(
                node, DiagnosticCode.TestValue, $"there is no {what} '{text}'", ids.Keys, lists: true);
    }
}

/// <summary>A user of the host.</summary>
internal sealed record GivenUser(uint Id, uint GroupId, string Name, string Home, string Shell);
