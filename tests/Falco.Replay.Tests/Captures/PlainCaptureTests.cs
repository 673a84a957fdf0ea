using Falco.Replay.Captures;
using Falco.Replay.Processes;
using Falco.Replay.Stages;
using Falco.Testing.Support;

namespace Falco.Replay.Tests.Captures;

public sealed class PlainCaptureTests
{
    [Fact]
    public void A_file_that_does_not_exist_is_reported()
    {
        Assert.False(PlainCapture.TryOpen("missing.scap", out _, out string error));

        Assert.StartsWith("missing.scap: ", error);
    }

    [Fact]
    public void A_file_that_is_no_capture_is_reported()
    {
        Assert.False(PlainCapture.TryOpen(Repository.Data("README.md"), out _, out string error));

        Assert.Contains("section header", error);
    }

    [Fact]
    public void A_capture_is_inflated_and_the_copy_is_removed_at_the_end()
    {
        Assert.True(PlainCapture.TryOpen(Repository.Data("everyday-small.scap"), out PlainCapture? capture, out _));

        Assert.True(File.Exists(capture.Path));
        capture.Dispose();
        Assert.False(File.Exists(capture.Path));
    }

    [Fact]
    public void A_command_on_a_missing_capture_ends_with_a_code_of_its_own()
    {
        Assert.Equal(ExitCode.Unusable, ReplayCommand.Run(["missing.scap"]));
        Assert.Equal(ExitCode.Unusable, ProcessCommand.Run(
            ["missing.scap", "--program", "falco", "--rules", "rules.yaml", "--config", "falco.yaml", "--alerts", "missing.scap"]));
    }
}
