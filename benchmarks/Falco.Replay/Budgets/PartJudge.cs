using Falco.Core.Events;
using Falco.Replay.Streams;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Support;

namespace Falco.Replay.Budgets;

/// <summary>Judges one event by one condition, as often as asked, on a host with the processes of the generated one.</summary>
internal sealed class PartJudge
{
    private const long Thread = GeneratedHost.FirstService;

    private const string Output = "File opened | file=%fd.name process=%proc.name command=%proc.cmdline user=%user.name parent=%proc.pname";

    // What is remembered on a descriptor or a thread would not be compared again.
    private static readonly RuleEngineOptions Forgetful =
        new() { Optimizations = RuleOptimizations.All & ~(RuleOptimizations.DescriptorMemory | RuleOptimizations.ThreadMemory) };

    private readonly byte[] _event;

    public PartJudge(string condition, Func<long, EventBuilder> create)
    {
        RuleLoader loader = new();
        RuleLoadResult result = loader.Load("part.yaml", $"- {{rule: part, desc: part, condition: '{condition.Replace("'", "''", StringComparison.Ordinal)}', output: '{Output}', priority: INFO}}");
        if (!result.IsSuccessful)
            throw new InvalidOperationException($"{condition}: {result.Errors[0].Message}");
        Engine = new RuleEngine(loader.Build(), Forgetful);
        new GeneratedHost(seed: 1).Describe(Engine.Tables);
        Judge(new EventBuilder(EventType.SocketExit, Thread).Int64(Socket).UInt32(2).UInt32(1).UInt32(0).UInt32(0).Build());
        _event = create(Thread).Build();
    }

    /// <summary>The descriptor of a TCP socket that the thread has.</summary>
    public static long Socket => 4;

    public RuleEngine Engine { get; }

    /// <summary>Whether a condition holds on an event.</summary>
    public static bool Holds(string condition, Func<long, EventBuilder> create)
    {
        PartJudge judge = new(condition, create);
        judge.Judge();
        return judge.Engine.AlertCount == 1;
    }

    public void Judge() => Judge(_event);

    private void Judge(byte[] bytes)
    {
        EventFault fault = Event.TryRead(bytes, 0, EventFlags.None, out Event view);
        if (fault != EventFault.None)
            throw new InvalidOperationException($"The event of the part is malformed: {fault}");
        Engine.OnEvent(in view);
    }
}
