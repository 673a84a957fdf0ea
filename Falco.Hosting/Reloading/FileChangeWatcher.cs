namespace Falco.Hosting.Reloading;

/// <summary>Tells when files change, once they have been left alone for a moment: an editor writes a file in several steps.</summary>
/// <remarks>
/// The folders of the files are watched, because editors and orchestrators replace files instead of writing to them. A folder that cannot
/// be watched (it is gone, or there are no inotify watches left) is told to the owner and left out.
/// </remarks>
public sealed class FileChangeWatcher : IDisposable
{
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(200);

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly ITimer _timer;

    /// <summary>Begins to watch.</summary>
    /// <param name="paths">Files, and folders of files.</param>
    /// <param name="changed">Called on a thread of the pool after something changed.</param>
    /// <param name="failed">Told of a path that cannot be watched.</param>
    /// <param name="clock">The clock; by default the system's.</param>
    public FileChangeWatcher(IEnumerable<string> paths, Action changed, Action<string, Exception>? failed = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(changed);
        _timer = (clock ?? TimeProvider.System).CreateTimer(_ => changed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (string path in paths)
            Watch(path, failed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in _watchers)
            watcher.Dispose();
        _timer.Dispose();
    }

    private void Watch(string path, Action<string, Exception>? failed)
    {
        try
        {
            string full = Path.GetFullPath(path);
            bool isFolder = Directory.Exists(full);
            FileSystemWatcher watcher = new(isFolder ? full : Path.GetDirectoryName(full)!, isFolder ? "*" : Path.GetFileName(full));
            _watchers.Add(watcher);
            watcher.Changed += OnChange;
            watcher.Created += OnChange;
            watcher.Deleted += OnChange;
            watcher.Renamed += OnChange;

            // More changes than the system remembers are changes, too.
            watcher.Error += (_, _) => Wait();
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            failed?.Invoke(path, error);
        }
    }

    private void OnChange(object sender, FileSystemEventArgs change) => Wait();

    private void Wait() => _timer.Change(Calm, Timeout.InfiniteTimeSpan);
}
