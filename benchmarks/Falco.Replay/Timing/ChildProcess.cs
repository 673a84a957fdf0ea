using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Falco.Replay.Timing;

/// <summary>A program that is started and waited for with the system's own calls, which tell what it took; the framework's class does not.</summary>
internal sealed unsafe partial class ChildProcess : IDisposable
{
    private const int OpenWrite = 1;
    private const int CloseOnExec = 0x80000;
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    // posix_spawn_file_actions_t is 80 bytes with glibc and with musl.
    private const int FileActionsSize = 256;

    private readonly int _id;
    private readonly long _start;
    private bool _hasEnded;

    private ChildProcess(int id, long start, SafeFileHandle? output)
    {
        _id = id;
        _start = start;
        Output = output;
    }

    /// <summary>The end of the program's standard output that can be read, if it was asked for.</summary>
    public SafeFileHandle? Output { get; }

    /// <summary>Since the program was started.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Starts a program found on the path; what it writes is dropped, but for the output that is asked for.</summary>
    public static ChildProcess Start(IReadOnlyList<string> command, bool readsOutput = false)
    {
        int* pipe = stackalloc int[2];
        if (readsOutput && Pipe(pipe, CloseOnExec) != 0)
            throw new InvalidOperationException("no pipe");
        byte* actions = stackalloc byte[FileActionsSize];
        using Strings arguments = new(command);
        using Strings environment = new(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}"));
        fixed (byte* nowhere = "/dev/null\0"u8)
        {
            _ = InitializeActions(actions);
            if (readsOutput)
                _ = AddDuplicate(actions, pipe[1], StandardOutput);
            else
                _ = AddOpen(actions, StandardOutput, nowhere, OpenWrite, 0);
            _ = AddOpen(actions, StandardError, nowhere, OpenWrite, 0);
            int id;
            long start = Stopwatch.GetTimestamp();
            int error = Spawn(&id, arguments.Items[0], actions, null, arguments.Items, environment.Items);
            _ = DestroyActions(actions);
            SafeFileHandle? output = readsOutput ? new SafeFileHandle(pipe[0], ownsHandle: true) : null;
            if (readsOutput)
                new SafeFileHandle(pipe[1], ownsHandle: true).Dispose();
            if (error == 0)
                return new ChildProcess(id, start, output);
            output?.Dispose();
            throw new InvalidOperationException($"{command[0]} cannot be started: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    /// <summary>Waits for the end of the program.</summary>
    public ChildUsage Wait()
    {
        int status;
        ResourceUsage usage;
        if (WaitFor(_id, &status, 0, &usage) != _id)
            throw new InvalidOperationException($"process {_id} cannot be waited for");
        _hasEnded = true;
        double seconds = usage.User.Seconds + usage.System.Seconds + ((usage.User.Microseconds + usage.System.Microseconds) / 1e6);
        int signal = status & 0x7F;
        return new ChildUsage(signal == 0 ? (status >> 8) & 0xFF : 128 + signal, seconds, Elapsed.TotalSeconds);
    }

    /// <summary>The most memory that was resident so far, in bytes; 0 once the program has ended.</summary>
    /// <remarks>
    /// Not what wait4 tells: that counts the parent's memory, which the child shares until it runs the program, and so is never less than ours.
    /// </remarks>
    public long ReadPeakMemory()
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{_id}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(6, line.Length - 6 - 2), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
            }
        }
        catch (IOException)
        {
            // It has just ended.
        }

        return 0;
    }

    /// <summary>Asks the program to end.</summary>
    public void Kill() => _ = Signal(_id, 9);

    public void Dispose()
    {
        Output?.Dispose();
        if (_hasEnded)
            return;
        Kill();
        Wait();
    }

    [LibraryImport("libc", EntryPoint = "posix_spawnp")]
    private static partial int Spawn(int* child, byte* file, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(void* actions, int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    private static partial int AddOpen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "pipe2")]
    private static partial int Pipe(int* descriptors, int flags);

    [LibraryImport("libc", EntryPoint = "wait4")]
    private static partial int WaitFor(int child, int* status, int options, ResourceUsage* usage);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Microseconds;
    }

    // struct rusage of 64-bit Linux: two times and fourteen counters, which are of no interest here.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUsage
    {
        public TimeValue User;
        public TimeValue System;
    }

    /// <summary>Texts as C programs take them: an array of pointers, ended by a null.</summary>
    private sealed class Strings : IDisposable
    {
        private readonly int _count;

        public Strings(IEnumerable<string> texts)
        {
            string[] all = [.. texts];
            _count = all.Length;
            Items = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
            for (int i = 0; i < all.Length; i++)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(all[i]);
                Items[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
                bytes.CopyTo(new Span<byte>(Items[i], bytes.Length));
            }
        }

        public byte** Items { get; }

        public void Dispose()
        {
            for (int i = 0; i < _count; i++)
                NativeMemory.Free(Items[i]);
            NativeMemory.Free(Items);
        }
    }
}
