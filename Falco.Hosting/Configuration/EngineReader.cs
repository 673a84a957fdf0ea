using Falco.Core.Events;
using Falco.Core.State;
using Falco.Hosting.Configuration.Documents;
using Falco.Rules.Diagnostics;

namespace Falco.Hosting.Configuration;

/// <summary>Reads where events come from: <c>engine</c>, <c>base_syscalls</c>, <c>falco_libs</c>.</summary>
internal sealed class EngineReader(ConfigurationReader reader, List<Diagnostic> diagnostics)
{
    private const long MaxSnapLength = 65_000;
    private const long StandardPurgeSeconds = 300;

    /// <exception cref="ConfigurationException">A value is not allowed.</exception>
    public EngineOptions Read()
    {
        string kind = reader.Text("engine.kind", "kmod");
        string captureFile = reader.Text("engine.replay.capture_file", "");
        EngineKind parsed = kind switch
        {
            "kmod" => EngineKind.KernelModule,
            "modern_ebpf" => EngineKind.ModernEbpf,
            "replay" => EngineKind.Replay,
            "nodriver" => EngineKind.NoDriver,
            _ => throw reader.Error("engine.kind", $"engine.kind '{kind}' is not a valid kind."),
        };
        if (parsed == EngineKind.Replay && captureFile.Length == 0)
            throw reader.Error("engine.kind", "engine.kind is 'replay' but no engine.replay.capture_file specified.");
        return new EngineOptions
        {
            Kind = parsed,
            CaptureFile = captureFile,
            BufferBytes = ReadBufferBytes(),
            CpusPerBuffer = (int)Math.Clamp(reader.Integer("engine.modern_ebpf.cpus_for_each_buffer", 2), 0, ushort.MaxValue),
            DropFailedCalls = reader.Boolean("engine.modern_ebpf.drop_failed_exit", false),
            DisableIterators = reader.Boolean("engine.modern_ebpf.disable_iterators", false),
            SnapLength = (int)Math.Clamp(reader.Integer("falco_libs.snaplen", 0), 0, MaxSnapLength),
            MaxThreads = ReadMaxThreads(),
            PurgePeriod = ReadSeconds("falco_libs.thread_table_auto_purging_interval_s"),
            ThreadTimeout = ReadSeconds("falco_libs.thread_table_auto_purging_thread_timeout_s"),
            Syscalls = ReadSyscalls(),
        };
    }

    // 0 leaves the choice to the picture of the host.
    private int ReadMaxThreads()
    {
        int standard = HostStateOptions.Default.MaxThreads;
        int size = (int)Math.Clamp(reader.Integer("falco_libs.thread_table_size", standard), 0, int.MaxValue);
        return size > 0 ? size : standard;
    }

    private TimeSpan ReadSeconds(string key) => TimeSpan.FromSeconds(Math.Clamp(reader.Integer(key, StandardPurgeSeconds), 0, uint.MaxValue));

    // From 1 MiB, doubled with each step.
    private int ReadBufferBytes()
    {
        const string Key = "engine.modern_ebpf.buf_size_preset";
        long preset = reader.Integer(Key, 4);
        return preset is >= 1 and <= 10
            ? 1 << (int)(19 + preset)
            : throw reader.Fail(Key, "The 'buf_size_preset' value must be between '1' and '10'\n");
    }

    private SyscallSelection ReadSyscalls()
    {
        List<string> added = [];
        List<string> removed = [];
        foreach (string name in reader.Texts("base_syscalls.custom_set"))
        {
            if (name.StartsWith('!'))
                removed.Add(name[1..]);
            else
                added.Add(name);
        }

        return new SyscallSelection
        {
            Added = Resolve(added, "positive"),
            Removed = Resolve(removed, "negative"),
            Repair = reader.Boolean("base_syscalls.repair", false),
            All = reader.Boolean("base_syscalls.all", false),
        };
    }

    private SyscallSet Resolve(List<string> names, string kind)
    {
        List<string> known = names.FindAll(name => EventSchema.FindSyscall(name) is not null);
        if (known.Count < names.Count)
        {
            diagnostics.Add(ConfigurationLoader.ToDiagnostic(
                ConfigurationCodes.Value,
                DiagnosticSeverity.Warning,
                $"Invalid ({kind}) syscall names: warning (base_syscalls override): {string.Join(", ", names.Except(known).Order(StringComparer.Ordinal))}",
                reader.Find("base_syscalls.custom_set")!.Position));
        }

        return SyscallSet.Of(known.ToArray());
    }
}
