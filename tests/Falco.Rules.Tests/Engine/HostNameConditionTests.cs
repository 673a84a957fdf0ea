using Falco.Core.Events;
using Falco.Core.Names;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Engine;

/// <summary>Conditions that name the host at the end of a connection, which goes from 10.0.0.1 to 10.0.0.2.</summary>
public sealed class HostNameConditionTests : IDisposable
{
    private const long Client = 20;

    private readonly FakeHostNameResolver _resolver = new();
    private readonly HostNames _names;

    public HostNameConditionTests()
    {
        _resolver.Answer("db.example", "10.0.0.2").Answer("alias.example", "10.0.0.2").Answer("other.example", "10.0.0.3");
        _names = new HostNames(_resolver, clock: new SteppedClock());
    }

    public void Dispose() => _names.Dispose();

    [Theory]
    [InlineData("fd.sip.name = db.example", true)]
    [InlineData("fd.sip.name = other.example", false)]
    [InlineData("fd.sip.name != other.example", true)]
    [InlineData("fd.sip.name != db.example", false)]
    [InlineData("fd.sip.name in (other.example, db.example)", true)]
    [InlineData("fd.sip.name in (other.example)", false)]
    [InlineData("fd.cip.name = db.example", false)]
    [InlineData("fd.sip.name = db.example and fd.sip.name = alias.example", true)]
    [InlineData("fd.sip.name = db.example and fd.sip.name startswith db.", true)]
    [InlineData("fd.sip.name startswith db.", false)]
    [InlineData("fd.sip.name exists", true)]
    public void A_condition_with_names_that_are_known_holds_for_those_that_own_the_address(string condition, bool expected)
    {
        RuleEngine engine = EngineFor(condition, _names);
        Connect(engine);
        while (Pending > 0)
        {
            Assert.True(SpinWait.SpinUntil(() => Pending == 0, TimeSpan.FromMinutes(1)));
            Connect(engine);
        }

        long before = engine.AlertCount;
        Connect(engine);

        Assert.Equal(expected ? 1 : 0, engine.AlertCount - before);
    }

    [Theory]
    [InlineData("fd.sip.name = slow.example")]
    [InlineData("fd.sip.name != slow.example")]
    [InlineData("fd.sip.name in (slow.example)")]
    public void A_condition_with_a_name_that_is_not_known_yet_does_not_hold(string condition)
    {
        RuleEngine engine = EngineFor(condition, _names);
        Connect(engine);

        Assert.Equal(0, engine.AlertCount);
    }

    [Theory]
    [InlineData("fd.sip.name = db.example", 0)]
    [InlineData("fd.sip.name != db.example", 1)]
    public void Where_nobody_can_be_asked_no_name_has_an_address(string condition, long alerts)
    {
        RuleEngine engine = EngineFor(condition, null);
        Connect(engine);

        Assert.Equal(alerts, engine.AlertCount);
    }

    private long Pending => _names.Count - _names.Statistics.Answered - _names.Statistics.Failed;

    private static RuleEngine EngineFor(string condition, HostNames? names)
    {
        RuleEngine engine = new(
            EngineReplay.Load(EngineReplay.File($"evt.type = connect and {condition}")), host: new HostState(new HostStateOptions { Names = names }));
        engine.Tables.OnSectionStarted();
        engine.Tables.OnThread(new ThreadEntry { ThreadId = Client, ProcessId = Client, ParentId = 1, VirtualThreadId = Client, VirtualProcessId = Client });
        engine.Tables.OnTablesCompleted();
        return engine;
    }

    private static void Connect(RuleEngine engine)
    {
        Send(engine, new EventBuilder(EventType.SocketExit, Client).Int64(5).UInt32(2).UInt32(1).UInt32(6).UInt32(0));
        Send(engine, new EventBuilder(EventType.ConnectExit, Client).Int64(0).SocketTuple("10.0.0.1", 4000, "10.0.0.2", 443).Int64(5).Bytes());
    }

    private static void Send(RuleEngine engine, EventBuilder built)
    {
        Assert.Equal(EventFault.None, Event.TryRead(built.Build(), 0, EventFlags.None, out Event view));
        engine.OnEvent(in view);
    }
}
