using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Tests.Delivery;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Sinks;

public sealed class FileSinkTests : IDisposable
{
    private static readonly AlertLayout Layout = new(new AlertLayoutOptions { Json = true, HostName = "h" });

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("events.txt");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_are_appended_to_what_is_there(bool keepOpen)
    {
        await File.WriteAllTextAsync(FilePath, "before\n");
        using var sink = new FileSink(new FileSinkOptions { Path = FilePath, KeepOpen = keepOpen }, Layout);

        await Write(sink, 0);
        await Write(sink, 1);

        Assert.Equal(["before", Line(0), Line(1)], await File.ReadAllLinesAsync(FilePath));
    }

    [Fact]
    public async Task A_file_that_was_moved_away_is_made_anew_unless_it_is_kept_open()
    {
        using var sink = new FileSink(new FileSinkOptions { Path = FilePath }, Layout);
        await Write(sink, 0);

        File.Move(FilePath, FilePath + ".old");
        await Write(sink, 1);

        Assert.Equal([Line(1)], await File.ReadAllLinesAsync(FilePath));
    }

    [Fact]
    public async Task A_file_that_is_kept_open_is_opened_anew_when_asked()
    {
        using var sink = new FileSink(new FileSinkOptions { Path = FilePath, KeepOpen = true }, Layout);
        await Write(sink, 0);
        File.Move(FilePath, FilePath + ".old");
        await Write(sink, 1);

        sink.Reopen();
        await Write(sink, 2);

        Assert.Equal([Line(0), Line(1)], await File.ReadAllLinesAsync(FilePath + ".old"));
        Assert.Equal([Line(2)], await File.ReadAllLinesAsync(FilePath));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rotation_keeps_as_many_files_as_it_is_told(bool keepOpen)
    {
        var options = new FileSinkOptions { Path = FilePath, KeepOpen = keepOpen, RotateAt = Line(0).Length + 10, KeptFiles = 2 };
        using var sink = new FileSink(options, Layout);

        for (int i = 0; i < 4; i++)
            await Write(sink, i);

        Assert.Equal([Line(3)], await File.ReadAllLinesAsync(FilePath));
        Assert.Equal([Line(2)], await File.ReadAllLinesAsync(FilePath + ".1"));
        Assert.Equal([Line(1)], await File.ReadAllLinesAsync(FilePath + ".2"));
        Assert.False(File.Exists(FilePath + ".3"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_an_error()
    {
        using var sink = new FileSink(new FileSinkOptions { Path = _folder.File("no/such/folder") }, Layout);

        await Assert.ThrowsAnyAsync<IOException>(async () => await Write(sink, 0));
    }

    [Fact]
    public async Task Buffered_lines_are_written_at_the_end()
    {
        using (var sink = new FileSink(new FileSinkOptions { Path = FilePath, KeepOpen = true, IsBuffered = true }, Layout))
        {
            await Write(sink, 0);
            Assert.False(File.Exists(FilePath));
        }

        Assert.Equal([Line(0)], await File.ReadAllLinesAsync(FilePath));
    }

    private static string Line(int number) => Layout.ToText(Alerts.Numbered(number));

    private static ValueTask Write(FileSink sink, int number) =>
        sink.WriteAsync(new AlertBatch(new Alert[] { Alerts.Numbered(number) }), CancellationToken.None);
}
