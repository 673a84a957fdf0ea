using System.Diagnostics.CodeAnalysis;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Reports an object file, or a description of types, that contradicts its format.</summary>
internal static class Malformed
{
    public static EbpfException Because(string problem) => new(EbpfFault.MalformedObject, problem);

    [DoesNotReturn]
    public static void Throw(string problem) => throw Because(problem);
}
