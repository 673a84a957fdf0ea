using System.Globalization;
using Falco.Core.Events;
using Falco.Testing.Support;

namespace Falco.Replay.Budgets;

/// <summary>A kind of comparison, in a condition that comes close to holding on an event but does not, so that nothing is raised.</summary>
/// <param name="Name">The budget's name.</param>
/// <param name="Event">The event, caused by a thread.</param>
/// <param name="Condition">What does not hold on it.</param>
/// <param name="Twin">The same but for its constants, and holds: the proof that on this event the comparison is made.</param>
internal sealed record ConditionPart(string Name, Func<long, EventBuilder> Event, string Condition, string Twin)
{
    // So many that an index of literals is made of them.
    private const int Constants = 40;

    private const string Path = "/opt/app17/data/tenant17/__pycache__/name17.pyc";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<ConditionPart> All { get; } =
    [
        Opened("set lookup", Listed("fd.name in", "/opt/app{0}/data/tenant{0}/__pycache__/name{0}.pyo"), Listed("fd.name in", "/opt/app{0}/data/tenant{0}/__pycache__/name{0}.pyc")),
        Opened("path trie", Listed("fd.name pmatch", "/opt/app{0}/data/tenant{0}/__pycache"), Listed("fd.name pmatch", "/opt/app{0}/data/tenant{0}/__pycache__")),
        Opened("prefix tries", Alternatives("fd.name startswith /opt/app{0}/data/tenant{0}/_p"), Alternatives("fd.name startswith /opt/app{0}/data/tenant{0}/__p")),
        Opened("suffix tries", Alternatives("fd.name endswith _name{0}.pyc"), Alternatives("fd.name endswith /name{0}.pyc")),
        Opened("needle search", Alternatives("fd.name contains tenant{0}/_p"), Alternatives("fd.name contains tenant{0}/__p")),
        Opened("glob", "fd.name glob '*/__pycache__/*.pyo'", "fd.name glob '*/__pycache__/*.pyc'"),
        Opened("regular expression", "fd.name regex '/opt/.*[.]pyo'", "fd.name regex '/opt/.*[.]pyc'"),
        Connected("address", "fd.sip = 198.18.17.8", "fd.sip = 198.18.17.7"),
        Connected("networks", Listed("fd.snet in", "198.18.{0}.128/25"), Listed("fd.snet in", "198.18.{0}.0/25")),
    ];

    /// <summary>A thread opens a file.</summary>
    public static EventBuilder Open(long thread) =>
        new EventBuilder(EventType.Openat_2Exit, thread).Int64(3).Int64(-100).Text(Path).UInt32(1).UInt32(0).UInt32(2049).UInt64(7);

    private static EventBuilder Connect(long thread) =>
        new EventBuilder(EventType.ConnectExit, thread).Int64(0).SocketTuple("192.0.2.7", 40_000, "198.18.17.7", 443).Int64(PartJudge.Socket).SocketAddress("198.18.17.7", 443);

    private static ConditionPart Opened(string name, string condition, string twin) =>
        new(name, Open, $"evt.type in (open, openat, openat2) and ({condition})", $"evt.type in (open, openat, openat2) and ({twin})");

    private static ConditionPart Connected(string name, string condition, string twin) =>
        new(name, Connect, $"evt.type = connect and ({condition})", $"evt.type = connect and ({twin})");

    private static string Listed(string test, string item) => $"{test} ({string.Join(", ", Each(item))})";

    private static string Alternatives(string test) => string.Join(" or ", Each(test));

    private static IEnumerable<string> Each(string form) => Enumerable.Range(0, Constants).Select(i => form.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
