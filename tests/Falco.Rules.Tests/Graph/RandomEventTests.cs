using CsCheck;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Graph;

/// <summary>The graph against the interpreter over events that no kernel sends, and over the captures of the reference.</summary>
public sealed class RandomEventTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_conditions_hold_for_damaged_events_for_which_the_interpreter_says_so(int seed)
    {
        AgreementObserver judge = new(Conditions(seed).Select(condition => CompiledConditions.Rule(condition)));
        Damage(Repository.Data("attack-small.scap"), seed, judge);

        Assert.Equal("", string.Join('\n', judge.Differences));
        Assert.NotEqual(0, judge.Held);
    }

    [Theory]
    [InlineData("attack.scap", 3)]
    [InlineData("everyday.scap", 4)]
    [InlineData("rare.scap", 5)]
    public void Random_conditions_hold_for_recorded_events_for_which_the_interpreter_says_so(string capture, int seed)
    {
        AgreementObserver replay = AgreementObserver.Replay(
            ReferenceData.File("captures", capture), Conditions(seed).Select(condition => CompiledConditions.Rule(condition)));

        Assert.Equal("", string.Join('\n', replay.Differences));
        Assert.NotEqual(0, replay.Held);
    }

    private static string[] Conditions(int seed)
    {
        string[] conditions = [];
        RandomCondition.Gen.Array[60].Sample(sample => conditions = sample, seed: $"000000000000{seed}", iter: 1, threads: 1);
        return conditions;
    }

    private static void Damage(string capture, int seed, AgreementObserver judge)
    {
        using CaptureReader reader = CaptureReader.Open(capture);
        reader.Subscribe(new DamagingObserver(judge, new Random(seed)));
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
    }

    /// <summary>Changes bytes of the parameters of every other event, and threads now and then.</summary>
    private sealed class DamagingObserver(AgreementObserver judge, Random random) : IEventObserver
    {
        public IHostTableObserver? Tables => judge.Tables;

        public void OnEvent(in Event view)
        {
            byte[] bytes = view.Bytes.ToArray();
            int payload = Event.HeaderSize + view.EncodedParameterCount * view.Info.LengthSize;
            if (random.Next(2) == 0 && bytes.Length > payload)
            {
                for (int i = random.Next(1, 5); i > 0; i--)
                    bytes[random.Next(payload, bytes.Length)] = (byte)random.Next(256);
            }

            if (random.Next(20) == 0)
                bytes[8] ^= (byte)random.Next(256);
            if (Event.TryRead(bytes, view.Cpu, view.Flags, out Event changed) == EventFault.None)
                judge.OnEvent(in changed);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
