using System.Text;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Containers in captures: those of the reference are read, ours carry them.</summary>
public sealed class ContainerCaptureTests : IDisposable
{
    private const string Id = "0123456789ab";

    private static readonly ContainerDescription Web = new() { Id = Id, Name = "web", NetworkResult = new string('x', 70_000) };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containers");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_container_of_a_large_event_of_the_reference_is_read()
    {
        HostState host = Replay(CaptureReader.Open(ReferenceData.File("captures", "large.scap")));

        Assert.Equal(("large", "registry.local/shop", "10.0.0.9"), Known(host));
        Assert.Equal((1UL, 0UL), (host.Statistics.ToldContainers, host.Statistics.MalformedContainers));
    }

    [Fact]
    public void A_capture_that_was_written_has_its_containers()
    {
        using MemoryStream copy = new();
        using (CaptureReader reader = CaptureReader.Open(ReferenceData.File("captures", "large.scap")))
        using (CaptureWriter writer = CaptureWriter.Create(copy, leaveOpen: true))
        {
            using IDisposable subscription = reader.Subscribe(writer);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        }

        copy.Position = 0;
        Assert.Equal(("large", "registry.local/shop", "10.0.0.9"), Known(Replay(CaptureReader.Open(copy))));
    }

    [Fact]
    public void Each_file_of_a_series_begins_with_the_containers_that_there_are()
    {
        byte[] told = ContainerEvent.EncodeAdded(Web, 1);
        byte[] gone = ContainerEvent.EncodeRemoved(Web, 4);
        CaptureBuilder capture = new CaptureBuilder().Section()
            .Block(0x221, body => body.U16(0).Raw(told)).Close(1, 2).Close(1, 3)
            .Block(0x221, body => body.U16(0).Raw(gone)).Close(1, 5).Close(1, 6);
        string target = Path.Combine(_folder.FullName, "host.scap");
        using (CaptureReader reader = CaptureReader.Open(new MemoryStream(capture.ToArray())))
        using (CaptureSeries series = CaptureSeries.Create(target, new CaptureSeriesOptions { MaxFileEvents = 2 }))
        {
            using IDisposable subscription = reader.Subscribe(series);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        }

        List<List<bool>> known = [.. _folder.EnumerateFiles().OrderBy(file => file.Name).Select(file => AtCloses(file.FullName))];

        // The second file tells of it before its first event, and that it is gone after that.
        Assert.Equal([[true], [true], [false, false]], known);
    }

    private static List<bool> AtCloses(string file)
    {
        HostState host = new();
        List<bool> known = [];
        using CaptureReader reader = CaptureReader.Open(file);
        using IDisposable subscription = reader.Subscribe((in Event view) =>
        {
            host.Apply(in view);
            if (view.Type == EventType.CloseExit)
                known.Add(host.TryFindContainer(Encoding.UTF8.GetBytes(Id), out _));
        });
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return known;
    }

    private static HostState Replay(CaptureReader reader)
    {
        using (reader)
        {
            HostState host = new();
            using IDisposable subscription = reader.Subscribe(new StateObserver(host, () => { }));
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
            return host;
        }
    }

    private static (string Name, string Repository, string Address) Known(HostState host)
    {
        Assert.True(host.TryFindContainer(Encoding.UTF8.GetBytes(Id), out ContainerRecord? container));
        return (Text(container!.Name), Text(container.ImageRepository), Text(container.Address));
    }

    private static string Text(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetString(text.Span);
}
