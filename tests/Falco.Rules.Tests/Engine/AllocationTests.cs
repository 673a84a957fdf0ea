using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Engine;

public sealed class AllocationTests
{
    [Fact]
    public void A_warm_engine_allocates_less_than_a_byte_per_event_with_state_and_rules()
    {
        RuleLoader loader = new();
        loader.Load("rules.yaml", BuiltInRules.Default);
        Measuring observer = new(new RuleEngine(loader.Build()));

        // The second replay is a new section: everything known is void, and records come from the pools.
        for (int i = 0; i < 3; i++)
        {
            using CaptureReader reader = CaptureReader.Open(Repository.Data("everyday-small.scap"));
            reader.Subscribe(observer);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        }

        Assert.InRange(observer.Allocated / (double)observer.LastEvents, 0, 0.999);
    }

    private sealed class Measuring(RuleEngine engine) : IEventObserver
    {
        private long _events;

        public IHostTableObserver? Tables => engine.Tables;

        public long LastEvents { get; private set; }

        public long Allocated { get; private set; }

        public void OnEvent(in Event view)
        {
            if (_events == 0)
                Allocated = 0;
            long before = GC.GetAllocatedBytesForCurrentThread();
            engine.OnEvent(in view);
            Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            _events++;
        }

        // The engine lives on; figures are those of the last replay.
        public void OnCompleted() => (LastEvents, _events) = (_events, 0);

        public void OnError(Exception error) => engine.OnError(error);
    }
}
