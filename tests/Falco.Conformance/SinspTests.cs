namespace Falco.Conformance;

/// <summary>The reference's tests of state, fields, conditions and outputs, replayed.</summary>
public sealed class SinspTests
{
    private readonly Differences _differences = new();

    [Fact]
    public void Events_are_shown_and_have_the_recorded_thread_and_descriptor() => Grade(new SinspEvents(_differences));

    [Fact]
    public void Threads_and_descriptors_are_as_recorded_when_a_test_ends() => Grade(new SinspThreads(_differences));

    [Fact]
    public void Fields_are_as_recorded() => Grade(new SinspFields(_differences));

    [Fact]
    public void Conditions_hold_on_the_recorded_events_or_fail_as_recorded() => Grade(new SinspConditions(_differences));

    [Fact]
    public void Outputs_are_filled_in_as_recorded() => Grade(new SinspOutputs(_differences));

    [Fact]
    public void Parameters_have_the_recorded_bytes_and_texts() => Grade(new SinspParameters(_differences));

    private void Grade(SinspGrader grader)
    {
        grader.GradeAll();
        _differences.AssertNone();
    }
}
