using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>Objects and types that are cut or changed anywhere are refused in one way, or still make sense.</summary>
public sealed class DamagedObjectTests
{
    private static readonly ulong[] Extremes = [0, 1, 7, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, ulong.MaxValue];

    [Theory]
    [InlineData("core")]
    [InlineData("calls")]
    [InlineData("maps")]
    [InlineData("kernel-reads")]
    public void An_object_that_is_cut_anywhere_is_refused(string name)
    {
        byte[] whole = Fixture.Bytes(name);
        for (int length = 0; length < whole.Length; length += 3)
            UseAll(whole.AsMemory(0, length));
    }

    [Theory]
    [InlineData("core", 0x01)]
    [InlineData("core", 0xFF)]
    [InlineData("calls", 0x80)]
    [InlineData("calls", 0xFF)]
    [InlineData("maps", 0x01)]
    [InlineData("maps", 0x80)]
    [InlineData("kernel-reads", 0xFF)]
    public void An_object_with_any_byte_flipped_gives_a_report_or_programs(string name, byte mask)
    {
        byte[] bytes = Fixture.Bytes(name);
        KernelTypes kernel = Fixture.Kernel();
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= mask;
            UseAll(bytes, kernel);
            bytes[i] ^= mask;
        }
    }

    [Fact]
    public void Every_extreme_value_of_a_field_is_survived()
    {
        byte[] bytes = Fixture.Bytes("maps");
        KernelTypes kernel = Fixture.Kernel();
        for (int i = 0; i + 8 <= bytes.Length; i += 4)
        {
            byte[] held = bytes.AsSpan(i, 8).ToArray();
            foreach (ulong value in Extremes)
            {
                BitConverter.TryWriteBytes(bytes.AsSpan(i), value);
                UseAll(bytes, kernel);
            }

            held.CopyTo(bytes, i);
        }
    }

    [Fact]
    public void Types_of_a_kernel_that_are_damaged_anywhere_give_a_report_or_answers()
    {
        byte[] bytes = Fixture.KernelBytes().ToArray();
        EbpfObject core = Fixture.Open("core");
        foreach (int mask in new[] { 0x01, 0x10, 0xFF })
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] ^= (byte)mask;
                Guard(() => KernelAnswers.To(core, new KernelTypes(Btf.Parse(bytes, "kernel"))));
                bytes[i] ^= (byte)mask;
            }
        }

        for (int length = 0; length < bytes.Length; length++)
            Guard(() => KernelAnswers.To(core, new KernelTypes(Btf.Parse(bytes.AsMemory(0, length), "kernel"))));
    }

    [Fact]
    public void Types_that_refer_to_themselves_end()
    {
        // A name for itself, a pointer to itself, an array of itself.
        byte[] bytes =
        [
            0x9F, 0xEB, 1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 48, 0, 0, 0, 48, 0, 0, 0, 3, 0, 0, 0,
            1, 0, 0, 0, 0, 0, 0, 8, 1, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 9, 0, 0, 0,
            0, (byte)'a', 0,
        ];
        Btf types = Btf.Parse(bytes, "types");

        Assert.Throws<EbpfException>(() => types.Resolve(1));
        Assert.Throws<EbpfException>(() => types.SizeOf(1));
        Assert.Equal(8u, types.SizeOf(2));
        Assert.Throws<EbpfException>(() => types.SizeOf(3));
        Assert.False(new CoreCompatibility(types, types).AreTypesCompatible(2, 2));
        Assert.False(new CoreCompatibility(types, types).AreFieldsCompatible(3, 3));
    }

    private static void UseAll(ReadOnlyMemory<byte> bytes, KernelTypes? kernel = null) => Guard(() =>
    {
        EbpfObject damaged = EbpfObject.Open(bytes, "damaged");
        KernelAnswers answers = KernelAnswers.To(damaged, kernel ?? Fixture.Kernel());
        if (damaged.Types is { } types)
            Guard(() => ObjectTypes.Prepare(damaged, types, isForOldKernel: true));
        foreach (ProgramDefinition program in damaged.Programs)
            Guard(() => ProgramLinker.Link(damaged, answers, program));
    });

    private static void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (EbpfException exception)
        {
            // A changed name may be one that the kernel does not have.
            Assert.True(exception.Fault is EbpfFault.MalformedObject or EbpfFault.KernelTooOld, exception.Message);
        }
    }
}
