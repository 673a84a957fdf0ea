using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>What core.c asks, answered from the types of kernel.c, whose places the compiler asserts there.</summary>
public sealed class CoreRelocationTests
{
    private const ulong NoAnswer = ulong.MaxValue;

    [Theory]
    [InlineData("FieldByteOffset", "sample.in_nameless", 8)]
    [InlineData("FieldByteOffset", "sample.in_union", 16)]
    [InlineData("FieldByteOffset", "sample.nested[2].list[3]", 24 + 80 + 16 + 12)]
    [InlineData("FieldByteOffset", "sample.pointer", 184)]
    [InlineData("FieldByteOffset", "sample.open_ended[3].value", 248 + 120 + 8)]
    [InlineData("FieldByteOffset", "sample.name[1]", (2 * 248) + 220 + 1)]
    [InlineData("FieldByteOffset", "sample___flavoured.added", 0)]
    [InlineData("FieldByteOffset", "sample.callback", 240)]
    [InlineData("FieldByteOffset", "sample___flavoured.of_the_future", NoAnswer)]
    [InlineData("FieldByteSize", "sample.name", 16)]
    [InlineData("FieldByteSize", "sample.nested", 160)]
    [InlineData("FieldByteSize", "sample.narrowed", 2)]
    [InlineData("FieldByteSize", "sample.nested[1]", 40)]
    [InlineData("FieldByteSize", "sample.middle", 4)]
    [InlineData("TypeSize", "sample", 248)]
    [InlineData("TypeSize", "absent", 0)]
    [InlineData("TypeSize", "inner_t", 40)]
    [InlineData("TypeSize", "either", 24)]
    [InlineData("FieldExists", "sample.in_union", 1)]
    [InlineData("FieldExists", "sample___flavoured.of_the_future", 0)]
    [InlineData("FieldExists", "absent.field", 0)]
    [InlineData("FieldExists", "sample___mistaken.nested", 0)]
    [InlineData("FieldExists", "sample.nested[3].list[3]", 1)]
    [InlineData("FieldExists", "sample.qualified", 1)]
    [InlineData("TypeExists", "sample___flavoured", 1)]
    [InlineData("TypeExists", "absent", 0)]
    [InlineData("TypeExists", "counted_t", 1)]
    [InlineData("TypeExists", "inner_t", 1)]
    [InlineData("EnumeratorExists", "state.STATE_RUNNING", 1)]
    [InlineData("EnumeratorExists", "state___newer.STATE_ADDED___newer", 1)]
    [InlineData("EnumeratorExists", "state___newer.STATE_FUTURE", 0)]
    [InlineData("EnumeratorValue", "state.STATE_RUNNING", 5)]
    [InlineData("EnumeratorValue", "state.STATE_NEGATIVE", unchecked((ulong)-2))]
    [InlineData("EnumeratorValue", "state___newer.STATE_ADDED___newer", 77)]
    [InlineData("EnumeratorValue", "state___newer.STATE_FUTURE", NoAnswer)]
    [InlineData("EnumeratorValue", "huge.HUGE_VALUE", 0x123456789ab)]
    [InlineData("TargetTypeId", "absent", 0)]
    [InlineData("FieldByteOffset", "sample.middle", 200)]
    [InlineData("FieldLeftShift", "sample.middle", 64 - 10)]
    [InlineData("FieldRightShift", "sample.middle", 64 - 7)]
    [InlineData("FieldSigned", "sample.middle", 0)]
    [InlineData("FieldLeftShift", "sample.with_sign", 64 - 15)]
    [InlineData("FieldRightShift", "sample.with_sign", 64 - 5)]
    [InlineData("FieldSigned", "sample.with_sign", 1)]
    [InlineData("FieldByteOffset", "sample.wide", 200)]
    [InlineData("FieldLeftShift", "sample.wide", 64 - 55)]
    [InlineData("FieldRightShift", "sample.wide", 64 - 40)]
    [InlineData("FieldLeftShift", "sample.low", 64 - 3)]
    [InlineData("FieldLeftShift", "sample.widened", 32)]
    [InlineData("FieldRightShift", "sample.widened", 32)]
    public void A_question_is_answered_from_the_kernels_types(string kind, string subject, ulong expected)
    {
        KernelAnswers answers = KernelAnswers.To(Fixture.Open("core"), Fixture.Kernel());

        CoreResolution answer = answers.Relocations.Single(pair => pair.Key.Kind.ToString() == kind && pair.Value.Subject == subject).Value;

        Assert.Null(answer.Problem);
        Assert.Equal(expected == NoAnswer ? null : expected, answer.Value);
    }

    [Fact]
    public void Type_ids_are_those_of_the_types()
    {
        EbpfObject core = Fixture.Open("core");
        KernelTypes kernel = Fixture.Kernel();

        foreach ((CoreRelocation question, CoreResolution answer) in KernelAnswers.To(core, kernel).Relocations)
        {
            if (question.Kind == CoreRelocationKind.LocalTypeId)
                Assert.Equal(question.Type, (uint)answer.Value!);
            else if (question.Kind == CoreRelocationKind.TargetTypeId && answer.Value != 0)
                Assert.Equal(answer.Subject, kernel.Types.Text(kernel.Types[(uint)answer.Value!].Name));
        }
    }

    [Fact]
    public void A_load_takes_the_width_that_the_kernel_has()
    {
        ProgramImage image = Link("widths");

        Assert.Empty(image.Missing);

        // Loads of 2, 4 and 8 bytes, stores of 2 and 4, at the kernel's places.
        Assert.Contains(image.Instructions, instruction => instruction is { Code: 0x69, Offset: 208 });
        Assert.Contains(image.Instructions, instruction => instruction is { Code: 0x61, Offset: 212 });
        Assert.Contains(image.Instructions, instruction => instruction is { Code: 0x79, Offset: 184 });
        Assert.Contains(image.Instructions, instruction => instruction is { Code: 0x6B, Offset: 208 });
        Assert.Contains(image.Instructions, instruction => instruction is { Code: 0x63, Offset: 212 });
    }

    [Theory]
    [InlineData("unsafe_width", "sample.became_signed_wide")]
    [InlineData("live_code", "sample___flavoured.of_the_future")]
    public void Where_the_kernel_has_no_answer_the_instruction_must_not_run(string program, string subject)
    {
        ProgramImage image = Link(program);

        (int instruction, string missing) = Assert.Single(image.Missing);
        Assert.Equal(subject, missing);
        Assert.Equal(new BpfInstruction(0x85, 0, 0, CorePatch.PoisonedCall), image.Instructions[instruction]);
    }

    [Fact]
    public void Types_of_one_name_that_disagree_are_reported_for_the_programs_that_ask()
    {
        EbpfException exception = Assert.Throws<EbpfException>(() => Link("ambiguous"));

        Assert.Equal(EbpfFault.MalformedObject, exception.Fault);
        Assert.Contains("clash.first", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Link("agreed").Missing);
    }

    [Theory]
    [InlineData("task_struct", "task_struct")]
    [InlineData("task_struct___old", "task_struct")]
    [InlineData("task_struct___old___er", "task_struct___old")]
    [InlineData("a___b", "a")]
    [InlineData("____b", "____b")]
    [InlineData("a____", "a____")]
    [InlineData("a____b", "a____b")]
    [InlineData("___", "___")]
    [InlineData("", "")]
    public void What_follows_three_underscores_is_not_essential(string name, string essential) =>
        Assert.Equal(essential, System.Text.Encoding.UTF8.GetString(TypeName.Essential(System.Text.Encoding.UTF8.GetBytes(name))));

    private static ProgramImage Link(string program)
    {
        EbpfObject core = Fixture.Open("core");
        return ProgramLinker.Link(core, KernelAnswers.To(core, Fixture.Kernel()), core.Program(program));
    }
}
