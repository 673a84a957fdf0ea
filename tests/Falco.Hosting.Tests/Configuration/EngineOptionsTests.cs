using Falco.Core.State;
using Falco.Hosting.Configuration;

namespace Falco.Hosting.Tests.Configuration;

public sealed class EngineOptionsTests
{
    [Fact]
    public void The_picture_of_this_machine_always_has_room_for_this_process() =>
        Assert.Equal(Environment.ProcessId, new EngineOptions().ForLive().OwnProcessId);

    [Fact]
    public void The_picture_of_this_machine_is_purged_as_configured()
    {
        HostStateOptions live = new EngineOptions { PurgePeriod = TimeSpan.FromSeconds(7), ThreadTimeout = TimeSpan.FromSeconds(8) }.ForLive();

        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8)), (live.PurgePeriod, live.ThreadTimeout));
    }

    [Fact]
    public void A_recorded_machine_is_not_purged_and_its_names_are_not_asked_for()
    {
        HostStateOptions replay = new EngineOptions { MaxThreads = 9 }.ForReplay();

        Assert.Equal((9, TimeSpan.Zero, null, -1), (replay.MaxThreads, replay.PurgePeriod, replay.Names, replay.OwnProcessId));
    }

    [Fact]
    public void The_table_of_threads_is_configured_as_falco_does()
    {
        EngineOptions engine = Read("falco_libs.thread_table_size=1000", "falco_libs.thread_table_auto_purging_interval_s=60",
            "falco_libs.thread_table_auto_purging_thread_timeout_s=90");

        Assert.Equal(
            (1000, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90)), (engine.MaxThreads, engine.PurgePeriod, engine.ThreadTimeout));
    }

    [Fact]
    public void A_table_of_no_size_has_the_usual_one() =>
        Assert.Equal(HostStateOptions.Default.MaxThreads, Read("falco_libs.thread_table_size=0").MaxThreads);

    private static EngineOptions Read(params string[] overrides)
    {
        ConfigurationResult result = ConfigurationLoader.Load(new ConfigurationSource { Overrides = overrides });
        return result.Options!.Engine;
    }
}
