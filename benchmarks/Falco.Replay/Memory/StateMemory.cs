using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Replay.Memory;

/// <summary>
/// How much memory a large host takes: 100,000 processes, each with 20 descriptors of distinct names, 1 KB of arguments and 2 KB of
/// environment. <c>Falco.Replay memory</c>; fails if more than 800 MB stay resident.
/// </summary>
internal static class StateMemory
{
    private const int Processes = 100_000;
    private const int Descriptors = 20;
    private const int ArgumentBytes = 1024;
    private const int EnvironmentBytes = 2048;
    private const long Limit = 800_000_000;

    /// <summary>Fills a picture, prints what it takes, and tells whether that is within the limit.</summary>
    public static int Run()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        HostState host = new();
        Fill(host);
        long heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        using Process self = Process.GetCurrentProcess();
        long resident = self.WorkingSet64;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{host.ThreadCount} processes, {host.Statistics.Descriptors} descriptors: {heap / 1_000_000} MB of objects, {resident / 1_000_000} MB resident of {Limit / 1_000_000} MB allowed"));
        GC.KeepAlive(host);
        return resident <= Limit ? ExitCode.Held : ExitCode.Missed;
    }

    private static void Fill(HostState host)
    {
        // The measurement makes no garbage of its own.
        Span<byte> name = stackalloc byte[64];
        byte[] arguments = Strings("--option=value", ArgumentBytes);
        byte[] environment = Strings("NAME=some value", EnvironmentBytes);
        host.OnSectionStarted();
        for (int i = 1; i <= Processes; i++)
        {
            BitConverter.TryWriteBytes(arguments, i | 0x40404040);
            BitConverter.TryWriteBytes(environment, i | 0x40404040);
            ThreadEntry thread = new()
            {
                ThreadId = i,
                ProcessId = i,
                ParentId = i / 10,
                VirtualThreadId = i,
                VirtualProcessId = i,
                Comm = "service"u8,
                Exe = "/usr/bin/service"u8,
                ExePath = "/usr/bin/service"u8,
                Arguments = arguments,
                Environment = environment,
                ControlGroups = "cpu=/system.slice\0memory=/system.slice\0"u8,
                CurrentDirectory = "/var/lib/service"u8,
                Root = "/"u8,
            };
            host.OnThread(in thread);
            for (int number = 0; number < Descriptors; number++)
            {
                Utf8.TryWrite(name, CultureInfo.InvariantCulture, $"/var/lib/{i}/{number}.data", out int length);
                DescriptorEntry file = new()
                {
                    Number = number,
                    Type = DescriptorType.FileV2,
                    Name = name[..length],
                    Inode = (ulong)number,
                };
                host.OnDescriptor(i, in file);
            }
        }

        host.OnTablesCompleted();
    }

    private static byte[] Strings(string one, int length)
    {
        StringBuilder text = new();
        while (text.Length + one.Length + 1 <= length)
            text.Append(one).Append('\0');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
