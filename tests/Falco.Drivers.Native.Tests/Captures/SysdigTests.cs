using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>What we write, read by others.</summary>
/// <remarks>
/// The sysdig of Debian 12 (0.29.3) is of 2022: it refuses or cannot stand captures of today's drivers, whoever wrote them. So it reads copies
/// of old captures, and a capture of today's blocks that holds only what it knows.
/// </remarks>
public sealed class SysdigTests
{
    private const int Calls = 500;

    [Theory]
    [InlineData(CaptureCompression.None)]
    [InlineData(CaptureCompression.Gzip)]
    public async Task Another_reader_prints_every_event_with_the_tables_behind_it(CaptureCompression compression)
    {
        string path = Path.GetTempFileName();
        try
        {
            using (CaptureWriter writer = CaptureWriter.Create(path, new CaptureWriterOptions { Compression = compression }))
                Record(writer);

            string[] lines = await Sysdig.PrintAsync(path, "%evt.type %proc.name %proc.pname %user.name %fd.name");

            Assert.Equal(2 * Calls, lines.Length);
            Assert.All(lines, line => Assert.Equal("close shell init operator /etc/passwd", line));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("curl_google.scap")]
    [InlineData("single_ipv6_conn.scap")]
    [InlineData("test_ipv6_client.scap")]
    public async Task Another_reader_prints_the_same_for_a_capture_and_its_copy(string name)
    {
        // The star: print an event even if it lacks one of the fields.
        const string Format = "*%evt.num %evt.rawtime %evt.cpu %proc.name %proc.cmdline %proc.pname %user.name %fd.name %evt.type %evt.args";
        string original = ReferenceData.File("captures", "old", name);
        string copy = Path.GetTempFileName();
        try
        {
            CaptureReader reader = CaptureReader.Open(original, new CaptureReaderOptions { ConvertOldEvents = false });
            await File.WriteAllBytesAsync(copy, CaptureCopy.Of(reader), TestContext.Current.CancellationToken);

            string[] expected = await Sysdig.PrintAsync(original, Format);

            Assert.NotEmpty(expected);
            Assert.Equal(expected, await Sysdig.PrintAsync(copy, Format));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static void Record(CaptureWriter writer)
    {
        IHostTableObserver tables = writer.Tables!;
        tables.OnSectionStarted();
        tables.OnMachine(new MachineEntry { CpuCount = 4, MemorySize = 1 << 30, MaxProcessId = 32768, HostName = "host"u8 });
        tables.OnInterface(new InterfaceEntry { Name = "lo"u8, Address = [127, 0, 0, 1], Mask = [255, 0, 0, 0], Broadcast = [0, 0, 0, 0] });
        tables.OnUser(new UserEntry { UserId = 1000, GroupId = 1000, Name = "operator"u8, HomeDirectory = "/home"u8, Shell = "/bin/sh"u8 });
        tables.OnGroup(new GroupEntry { GroupId = 1000, Name = "operator"u8 });
        tables.OnThread(new ThreadEntry { ThreadId = 1, ProcessId = 1, ParentId = 0, Comm = "init"u8, Exe = "/sbin/init"u8, UserId = 0 });
        tables.OnThread(new ThreadEntry { ThreadId = 7, ProcessId = 7, ParentId = 1, Comm = "shell"u8, Exe = "/bin/shell"u8, UserId = 1000 });
        tables.OnDescriptor(7, new DescriptorEntry { Number = 7, Type = DescriptorType.FileV2, Name = "/etc/passwd"u8 });
        tables.OnTablesCompleted();
        for (int call = 0; call < Calls; call++)
        {
            // A close that fails, so that the descriptor stays: enter with the number, exit with the error.
            Write(writer, new CaptureBuilder().U64((ulong)call * 2).I64(7).U32(26 + 2 + 8).U16(4).U32(1).U16(8).I64(7));
            Write(writer, new CaptureBuilder().U64((ulong)(call * 2) + 1).I64(7).U32(26 + 2 + 8).U16(5).U32(1).U16(8).I64(-5));
        }
    }

    private static void Write(CaptureWriter writer, CaptureBuilder bytes)
    {
        Assert.Equal(EventFault.None, Event.TryRead(bytes.ToArray(), 0, EventFlags.None, out Event view));
        writer.OnEvent(in view);
    }
}
