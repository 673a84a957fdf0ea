using Falco.Fuzz.Targets;
using SharpFuzz;

namespace Falco.Fuzz;

/// <summary>
/// Runs a target under a fuzzer: <c>falco-fuzz TARGET</c> serves afl-fuzz or libFuzzer once <c>sharpfuzz</c> has instrumented
/// Falco.Rules.dll; <c>falco-fuzz TARGET FILE…</c> runs the target once on each file, to look at what a fuzzer found.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length == 0 || !RuleTargets.All.TryGetValue(arguments[0], out Action<byte[]>? target))
        {
            Console.Error.WriteLine($"usage: falco-fuzz {string.Join('|', RuleTargets.All.Keys)} [FILE…]");
            return 2;
        }

        foreach (string file in arguments.Skip(1))
        {
            target(File.ReadAllBytes(file));
            Console.WriteLine($"{file}: survived");
        }

        if (arguments.Length == 1)
            Fuzzer.LibFuzzer.Run(input => target(input.ToArray()));
        return 0;
    }
}
