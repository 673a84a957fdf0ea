using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>A system call that a test made: what it returned, and what the kernel said of it.</summary>
internal sealed record CallRecord(SyscallInfo Call, nint Result, IReadOnlyList<CallEvent> Events)
{
    /// <summary>The event of the call's end.</summary>
    public CallEvent Exit => Single(Call.ExitType!.Value);

    /// <summary>The events of the call's end, for the few calls that have several.</summary>
    public IReadOnlyList<CallEvent> Exits => [.. Events.Where(candidate => candidate.Type == Call.ExitType)];

    /// <summary>The event of the call's start, for the few calls that have one.</summary>
    public CallEvent Entry => Single(Call.EnterType!.Value);

    /// <summary>The call's exit, which must have failed with this error.</summary>
    public CallEvent Failure(int error)
    {
        Assert.Equal(-error, Result);
        return Exit;
    }

    /// <summary>The call's exit, which must have succeeded.</summary>
    public CallEvent Success()
    {
        Assert.True(Result >= 0, $"{Call.Name} fails with {Result}");
        return Exit;
    }

    // The last one: the runtime may make calls of its own on the thread before that of the test.
    private CallEvent Single(EventType type) =>
        Events.LastOrDefault(candidate => candidate.Type == type)
        ?? throw new Xunit.Sdk.XunitException($"{Call.Name}: no event of type {type} among {string.Join(", ", Events)}");
}
