using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Tests.Ebpf;

public sealed class ObjectTests
{
    [Fact]
    public void Maps_are_read_from_their_declarations()
    {
        EbpfObject maps = Fixture.Open("maps");

        MapDefinition hash = maps.Map("hash");
        Assert.Equal((BpfMapType.Hash, 8u, 8u, 64u), (hash.Type, hash.KeySize, hash.ValueSize, hash.MaxEntries));
        MapDefinition perCpu = maps.Map("per_cpu");
        Assert.Equal((BpfMapType.PerCpuArray, 4u, 12u, 2u), (perCpu.Type, perCpu.KeySize, perCpu.ValueSize, perCpu.MaxEntries));
        Assert.Equal(BpfMapFlags.Mappable, maps.Map("counters").Flags);
        MapDefinition rings = maps.Map("rings");
        Assert.Equal((BpfMapType.ArrayOfMaps, 4u, 4u, 8u), (rings.Type, rings.KeySize, rings.ValueSize, rings.MaxEntries));
        Assert.Equal((BpfMapType.RingBuffer, 4096u), (rings.Inner!.Type, rings.Inner.MaxEntries));
        MapDefinition programs = maps.Map("programs");
        Assert.Equal((BpfMapType.ProgramArray, 4u, 4u), (programs.Type, programs.KeySize, programs.ValueSize));
        Assert.Equal([new MapSlot(2, "tail")], programs.Slots);
    }

    [Fact]
    public void Variables_are_the_memory_of_their_sections()
    {
        EbpfObject maps = Fixture.Open("maps");

        Assert.Equal(40UL, MemoryMarshal.Read<ulong>(maps.Value("tails")));
        Assert.Equal(0x1122334455667788UL, MemoryMarshal.Read<ulong>(maps.Value("named_constant")));
        Assert.Equal(".rodata.named", maps.Variable("named_constant").Memory.Name);
        Assert.True(maps.Variable("named_constant").Memory.IsReadOnly);
        Assert.Equal(7u, MemoryMarshal.Read<uint>(maps.Value("private_counter")));
        Assert.Equal([1u, 2, 3, 4, 5, 6], MemoryMarshal.Cast<byte, uint>(maps.Value("table")).ToArray());
        Assert.Equal(0UL, MemoryMarshal.Read<ulong>(maps.Value("seen")));
    }

    [Fact]
    public void A_variable_is_set_only_with_its_own_size()
    {
        EbpfObject maps = Fixture.Open("maps");

        maps.SetVariable("watched_process", 17u);

        Assert.Equal(17u, MemoryMarshal.Read<uint>(maps.Value("watched_process")));
        Assert.Equal(EbpfFault.MalformedObject, Assert.Throws<EbpfException>(() => maps.SetVariable("watched_process", 17UL)).Fault);
        Assert.Equal(EbpfFault.MalformedObject, Assert.Throws<EbpfException>(() => maps.SetVariable("absent", 17)).Fault);
    }

    [Theory]
    [InlineData("maps", "emit", "RawTracepoint", "sys_exit", false)]
    [InlineData("kernel-reads", "observe", "TypedTracepoint", "sys_exit", false)]
    [InlineData("kernel-reads", "tasks", "Iterator", "task", false)]
    [InlineData("kernel-reads", "sleepable", "Iterator", "task", true)]
    public void Sections_say_where_programs_attach(string file, string program, string kind, string target, bool isSleepable)
    {
        ProgramAttachment attachment = Fixture.Open(file).Program(program).Attachment;

        Assert.Equal((kind, target, isSleepable), (attachment.Kind.ToString(), attachment.Target, attachment.IsSleepable));
    }

    [Fact]
    public void Functions_without_a_section_of_their_own_are_no_programs()
    {
        EbpfObject calls = Fixture.Open("calls");

        Assert.Equal(["first", "looping", "second"], calls.Programs.Select(program => program.Name).Order());
        Assert.Equal("Dual MIT/GPL", calls.License);
    }

    [Fact]
    public void A_function_that_the_kernel_lacks_is_named()
    {
        EbpfObject reads = Fixture.Open("kernel-reads");
        KernelAnswers answers = KernelAnswers.To(reads, Fixture.Kernel());

        EbpfException exception = Assert.Throws<EbpfException>(() => ProgramLinker.Link(reads, answers, reads.Program("sleepable")));

        Assert.Equal(EbpfFault.KernelTooOld, exception.Fault);
        Assert.Contains("'bpf_rcu_read_lock'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_holds_each_function_that_it_calls_once()
    {
        EbpfObject calls = Fixture.Open("calls");

        ProgramImage image = ProgramLinker.Link(calls, KernelAnswers.To(calls, Fixture.Kernel()), calls.Program("second"));

        // second, middle, deepest, global_function.
        Assert.Equal(4, image.Functions.Count);
        Assert.Equal(image.Functions.Select(info => info.Instruction).Order(), image.Functions.Select(info => info.Instruction));
        Assert.All(image.Functions, info => Assert.Contains(image.Lines, line => line.Instruction == info.Instruction));
    }
}
