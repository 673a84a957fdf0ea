namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of moving between directories. Where chdir and fchdir succeed, the process is there already.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class DirectoryCallTests(LiveSource kernel)
{
    private const int CurrentDirectory = -100;

    [Fact]
    [LiveCall("chdir")]
    public void Chdir_tells_the_path()
    {
        using NativeBytes path = new(".");
        using ScratchFile missing = new();
        kernel.Call("chdir", path).Succeeds(("path", "."));
        kernel.Call("chdir", missing.Path).Fails(ErrorNumber.NoEntry, ("path", missing.Text));
        kernel.Call("chdir", 0).Fails(ErrorNumber.BadAddress, ("path", null));
        kernel.Call("chdir", 1).Fails(ErrorNumber.BadAddress, ("path", null));
    }

    [Fact]
    [LiveCall("fchdir")]
    public void Fchdir_tells_the_descriptor()
    {
        using NativeBytes path = new(".");
        nint directory = NativeCall.Succeed("openat", CurrentDirectory, path, 0x10000, 0);
        kernel.Call("fchdir", directory).Succeeds(("fd", (long)directory));
        NativeCall.Succeed("close", directory);
        kernel.Call("fchdir", -1).Fails(ErrorNumber.BadDescriptor, ("fd", -1L));
    }

    [Fact]
    [LiveCall("getcwd")]
    public void Getcwd_tells_the_path_that_it_wrote()
    {
        using NativeBytes answer = new(4096);
        kernel.Call("getcwd", answer, answer.Length).Succeeds(("path", Environment.CurrentDirectory));
        kernel.Call("getcwd", answer, 1).Fails(ErrorNumber.OutOfRange, ("path", null));
        kernel.Call("getcwd", 1, answer.Length).Fails(ErrorNumber.BadAddress, ("path", null));
    }

    [Fact]
    [LiveCall("chroot")]
    public void Chroot_tells_the_path()
    {
        using ScratchFile directory = new();
        Directory.CreateDirectory(directory.Text);
        Actor.Call(kernel, $"chroot @{directory.Text}").Single().Succeeds(("path", directory.Text));
        using ScratchFile file = new("no directory");
        kernel.Call("chroot", file.Path).Fails(ErrorNumber.NotDirectory, ("path", file.Text));
        kernel.Call("chroot", 0).Fails(ErrorNumber.BadAddress, ("path", null));
    }
}
