namespace Falco.Core.Events;

/// <summary>A system call, or a tracepoint that is treated like one.</summary>
/// <param name="Code">The architecture-independent code that <c>GENERIC</c> events carry.</param>
/// <param name="Name">The name, lower case.</param>
/// <param name="X64Number">The native number on x86-64, or -1.</param>
/// <param name="Arm64Number">The native number on arm64, or -1.</param>
/// <param name="EnterType">The event of its start, or <see langword="null"/>.</param>
/// <param name="ExitType">The event of its end, or <see langword="null"/>.</param>
public sealed record SyscallInfo(int Code, SchemaName Name, int X64Number, int Arm64Number, EventType? EnterType, EventType? ExitType)
{
    /// <summary>Whether the call has no event type of its own.</summary>
    public bool IsGeneric => ExitType is EventType.GenericExit;
}
