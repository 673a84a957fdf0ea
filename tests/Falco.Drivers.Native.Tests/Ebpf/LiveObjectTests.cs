using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Ebpf.Loading;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>Loads the fixtures into the running kernel and lets them run.</summary>
[Collection(nameof(LiveKernel))]
public sealed partial class LiveObjectTests
{
    private const ulong BpfAndPerformanceMonitoring = 3UL << 38;

    [Fact]
    public void Variables_maps_and_tail_calls_work()
    {
        using LoadedObject maps = Load("maps");
        using LoadedProgram tail = maps.Load(maps.Source.Program("tail"));
        using LoadedProgram emit = maps.Load(maps.Source.Program("emit"));
        using MappedMap variables = maps.MapVariables(".bss");
        using MappedMap initialised = maps.MapVariables(".data");
        using MappedMap counters = new(maps.Map("counters"), isWritable: true);
        using (BpfHandle link = emit.Attach())
            CallGetPid(100);

        ulong seen = Read(maps.Source, variables, "seen");
        Assert.InRange(seen, 100UL, 1000UL);
        Assert.Equal(40 + seen, Read(maps.Source, initialised, "tails"));
        Assert.Equal(seen * 4, BinaryPrimitives.ReadUInt64LittleEndian(counters[2]));
        CallGetPid(10);
        Assert.Equal(seen, Read(maps.Source, variables, "seen"));

        byte[] value = new byte[8];
        Assert.True(maps.Map("hash").TryLookup([1, 0, 0, 0, 2, 0, 0, 0], value));
        Assert.Equal(seen, BinaryPrimitives.ReadUInt64LittleEndian(value));
        Assert.False(maps.Map("hash").TryLookup([9, 0, 0, 0, 2, 0, 0, 0], value));
        Assert.True(maps.Map("hash").Delete([1, 0, 0, 0, 2, 0, 0, 0]));
        Assert.False(maps.Map("hash").Delete([1, 0, 0, 0, 2, 0, 0, 0]));

        BpfMap perCpu = maps.Map("per_cpu");
        Assert.Equal(16, perCpu.ElementSize);
        byte[] perCpuValue = new byte[perCpu.ValueSize];
        Assert.True(perCpu.TryLookup(new byte[4], perCpuValue));
        ulong sum = 0;
        for (int cpu = 0; cpu < Cpus.Possible; cpu++)
            sum += BinaryPrimitives.ReadUInt32LittleEndian(perCpuValue.AsSpan((cpu * 16) + 4));
        Assert.InRange(sum, 7 * seen, ulong.MaxValue);
        Assert.Throws<ArgumentException>(() => perCpu.TryLookup(new byte[4], new byte[12]));
    }

    [Fact]
    public void A_program_can_be_loaded_while_others_run()
    {
        using LoadedObject maps = Load("maps");
        using LoadedProgram emit = maps.Load(maps.Source.Program("emit"));
        using MappedMap initialised = maps.MapVariables(".data");
        using BpfHandle link = emit.Attach();
        CallGetPid(10);
        Assert.Equal(40UL, Read(maps.Source, initialised, "tails"));

        using LoadedProgram tail = maps.Load(maps.Source.Program("tail"));
        CallGetPid(10);
        Assert.InRange(Read(maps.Source, initialised, "tails"), 50UL, 1000UL);

        Assert.True(maps.Map("programs").Delete(2));
        ulong before = Read(maps.Source, initialised, "tails");
        CallGetPid(10);
        Assert.Equal(before, Read(maps.Source, initialised, "tails"));
    }

    [Fact]
    public void Constants_cannot_be_changed_once_they_are_loaded()
    {
        using LoadedObject maps = Load("maps");

        EbpfException exception = Assert.Throws<EbpfException>(() => maps.Map(".rodata.named").Update(0, 1UL));

        Assert.Equal(1, exception.ErrorNumber);
    }

    [Fact]
    public void Functions_and_callbacks_are_called()
    {
        using LoadedObject calls = Load("calls");
        using LoadedProgram first = calls.Load(calls.Source.Program("first"));
        using LoadedProgram second = calls.Load(calls.Source.Program("second"));
        using LoadedProgram looping = calls.Load(calls.Source.Program("looping"));
        using MappedMap variables = calls.MapVariables(".bss");
        using (first.Attach())
        using (second.Attach())
        using (looping.Attach())
            CallGetPid(100);

        Assert.InRange(Read(calls.Source, variables, "calls"), 100UL, ulong.MaxValue);
        Assert.InRange(Read(calls.Source, variables, "loops"), 1000UL, ulong.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fields_of_the_kernel_are_read_with_and_without_types_of_the_tracepoint(bool asRawTracepoint)
    {
        using LoadedObject reads = Load("kernel-reads");
        using LoadedProgram observe = reads.Load(reads.Source.Program("observe"), asRawTracepoint);
        using MappedMap variables = reads.MapVariables(".bss");
        using (observe.Attach())
            CallGetPid(100);

        Assert.Equal((uint)Environment.ProcessId, ReadInt(reads.Source, variables, "process"));
        Assert.True(Directory.Exists($"/proc/self/task/{ReadInt(reads.Source, variables, "thread")}"));
        string stat = File.ReadAllText("/proc/self/stat");
        Assert.Equal(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], $"{ReadInt(reads.Source, variables, "parent")}");
        Assert.InRange(ReadInt(reads.Source, variables, "threads"), 2u, 1000u);
        Assert.Equal(1u, ReadInt(reads.Source, variables, "has_loop"));
        Assert.Equal(0u, ReadInt(reads.Source, variables, "has_future"));
        Assert.NotEqual("", ReadText(reads.Source, variables, "name"));
    }

    [Fact]
    public void Iterators_walk_over_tasks_and_files()
    {
        using LoadedObject reads = Load("kernel-reads");
        using FileStream open = File.OpenRead("/proc/self/stat");

        List<(int Process, int Thread)> tasks = [];
        foreach (byte[] line in Walk(reads, "tasks", 8))
            tasks.Add((BitConverter.ToInt32(line), BitConverter.ToInt32(line, 4)));
        Assert.Contains((Environment.ProcessId, Environment.ProcessId), tasks);

        int descriptor = (int)open.SafeFileHandle.DangerousGetHandle();
        Assert.Contains(Walk(reads, "files", 16), line => BitConverter.ToInt32(line) == Environment.ProcessId && BitConverter.ToInt32(line, 4) == descriptor);
    }

    [Fact]
    public void A_sleepable_program_calls_functions_of_the_kernel()
    {
        using LoadedObject reads = Load("kernel-reads");

        Assert.True(reads.Source.Program("sleepable").Attachment.IsSleepable);
        Assert.NotEmpty(Walk(reads, "sleepable", 4));
    }

    [Theory]
    [InlineData("needs_the_future", EbpfFault.KernelTooOld, "needs task_struct___future.of_the_future, which this kernel does not have")]
    [InlineData("no_such_tracepoint", EbpfFault.KernelTooOld, "no tracepoint 'of_the_future'")]
    [InlineData("reads_anywhere", EbpfFault.VerifierRefused, "R0 invalid mem access")]
    public void A_refusal_says_what_is_wrong(string program, EbpfFault fault, string words)
    {
        using LoadedObject reads = Load("kernel-reads");

        EbpfException exception = Assert.Throws<EbpfException>(() => reads.Load(reads.Source.Program(program)));

        Assert.Equal(fault, exception.Fault);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_capabilities_are_enough()
    {
        LiveKernel.Require();
        CapabilityThread.Run(BpfAndPerformanceMonitoring, () =>
        {
            using LoadedObject reads = Load("kernel-reads");
            using LoadedProgram observe = reads.Load(reads.Source.Program("observe"));
            using BpfHandle link = observe.Attach();
            Assert.NotEmpty(Walk(reads, "tasks", 8));
        });
    }

    [Theory]
    [InlineData(0, "CAP_BPF and CAP_PERFMON")]
    [InlineData(1UL << 39, "CAP_PERFMON")]
    public void A_missing_capability_is_named(ulong capabilities, string missing)
    {
        LiveKernel.Require();
        CapabilityThread.Run(capabilities, () =>
        {
            EbpfException exception = Assert.Throws<EbpfException>(() =>
            {
                using LoadedObject reads = Load("kernel-reads");
                using LoadedProgram observe = reads.Load(reads.Source.Program("observe"));
            });

            Assert.Equal(EbpfFault.MissingPrivilege, exception.Fault);
            Assert.Contains($"needs {missing}, or root", exception.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("core")]
    [InlineData("calls")]
    [InlineData("maps")]
    [InlineData("kernel-reads")]
    public void The_kernel_takes_the_types_of_an_object_also_as_older_ones_want_them(string name)
    {
        LiveKernel.Require();
        EbpfObject source = Fixture.Open(name);
        byte[] simple = ObjectTypes.Prepare(source, source.Types!, isForOldKernel: true);

        using BpfHandle? handle = ObjectTypes.TryLoad(ObjectTypes.Prepare(source, source.Types!, isForOldKernel: false));
        using BpfHandle? simpleHandle = ObjectTypes.TryLoad(simple);

        Assert.NotNull(handle);
        Assert.NotNull(simpleHandle);
        Btf types = Btf.Parse(simple, name);
        for (uint id = 1; id < types.Count; id++)
            Assert.InRange(types[id].Kind, BtfKind.Integer, BtfKind.DataSection);
    }

    [Fact]
    public void The_features_of_this_kernel_are_found() =>
        Assert.Equal(new KernelFeatures(true, true, true, true, true), KernelFeatures.Detect(LiveKernel.Require()));

    [Fact]
    public void A_kernel_without_types_is_reported_with_the_remedy()
    {
        EbpfException exception = Assert.Throws<EbpfException>(() => KernelTypes.Read("/absent/vmlinux"));

        Assert.Equal(EbpfFault.MissingBtf, exception.Fault);
        Assert.Contains("CONFIG_DEBUG_INFO_BTF", exception.Message, StringComparison.Ordinal);
    }

    internal static void CallGetPid(int count)
    {
        for (int i = 0; i < count; i++)
            Assert.Equal(Environment.ProcessId, GetPid());
    }

    internal static LoadedObject Load(string name)
    {
        KernelTypes kernel = LiveKernel.Require();
        EbpfObject source = Fixture.Open(name);
        if (source.HasVariable("watched_process"))
            source.SetVariable("watched_process", (uint)Environment.ProcessId);
        return LoadedObject.Create(source, kernel);
    }

    private static List<byte[]> Walk(LoadedObject source, string program, int size)
    {
        using LoadedProgram loaded = source.Load(source.Source.Program(program));
        using BpfHandle link = loaded.Attach();
        using BpfIterator iterator = BpfIterator.Start(link);
        using MemoryStream all = new();
        byte[] buffer = new byte[4096];
        for (int read = iterator.Read(buffer); read > 0; read = iterator.Read(buffer))
            all.Write(buffer, 0, read);
        Assert.Equal(0, all.Length % size);
        return [.. all.ToArray().Chunk(size)];
    }

    private static ulong Read(EbpfObject source, MappedMap memory, string name) => BinaryPrimitives.ReadUInt64LittleEndian(Value(source, memory, name));

    private static uint ReadInt(EbpfObject source, MappedMap memory, string name) => BinaryPrimitives.ReadUInt32LittleEndian(Value(source, memory, name));

    private static string ReadText(EbpfObject source, MappedMap memory, string name) => Encoding.UTF8.GetString(Value(source, memory, name)).TrimEnd('\0');

    private static Span<byte> Value(EbpfObject source, MappedMap memory, string name)
    {
        GlobalVariable variable = source.Variable(name);
        return memory.Bytes.Slice(variable.Offset, variable.Size);
    }

    // The C library's own, because the runtime remembers the number.
    [LibraryImport("libc", EntryPoint = "getpid")]
    private static partial int GetPid();
}
