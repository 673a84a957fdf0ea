using System.Text;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

public sealed class CaptureWriterTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void A_concatenated_capture_is_copied_section_by_section()
    {
        CaptureBuilder capture = new CaptureBuilder()
            .Section().Block(0x206, body => body.U8(1).U32(4).Text("adm")).Close(1)
            .Section().Block(0x206, body => body.U8(1).U32(5).Text("tty")).Close(2).Close(3);

        Recorder copy = Recorder.Replay(CaptureCopy.Of(capture));

        Assert.Equal(Recorder.Replay(capture).Lines, copy.Lines);
    }

    [Fact]
    public void The_mark_of_an_event_is_kept()
    {
        CaptureBuilder capture = new CaptureBuilder().Section().Close(1)
            .Block(0x217, body => body.U16(3).U32(1).CloseEvent(2)).Close(3);

        byte[] copy = CaptureCopy.Of(capture);

        Assert.Equal(capture.ToArray(), copy);
    }

    [Fact]
    public void An_event_longer_than_a_common_block_gets_a_large_one_whatever_its_type()
    {
        byte[] data = new byte[60_000];
        CaptureBuilder capture = new CaptureBuilder().Section().Block(0x221, body => body.U16(3)
            .U64(1).I64(2).U32(26 + 4 + (2 * data.Length)).U16(5).U32(2).U16(data.Length).U16(data.Length).Raw(data).Raw(data));

        Assert.Equal(capture.ToArray(), CaptureCopy.Of(capture));
    }

    [Fact]
    public void A_table_of_a_source_that_starts_no_section_gets_one()
    {
        using MemoryStream target = new();
        using (CaptureWriter writer = CaptureWriter.Create(target, leaveOpen: true))
        {
            writer.Tables!.OnGroup(new GroupEntry { GroupId = 4, Name = "adm"u8 });
            WriteClose(writer, 1);
            writer.Tables.OnGroup(new GroupEntry { GroupId = 5, Name = "tty"u8 });
            WriteClose(writer, 2);
        }

        Recorder copy = Recorder.Replay(target.ToArray());
        Assert.Equal(["section", "group 4 adm", "tables completed", "section", "group 5 tty", "tables completed"], copy.Tables);
        Assert.Equal(2, copy.Events.Count);
    }

    [Fact]
    public void A_recording_without_events_is_a_capture_without_events()
    {
        using MemoryStream target = new();
        CaptureWriter.Create(target, leaveOpen: true).Dispose();

        Assert.Equal(new CaptureBuilder().Section().ToArray(), target.ToArray());
        Assert.Equal(CaptureFault.NoEvents, Recorder.Replay(target.ToArray()).Error!.Fault);
    }

    [Fact]
    public void Tables_of_a_busy_machine_are_written_in_pieces()
    {
        using MemoryStream target = new();
        byte[] arguments = new byte[3_000];
        using (CaptureWriter writer = CaptureWriter.Create(target, leaveOpen: true))
        {
            writer.Tables!.OnSectionStarted();
            for (int thread = 1; thread <= 2_000; thread++)
            {
                writer.Tables.OnThread(new ThreadEntry { ThreadId = thread, ProcessId = thread, Arguments = arguments });
                writer.Tables.OnDescriptor(thread, new DescriptorEntry { Number = 3, Type = DescriptorType.FileV2, Name = "/etc/passwd"u8 });
                Assert.InRange(writer.Statistics.Bytes, 0, thread * 3_300L);
            }

            writer.Tables.OnTablesCompleted();
            WriteClose(writer, 1);
        }

        byte[] capture = target.ToArray();
        Recorder copy = Recorder.Replay(capture);
        Assert.Equal(2_000, copy.Tables.Count(line => line.StartsWith("thread", StringComparison.Ordinal)));
        Assert.Equal(2_000, copy.Tables.Count(line => line.StartsWith("descriptor", StringComparison.Ordinal)));
        Assert.InRange(CaptureCutter.Boundaries(capture).Count(block => IsProcessList(capture, block)), 2, 20);
        Assert.All(Enumerable.Range(1, 2_000), thread => Assert.True(
            copy.Lines.FindIndex(line => line.StartsWith($"thread tid={thread} ", StringComparison.Ordinal))
            < copy.Lines.FindIndex(line => line.StartsWith($"descriptor tid={thread} ", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_does_not_fit_the_format_is_cut_off_or_left_out()
    {
        byte[] path = Encoding.ASCII.GetBytes(new string('p', 4_000)), list = Encoding.ASCII.GetBytes(new string('l', 9_000));
        using MemoryStream target = new();
        using CaptureWriter writer = CaptureWriter.Create(target, leaveOpen: true);
        IHostTableObserver tables = writer.Tables!;
        tables.OnMachine(new MachineEntry { HostName = path });
        tables.OnInterface(new InterfaceEntry { Name = path, Address = [1, 2, 3, 4], Mask = [], Broadcast = [1, 2, 3, 4, 5] });
        tables.OnUser(new UserEntry { Name = path, HomeDirectory = path, Shell = path });
        tables.OnThread(new ThreadEntry
        {
            ThreadId = 1,
            Comm = path,
            Exe = path,
            ExePath = path,
            CurrentDirectory = path,
            Root = path,
            Arguments = list,
            Environment = list,
            ControlGroups = list,
        });
        tables.OnDescriptor(1, new DescriptorEntry { Number = 1, Type = DescriptorType.FileV2, Name = path });
        tables.OnDescriptor(1, new DescriptorEntry { Number = 2, Type = DescriptorType.Unknown });
        tables.OnDescriptor(1, new DescriptorEntry { Number = 3, Type = DescriptorType.IPv6Socket });
        WriteClose(writer, 1);
        writer.Dispose();

        Recorder copy = Recorder.Replay(target.ToArray());

        Assert.Null(copy.Error);
        Assert.Equal(1, writer.Statistics.OmittedDescriptors);
        Assert.Contains($" host={new string('p', 127)} ", copy.Tables[1], StringComparison.Ordinal);
        Assert.EndsWith(" 01020304 00000000 01020304", copy.Tables[2], StringComparison.Ordinal);
        Assert.Contains($" exe={new string('p', 1024)} ", copy.Tables[4], StringComparison.Ordinal);
        Assert.Contains($" cgroups={new string('l', 4096)} ", copy.Tables[4], StringComparison.Ordinal);
        Assert.Contains($" name={new string('p', 1023)} ", copy.Tables[5], StringComparison.Ordinal);
        Assert.StartsWith("descriptor tid=1 fd=3 ", copy.Tables[6], StringComparison.Ordinal);
        Assert.Equal(8, copy.Tables.Count);
    }

    [Fact]
    public void A_flush_makes_what_was_recorded_readable()
    {
        foreach (CaptureCompression compression in Enum.GetValues<CaptureCompression>())
        {
            using MemoryStream target = new();
            using CaptureWriter writer = CaptureWriter.Create(target, leaveOpen: true, new CaptureWriterOptions { Compression = compression });
            WriteClose(writer, 1);
            Assert.Empty(target.ToArray()[Math.Min(10, (int)target.Length)..]);

            writer.Flush();

            Assert.Single(Recorder.Replay(target.ToArray()).Events);
        }
    }

    [Fact]
    public void A_writer_that_is_disposed_while_its_source_runs_leaves_a_whole_capture()
    {
        using MemoryStream target = new();
        using CaptureReader reader = CaptureReader.Open(Repository.Data("everyday-small.scap"));
        CaptureWriter writer = CaptureWriter.Create(target, leaveOpen: true);
        long seen = 0;
        reader.Subscribe(writer);
        reader.Subscribe((in Event _) =>
        {
            if (++seen == 5_000)
                Task.Run(writer.Dispose, TestContext.Current.CancellationToken).Wait(TestContext.Current.CancellationToken);
        });

        Assert.Null(reader.Run(TestContext.Current.CancellationToken));

        Assert.Equal(5_000, writer.Statistics.Events);
        Assert.Equal(5_000, Recorder.Replay(target.ToArray()).Events.Count);
    }

    [Fact]
    public void A_file_is_replaced_and_is_its_owners_only()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            for (int i = 3; i > 0; i--)
            {
                using CaptureWriter writer = CaptureWriter.Create(path);
                for (int thread = 0; thread < i; thread++)
                    WriteClose(writer, thread);
            }

            Assert.Single(Recorder.Replay(CaptureReader.Open(path)).Events);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_stream_that_is_not_to_stay_open_is_closed()
    {
        MemoryStream target = new();

        CaptureWriter.Create(target).Dispose();

        Assert.False(target.CanWrite);
        Assert.Throws<ArgumentException>(() => CaptureWriter.Create(target));
    }

    private static bool IsProcessList(byte[] capture, int block) => block < capture.Length && BitConverter.ToUInt32(capture, block) == 0x215;

    private static void WriteClose(CaptureWriter writer, long threadId)
    {
        byte[] bytes = new CaptureBuilder().CloseEvent(threadId).ToArray();
        Assert.Equal(EventFault.None, Event.TryRead(bytes, 0, EventFlags.None, out Event view));
        writer.OnEvent(in view);
    }
}
