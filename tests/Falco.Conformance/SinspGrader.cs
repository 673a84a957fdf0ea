using Falco.Core.State;

namespace Falco.Conformance;

/// <summary>Compares what the reference answered to questions of some kinds with what we answer.</summary>
internal abstract class SinspGrader(Differences differences, params string[] kinds)
{
    /// <summary>The kinds of questions.</summary>
    public IReadOnlyList<string> Kinds { get; } = kinds;

    /// <summary>Where comparisons are counted.</summary>
    public Differences Differences { get; } = differences;

    /// <summary>Compares one answer.</summary>
    /// <param name="current">The last event; the default before the first one.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="replay">The recording, as far as it was played.</param>
    public abstract void Grade(in HostEvent current, RecordedOperation question, SinspReplay replay);

    /// <summary>Plays all recordings and grades what is ours in them.</summary>
    public void GradeAll()
    {
        foreach (IReadOnlyList<RecordedOperation> recording in RecordedOperation.ReadAll("sinsp"))
        {
            SinspReplay replay = new(recording);
            replay.Run((in current, question) =>
            {
                if (!Kinds.Contains(question.Kind) || !question.IsGraded)
                    return;
                Differences.At(question);
                Grade(in current, question, replay);
            });
        }
    }
}
