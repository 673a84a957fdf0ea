namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Names the system calls that a test executes for real, comparing every parameter of their events; docs/syscalls.md tells them.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class LiveCallAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}
