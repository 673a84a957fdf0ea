using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;

namespace Falco.Testing;

/// <summary>
/// What happens in a test, in order. Parameters are those of <c>docs/testing-rules.md</c>; what is left out gets the values of an ordinary
/// call that has succeeded.
/// </summary>
public sealed class EventSequence
{
    private readonly List<YamlNode> _events = [];

    internal EventSequence()
    {
    }

    internal IReadOnlyList<YamlNode> Events => _events;

    /// <summary>Any event, by its name and named parameters: <c>Event("ptrace", ("request", "PTRACE_ATTACH"), ("pid", 10))</c>.</summary>
    /// <param name="name">The name (<c>evt.type</c>).</param>
    /// <param name="parameters">Names and values: texts, numbers, switches, lists, bytes, or an array of names and values for a mapping.</param>
    public EventSequence Event(string name, params (string Name, object? Value)[] parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(parameters);
        _events.Add(NodeFactory.Mapping([(name, NodeFactory.Mapping(parameters))]));
        return this;
    }

    /// <summary>Events as a file has them: a list in YAML.</summary>
    /// <exception cref="ArgumentException">It is not a list.</exception>
    public EventSequence Yaml(string events)
    {
        ArgumentNullException.ThrowIfNull(events);
        _events.AddRange(Problem.Rethrow(() => NodeReader.Items(NodeFactory.Parse(events), "events")));
        return this;
    }

    /// <summary>A program is started.</summary>
    /// <param name="exe">The path of its executable.</param>
    /// <param name="args">What follows argv[0].</param>
    /// <param name="parent">The name or id of a process that has made a child for it; by default the process of the event before becomes it.</param>
    /// <param name="pid">The id of the process.</param>
    /// <param name="user">The name or id of its user.</param>
    /// <param name="tty">Its terminal; 34816 is the first of ssh.</param>
    /// <param name="container">The name or id of its container.</param>
    /// <param name="env">Its environment.</param>
    public EventSequence Execve(
        string exe,
        IEnumerable<string>? args = null,
        object? parent = null,
        long? pid = null,
        object? user = null,
        long? tty = null,
        string? container = null,
        IEnumerable<string>? env = null) => Add(
            "execve", ("exe", exe), ("args", args), ("parent", parent), ("pid", pid), ("user", user), ("tty", tty), ("container", container), ("env", env));

    /// <summary>A file is opened.</summary>
    /// <param name="name">Its path.</param>
    /// <param name="flags">How, by the names of the schema: <c>O_WRONLY|O_CREAT</c>.</param>
    /// <param name="by">The name or id of the process; by default that of the event before.</param>
    /// <param name="fd">The descriptor, or the name of an error.</param>
    public EventSequence Openat(string name, string flags = "O_RDONLY", object? by = null, object? fd = null) =>
        Add("openat", ("name", name), ("flags", flags), ("by", by), ("fd", fd));

    /// <summary>A connection is made.</summary>
    /// <param name="to">The other end, <c>ADDRESS:PORT</c>.</param>
    /// <param name="from">The own end.</param>
    /// <param name="by">The name or id of the process; by default that of the event before.</param>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    public EventSequence Connect(string to, string? from = null, object? by = null, string? protocol = null) =>
        Add("connect", ("to", to), ("from", from), ("by", by), ("protocol", protocol));

    /// <summary>A connection is accepted.</summary>
    /// <param name="from">The peer, <c>ADDRESS:PORT</c>.</param>
    /// <param name="to">The server's end.</param>
    /// <param name="by">The name or id of the process; by default that of the event before.</param>
    public EventSequence Accept(string from, string? to = null, object? by = null) => Add("accept4", ("from", from), ("to", to), ("by", by));

    private EventSequence Add(string name, params (string Name, object? Value)[] parameters)
    {
        _events.Add(NodeFactory.Mapping([(name, NodeFactory.Given(parameters))]));
        return this;
    }
}
