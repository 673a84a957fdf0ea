using System.Buffers.Binary;
using System.Text;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of its keys: arguments that are numbers or texts, depending on the operation.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class KeyCallTests(LiveSource kernel)
{
    private const long UserKeyring = -4;
    private const int NoKey = 126;

    [Fact]
    [LiveCall("keyctl")]
    public void An_operation_on_a_key_tells_numbers()
    {
        using NativeBytes answer = new(256);
        kernel.Call("keyctl", 6, (nint)UserKeyring, answer, answer.Length).Succeeds(
            ("operation", Operation("KEYCTL_DESCRIBE")),
            ("arg2", Number(UserKeyring)),
            ("arg3", Number((nint)answer)),
            ("arg4", Number(answer.Length)),
            ("arg5", Number(0)));
        kernel.Call("keyctl", 3, 1, 77, 78, 79).Fails(
            NoKey,
            ("operation", Operation("KEYCTL_REVOKE")),
            ("arg2", Number(1)),
            ("arg3", Number(0)),
            ("arg4", Number(0)),
            ("arg5", Number(0)));
    }

    [Fact]
    [LiveCall("keyctl")]
    public void An_operation_that_names_keys_tells_texts()
    {
        Actor.Call(kernel, "keyctl 1 @falco-session").Single().Succeeds(
            ("operation", Operation("KEYCTL_JOIN_SESSION_KEYRING")),
            ("arg2", Text("falco-session\0")),
            ("arg3", Number(0)),
            ("arg4", Number(0)),
            ("arg5", Number(0)));
        using NativeBytes type = new("user");
        using NativeBytes description = new("falco-no-such-key");
        kernel.Call("keyctl", 10, (nint)UserKeyring, type, description, 0).Fails(
            NoKey,
            ("operation", Operation("KEYCTL_SEARCH")),
            ("arg2", Number(UserKeyring)),
            ("arg3", Text("user\0")),
            ("arg4", Text("falco-no-such-key\0")),
            ("arg5", Number(0)));
        kernel.Call("keyctl", 10, (nint)UserKeyring, 1, 0, 0).Fails(
            ErrorNumber.BadAddress,
            ("operation", Operation("KEYCTL_SEARCH")),
            ("arg2", Number(UserKeyring)),
            ("arg3", Text("")),
            ("arg4", Text("")),
            ("arg5", Number(0)));
    }

    [Fact]
    [LiveCall("keyctl")]
    public void An_unknown_operation_tells_zeros() => kernel.Call("keyctl", 99, 1, 2, 3, 4).Fails(
        ErrorNumber.NotSupported, ("operation", 99), ("arg2", Number(0)), ("arg3", Number(0)), ("arg4", Number(0)), ("arg5", Number(0)));

    private static uint Operation(string name) => SchemaFlags.Of(EventType.KeyctlExit, "operation", name);

    // The first byte says which type of the list follows (dynamic-parameters.tsv).
    private static byte[] Text(string text) => [1, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(long number)
    {
        byte[] bytes = new byte[9];
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), number);
        return bytes;
    }
}
