namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of programs that cannot be started; see <see cref="ProgramFileTests"/> for those that can.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class ProgramCallTests(LiveSource kernel)
{
    private const int SymbolicLinkIsFollowed = 0;

    [Fact]
    [LiveCall("execve", "execveat")]
    public void A_program_that_cannot_start_is_told_as_it_was_asked_for()
    {
        using NativeBytes path = new("/no/such/program");
        using NativeBytes first = new("name");
        using NativeBytes second = new("argument");
        using NativeBytes variable = new("A=1");
        using NativeBytes arguments = NativeBytes.Of<(nint, nint, nint)>((first, second, 0));
        using NativeBytes environment = NativeBytes.Of<(nint, nint)>((variable, 0));
        CallRecord plain = kernel.Call("execve", path, arguments, environment);
        CallEvent failed = plain.Failure(ErrorNumber.NoEntry);
        ExpectProcess(failed, -ErrorNumber.NoEntry);
        Assert.Equal("/no/such/program", failed.Text("filename"));

        CallRecord relative = kernel.Call("execveat", -100, path, arguments, environment, SymbolicLinkIsFollowed);
        ExpectProcess(relative.Failure(ErrorNumber.NoEntry), -ErrorNumber.NoEntry);
    }

    [Fact]
    [LiveCall("execveat")]
    public void What_cannot_be_read_of_a_program_s_arguments_is_told_as_nothing()
    {
        CallEvent failed = kernel.Call("execveat", -100, 1, 1, 1, 0).Failure(ErrorNumber.BadAddress);
        Assert.Equal(-ErrorNumber.BadAddress, failed.Number("res"));
        Assert.Empty(failed.Bytes("exe"));
        Assert.Empty(failed.Bytes("args"));
        Assert.Empty(failed.Bytes("env"));
    }

    private static void ExpectProcess(CallEvent failed, long result)
    {
        string program = File.ResolveLinkTarget("/proc/self/exe", returnFinalTarget: false)!.FullName;
        ProgramFile own = ProgramFile.At(program);
        Assert.Equal(result, failed.Number("res"));
        Assert.Equal("name", failed.Text("exe"));
        Assert.Equal(["argument"], failed.Texts("args"));
        Assert.Equal(["A=1"], failed.Texts("env"));
        Assert.Equal(Environment.ProcessId, failed.Number("pid"));
        Assert.Equal(failed.ThreadId, failed.Number("tid"));
        Assert.Equal(own.Inode, failed.Number("exe_ino"));
        Assert.Equal(own.ChangeTime, failed.Number("exe_ino_ctime"));
        Assert.Equal(program, failed.Text("trusted_exepath"));
    }
}
