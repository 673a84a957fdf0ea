using Falco.Rules.Engine;

namespace Falco.Hosting.Tests.Engine;

/// <summary>Rules and options that change while an engine runs.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("falco-reload-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "rules.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 60_000)]
    public async Task A_changed_file_is_judged_by_without_a_restart()
    {
        await System.IO.File.WriteAllTextAsync(File, TestRules.SetUidToRoot, Stop);
        PushedEvents source = new();
        await using FalcoEngine falco = await Watch(source);

        await System.IO.File.WriteAllTextAsync(File, TestRules.SetUid, Stop);
        await Until(() => falco.GetStatus().Reloads > 0);
        source.PushSetUid(5);
        Alert alert = await falco.Alerts.ReadAsync(Stop);

        Assert.Equal(("User changed", falco.Rules!.Revision), (alert.Rule, alert.Revision));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_broken_file_changes_nothing_and_is_told()
    {
        await System.IO.File.WriteAllTextAsync(File, TestRules.SetUid, Stop);
        PushedEvents source = new();
        await using FalcoEngine falco = await Watch(source);
        long revision = falco.GetStatus().RuleSetRevision;

        await System.IO.File.WriteAllTextAsync(File, TestRules.Broken, Stop);
        await Until(() => falco.GetStatus().RefusedReloads > 0);
        source.PushSetUid(5);

        Assert.Equal("User changed", (await falco.Alerts.ReadAsync(Stop)).Rule);
        Assert.Equal(revision, falco.GetStatus().RuleSetRevision);
        Assert.Contains("no.such.field", falco.GetStatus().ReloadFailure, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Whoever_asks_for_a_reload_is_told_what_came_of_it()
    {
        await System.IO.File.WriteAllTextAsync(File, TestRules.SetUid, Stop);
        await using FalcoEngine falco = await Watch(new PushedEvents(), watchesFiles: false);

        RuleReload same = await falco.ReloadAsync(Stop);
        await System.IO.File.WriteAllTextAsync(File, TestRules.Broken, Stop);
        RuleReload broken = await falco.ReloadAsync(Stop);
        System.IO.File.Delete(File);
        await Assert.ThrowsAsync<FileNotFoundException>(() => falco.ReloadAsync(Stop));

        Assert.True(same.IsAccepted);
        Assert.False(broken.IsAccepted);
        Assert.Equal((1, 2), (falco.GetStatus().Reloads, falco.GetStatus().RefusedReloads));
    }

    private Task<FalcoEngine> Watch(PushedEvents source, bool watchesFiles = true) => FalcoEngine.WatchAsync(
        watch => watch.FromSource("syscall", _ => source).AddRules(File).Configure(options => options.Rules.WatchFiles = watchesFiles), Stop);

    // The system tells of changes whenever it does.
    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
            await Task.Delay(20, Stop);
    }
}
