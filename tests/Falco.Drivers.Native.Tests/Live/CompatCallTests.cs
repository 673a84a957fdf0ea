using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of calls that 32-bit code makes: with other numbers, other structures, and one call for all sockets.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class CompatCallTests(LiveSource kernel)
{
    private const int Signal = 128;

    [Fact]
    public void Calls_of_32_bit_code_are_told_like_those_of_64_bits()
    {
        ActorRun actor = Actor.Try(kernel, "call-as-32-bit-code");
        Assert.SkipWhen(actor.ExitCode == Signal + 11, "the kernel takes no calls of 32-bit code (int 0x80 is a fault)");
        Assert.Equal(0, actor.ExitCode);
        CallEvent pipe = Exit(actor, "pipe");
        pipe.Expect(("res", 0), ("fd1", actor.Number("output")), ("fd2", actor.Number("input")), ("ino", pipe.Number("ino")));
        byte[] text = "firstsecond"u8.ToArray();
        Exit(actor, "writev").Expect(("res", 11), ("data", text), ("fd", actor.Number("input")), ("size", 11));
        Exit(actor, "nanosleep").Expect(("res", 0), ("interval", 4321));
        Exit(actor, "lseek").Expect(("res", -ErrorNumber.BadDescriptor), ("fd", -1), ("offset", -5L), ("whence", 1));
        CallEvent sent = Exit(actor, "sendmsg");
        byte[] tuple = sent.Bytes("tuple");
        Exit(actor, "socketpair").Expect(
            ("res", 0),
            ("fd1", actor.Number("first")),
            ("fd2", actor.Number("second")),
            ("source", BitConverter.ToInt64(tuple, 9)),
            ("peer", BitConverter.ToInt64(tuple, 1)),
            ("domain", SocketEnd.UnixFamily),
            ("type", 1),
            ("proto", 0));
        sent.Expect(("res", 11), ("data", text), ("fd", actor.Number("first")), ("size", 11), ("tuple", tuple));
    }

    private static CallEvent Exit(ActorRun actor, string call) => actor.Event(EventSchema.FindSyscall(call)!.ExitType!.Value, actor.Pid, mark: 0);
}
