using CsCheck;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Analysis;
using Falco.Rules.Compilation;
using Falco.Rules.Tests.Graph;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Analysis;

/// <summary>What is called impossible, against the interpreter and real events.</summary>
public sealed class ContradictionSearchTests
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void A_condition_that_is_called_impossible_holds_for_no_recorded_event() =>
        RandomCondition.Gen.Array[200].Sample(
            conditions =>
            {
                BoundNode[] bound = [.. conditions.Select(condition => CompiledConditions.Rule(condition).Condition)];
                Assert.Equal("", string.Join('\n', Replay(bound).Failures.Select(failure => $"{failure}: {conditions[failure]}")));
            },
            iter: 4,
            threads: 1);

    [Fact]
    public void A_pair_that_is_called_impossible_never_holds_together() =>
        RandomCondition.Gen.Array[150].Sample(
            conditions =>
            {
                BoundNode[] bound = [.. conditions.Select(condition => CompiledConditions.Rule(condition).Condition)];
                BoundNode[] pairs = [.. bound.Zip(bound.Skip(1), (one, other) => new BoundAnd([one, new BoundNot(other)]))];
                Assert.Empty(Replay(pairs).Failures);
            },
            iter: 4,
            threads: 1);

    [Fact]
    public void A_search_that_takes_too_long_proves_nothing()
    {
        // Three fields have three values: of four demands, one is left.
        string demands = string.Join(" and ", Enumerable.Range(0, 4).Select(i => $"(fd.num = {i} or proc.name = a{i} or proc.pname = b{i})"));
        BoundNode condition = CompiledConditions.Rule(demands).Condition;
        Assert.True(ContradictionSearch.IsImpossible([(condition, true)], type: null, None, budget: 1000));
        Assert.False(ContradictionSearch.IsImpossible([(condition, true)], type: null, None, budget: 10));
    }

    private static Judge Replay(BoundNode[] conditions)
    {
        Judge judge = new(conditions);
        using CaptureReader reader = CaptureReader.Open(Repository.Data("attack-small.scap"));
        reader.Subscribe(judge);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return judge;
    }

    private sealed class Judge : IEventObserver
    {
        private readonly HostState _host = new();
        private readonly FieldScratch _scratch = new();
        private readonly BoundNode[] _conditions;
        private readonly Dictionary<EventType, int[]> _impossible = [];
        private readonly int[] _always;

        public Judge(BoundNode[] conditions)
        {
            _conditions = conditions;
            _always = [.. Enumerable.Range(0, conditions.Length).Where(i => IsImpossible(i, null))];
        }

        public HashSet<int> Failures { get; } = [];

        public IHostTableObserver? Tables => _host;

        public void OnEvent(in Event view)
        {
            HostEvent current = _host.Apply(in view);
            if (!current.IsShown)
                return;
            EventTypeInfo type = EventSchema.Get(view.Type);
            if (!_impossible.TryGetValue(view.Type, out int[]? impossible))
            {
                impossible = [.. Enumerable.Range(0, _conditions.Length).Where(i => IsImpossible(i, type)).Union(_always)];
                _impossible.Add(view.Type, impossible);
            }

            _scratch.Reset();
            foreach (int i in impossible)
            {
                if (ConditionInterpreter.Evaluate(_conditions[i], in current, _scratch))
                    Failures.Add(i);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        private bool IsImpossible(int i, EventTypeInfo? type) =>
            ContradictionSearch.IsImpossible([(_conditions[i], true)], type, None, budget: 2000);
    }
}
