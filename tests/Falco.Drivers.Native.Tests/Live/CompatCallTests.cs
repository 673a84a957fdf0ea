namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of calls that 32-bit code makes: with other numbers, other structures, and one call for all sockets.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class CompatCallTests(LiveSource kernel)
{
    private const int Signal = 128;

    [Fact]
    public void Calls_of_32_bit_code_are_told_like_those_of_64_bits()
    {
        IoActor actor = IoActor.Do(kernel, "call-as-32-bit-code");
        Assert.SkipWhen(actor.ExitCode == Signal + 11, "the kernel takes no calls of 32-bit code (int 0x80 is a fault)");
        Assert.Equal(0, actor.ExitCode);
        CallEvent pipe = actor.Exit("pipe");
        pipe.Expect(("res", 0), ("fd1", actor["output"]), ("fd2", actor["input"]), ("ino", pipe.Number("ino")));
        byte[] text = "firstsecond"u8.ToArray();
        actor.Exit("writev").Expect(("res", 11), ("data", text), ("fd", actor["input"]), ("size", 11));
        actor.Exit("nanosleep").Expect(("res", 0), ("interval", 4321));
        actor.Exit("lseek").Expect(("res", -ErrorNumber.BadDescriptor), ("fd", -1), ("offset", -5L), ("whence", 1));
        CallEvent sent = actor.Exit("sendmsg");
        byte[] tuple = sent.Bytes("tuple");
        actor.Exit("socketpair").Expect(
            ("res", 0),
            ("fd1", actor["first"]),
            ("fd2", actor["second"]),
            ("source", BitConverter.ToInt64(tuple, 9)),
            ("peer", BitConverter.ToInt64(tuple, 1)),
            ("domain", SocketEnd.UnixFamily),
            ("type", 1),
            ("proto", 0));
        sent.Expect(("res", 11), ("data", text), ("fd", actor["first"]), ("size", 11), ("tuple", tuple));
    }
}
