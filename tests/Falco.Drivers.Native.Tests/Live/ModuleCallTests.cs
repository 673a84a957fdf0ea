using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of loading and unloading modules: of failures only, since no test brings a module.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class ModuleCallTests(LiveSource kernel)
{
    private const string Arguments = "first=1 second=2";

    [Theory]
    [LiveCall("init_module")]
    [InlineData(64)]
    [InlineData(70_000)]
    public void Init_module_tells_the_image_and_theArguments(int length)
    {
        byte[] image = new byte[length];
        for (int i = 0; i < length; i++)
            image[i] = (byte)(i % 251);
        using NativeBytes memory = new(image);
        using NativeBytes arguments = new(Arguments);
        CallRecord call = kernel.Call("init_module", memory, length, arguments);
        Assert.True(call.Result < 0);
        byte[] told = call.Exit.Bytes("img");
        Assert.True(told.Length == length || told.Length is > 50_000 and < 65_536);
        Assert.Equal(image[..told.Length], told);
        call.Fails((int)-call.Result, ("img", told), ("length", length), ("uargs", Arguments));
    }

    [Fact]
    [LiveCall("init_module")]
    public void What_init_module_cannot_read_is_told_as_nothing()
    {
        CallRecord call = kernel.Call("init_module", 1, 64, 1);
        Assert.True(call.Result < 0);
        call.Fails((int)-call.Result, ("img", null), ("length", 64), ("uargs", null));
    }

    [Fact]
    [LiveCall("finit_module")]
    public void Finit_module_tells_the_descriptor_theArguments_and_the_flags()
    {
        using NativeBytes arguments = new(Arguments);
        CallRecord call = kernel.Call("finit_module", -2, arguments, 7);
        Assert.True(call.Result < 0);
        call.Fails(
            (int)-call.Result,
            ("fd", -2L),
            ("uargs", Arguments),
            ("flags", SchemaFlags.Of(
                EventType.FinitModuleExit,
                "flags",
                "MODULE_INIT_IGNORE_MODVERSIONS",
                "MODULE_INIT_IGNORE_VERMAGIC",
                "MODULE_INIT_COMPRESSED_FILE")));
    }

    [Fact]
    [LiveCall("delete_module")]
    public void Delete_module_tells_the_name_and_the_flags()
    {
        using NativeBytes name = new("falco_no_such_module");
        CallRecord call = kernel.Call("delete_module", name, 0xA00);
        Assert.True(call.Result < 0);
        call.Fails(
            (int)-call.Result,
            ("name", "falco_no_such_module"),
            ("flags", SchemaFlags.Of(EventType.DeleteModuleExit, "flags", "O_NONBLOCK", "O_TRUNC")));
    }
}
