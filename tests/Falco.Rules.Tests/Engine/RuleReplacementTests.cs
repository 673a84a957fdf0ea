using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Engine;

public sealed class RuleReplacementTests
{
    [Fact]
    public void Rules_are_replaced_between_two_events_and_the_picture_of_the_host_is_kept()
    {
        // One loader, so that revisions differ.
        RuleLoader loader = new();
        loader.Load("first.yaml", EngineReplay.File("evt.num > 0 and proc.name exists"));
        RuleSet first = loader.Build();
        loader.Load("second.yaml", EngineReplay.File("evt.num > 0 and not proc.name exists", "evt.num > 0 and proc.name exists"));
        RuleSet second = loader.Build();

        RuleEngine engine = new(first);
        List<Alert> alerts = EngineReplay.Run(engine, new Replacing(engine, at: 5000, second));

        Assert.NotEqual(first.Revision, second.Revision);
        Assert.All(alerts, alert => Assert.Equal(alert.EventNumber < 5000 ? first.Revision : second.Revision, alert.Revision));
        Assert.All(alerts.Where(alert => alert.Revision == first.Revision), alert => Assert.Equal("a", alert.Rule));
        Assert.Contains(alerts, alert => alert.Revision == second.Revision && alert.Rule == "b");
    }

    private sealed class Replacing(RuleEngine engine, ulong at, RuleSet rules) : IEventObserver
    {
        private ulong _events;

        public IHostTableObserver? Tables => engine.Tables;

        public void OnEvent(in Event view)
        {
            if (++_events == at)
                engine.Replace(rules);
            engine.OnEvent(in view);
        }

        public void OnCompleted() => engine.OnCompleted();

        public void OnError(Exception error) => engine.OnError(error);
    }
}
