using System.Globalization;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Says why the kernel's verifier refused a program: what the kernel lacks, or the end of the verifier's own words.</summary>
internal static class VerifierRefusal
{
    private const int ShownLines = 12;

    private static readonly string PoisonedCall = string.Create(CultureInfo.InvariantCulture, $"call unknown#{CorePatch.PoisonedCall}");

    public static EbpfException Explain(ProgramImage image, ProgramRequest request, int error, string log)
    {
        string program = $"the program '{image.Name}'";
        string reason = $"the kernel refused {program} ({Marshal.GetPInvokeErrorMessage(error)})";
        List<string> lines = RelevantLines(log);
        if (lines.Count == 0)
        {
            string remedy = $"the kernel knows no programs of the type {request.Type} with these properties, or lacks a feature that they need";
            return new EbpfException(error == ErrorNumber.Invalid ? EbpfFault.KernelTooOld : EbpfFault.OperatingSystem, reason, remedy, error, log);
        }

        string end = string.Join('\n', lines.TakeLast(ShownLines));
        if (MissingSubject(image, lines) is { } subject)
            return new EbpfException(EbpfFault.KernelTooOld, $"{program} needs {subject}, which this kernel does not have", null, error, log);
        if (IsUnknownHelper(lines[^1]))
        {
            // Every kernel with ring buffers has this helper. The state of the lock is not visible in most containers.
            bool isLockedDown = lines[^1].Contains("bpf_probe_read_kernel", StringComparison.Ordinal) || SecurityState.Read().IsLockedDown;
            string remedy = isLockedDown
                ? "the kernel is locked down in confidentiality mode; boot with lockdown=integrity or without lockdown"
                : "a newer kernel is needed";
            return new EbpfException(
                isLockedDown ? EbpfFault.Lockdown : EbpfFault.KernelTooOld,
                $"{program} calls a helper that the kernel does not offer ({lines[^1]})",
                remedy,
                error,
                log);
        }

        return new EbpfException(EbpfFault.VerifierRefused, $"{reason}; the verifier says:\n{end}", null, error, log);
    }

    // Before Linux 6.12, and since.
    private static bool IsUnknownHelper(string line) =>
        line.Contains("unknown func", StringComparison.Ordinal)
        || line.Contains("invalid func", StringComparison.Ordinal)
        || line.Contains("cannot use helper", StringComparison.Ordinal);

    // Statistics follow the reason.
    private static List<string> RelevantLines(string log)
    {
        List<string> lines = [.. log.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        lines.RemoveAll(static line => line.StartsWith("processed ", StringComparison.Ordinal)
            || line.StartsWith("verification time ", StringComparison.Ordinal)
            || line.StartsWith("stack depth ", StringComparison.Ordinal));
        return lines;
    }

    // An instruction that was not to run is printed as "17: (85) call unknown#…".
    private static string? MissingSubject(ProgramImage image, List<string> lines)
    {
        foreach (string line in lines)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0
                && line.Contains(PoisonedCall, StringComparison.Ordinal)
                && int.TryParse(line.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int instruction)
                && image.Missing.TryGetValue(instruction, out string? subject))
                return subject;
        }

        return null;
    }
}
