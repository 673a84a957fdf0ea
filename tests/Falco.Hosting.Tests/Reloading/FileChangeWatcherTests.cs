using Falco.Hosting.Reloading;

namespace Falco.Hosting.Tests.Reloading;

public sealed class FileChangeWatcherTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("falco-watch-").FullName;
    private readonly SemaphoreSlim _changes = new(0);

    private string File => Path.Combine(_folder, "rules.yaml");

    [Fact]
    public async Task A_file_that_is_written_again_is_told()
    {
        System.IO.File.WriteAllText(File, "[]");
        using FileChangeWatcher watcher = new([File], () => _changes.Release());
        System.IO.File.WriteAllText(File, "[] # again");

        Assert.True(await _changes.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_told()
    {
        System.IO.File.WriteAllText(File, "[]");
        using FileChangeWatcher watcher = new([File], () => _changes.Release());
        System.IO.File.WriteAllText(File + ".new", "[] # again");
        System.IO.File.Move(File + ".new", File, overwrite: true);

        Assert.True(await _changes.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_appears_in_a_folder_is_told()
    {
        using FileChangeWatcher watcher = new([_folder], () => _changes.Release());
        System.IO.File.WriteAllText(File, "[]");

        Assert.True(await _changes.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_and_left_out()
    {
        List<string> failed = [];
        string path = Path.Combine(_folder, "absent", "rules.yaml");
        using FileChangeWatcher watcher = new([path], () => { }, (name, _) => failed.Add(name));

        Assert.Equal([path], failed);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _changes.Dispose();
    }
}
