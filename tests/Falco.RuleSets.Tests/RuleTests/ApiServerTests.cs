using System.Text;
using Falco.Core.Events;
using Falco.Core.Names;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Rules.Engine;
using Falco.Testing.Support;

namespace Falco.RuleSets.Tests.RuleTests;

/// <summary>The rule that knows the server of a cluster by its name, which has to be looked up.</summary>
public sealed class ApiServerTests : IDisposable
{
    internal const string Rule = "Contact K8S API Server From Container";

    private const long Inside = 20, Outside = 21;

    private readonly HostNames _names = new(
        new FakeHostNameResolver().Answer("kubernetes.default.svc.cluster.local", "10.96.0.1"), clock: new SteppedClock());

    private readonly RuleEngine _engine;

    public ApiServerTests()
    {
        _engine = new RuleEngine(BuiltInRuleSets.Load().Build(), host: new HostState(new HostStateOptions { Names = _names }));
        _engine.Tables.OnSectionStarted();
        Put(Inside, "cpu=/docker/" + new string('a', 64));
        Put(Outside, "cpu=/user.slice");
        _engine.Tables.OnTablesCompleted();

        // Names are looked up when a condition first asks.
        Connect(Inside, "10.96.0.1");
        Assert.True(SpinWait.SpinUntil(() => _names.Statistics.Answered == _names.Count, TimeSpan.FromMinutes(1)));
        while (_engine.Alerts.TryRead(out _))
        {
        }
    }

    public void Dispose() => _names.Dispose();

    [Theory]
    [InlineData(Inside, "10.96.0.1", true)]
    [InlineData(Inside, "10.96.0.10", false)]
    [InlineData(Outside, "10.96.0.1", false)]
    public void A_container_that_connects_to_it_is_told_of_and_nobody_else(long thread, string server, bool isRaised)
    {
        Connect(thread, server);

        Assert.Equal(isRaised, _engine.Alerts.TryRead(out Alert? alert));
        Assert.True(!isRaised || alert!.Rule == Rule);
    }

    private void Put(long thread, string group) => _engine.Tables.OnThread(new ThreadEntry
    {
        ThreadId = thread,
        ProcessId = thread,
        ParentId = 1,
        VirtualThreadId = thread,
        VirtualProcessId = thread,
        Comm = "app"u8,
        ControlGroups = Encoding.UTF8.GetBytes(group + "\0"),
    });

    private void Connect(long thread, string server)
    {
        Send(new EventBuilder(EventType.SocketExit, thread).Int64(5).UInt32(2).UInt32(1).UInt32(6).UInt32(0));
        Send(new EventBuilder(EventType.ConnectExit, thread).Int64(0).SocketTuple("10.0.0.1", 4000, server, 443).Int64(5).Bytes());
    }

    private void Send(EventBuilder built)
    {
        Assert.Equal(EventFault.None, Event.TryRead(built.Build(), 0, EventFlags.None, out Event view));
        _engine.OnEvent(in view);
    }
}
