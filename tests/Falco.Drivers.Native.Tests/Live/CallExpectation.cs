namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Compares the exit of a call whose first parameter is the result, as that of most calls is.</summary>
internal static class CallExpectation
{
    /// <summary>The call succeeded; the exit tells the result, and the others.</summary>
    public static void Succeeds(this CallRecord call, params ReadOnlySpan<(string Name, object? Value)> others)
    {
        call.Success();
        Expect(call, others);
    }

    /// <summary>The call failed with this error; the exit tells it, and the others.</summary>
    public static void Fails(this CallRecord call, int error, params ReadOnlySpan<(string Name, object? Value)> others)
    {
        call.Failure(error);
        Expect(call, others);
    }

    private static void Expect(CallRecord call, ReadOnlySpan<(string Name, object? Value)> others)
    {
        string result = call.Exit.Info.Parameters[0].Name.ToString();
        call.Exit.Expect([(result, (long)call.Result), .. others]);
    }
}
