using System.Runtime.InteropServices;
using System.Text;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Hands a program to the kernel's verifier.</summary>
internal static unsafe class ProgramLoader
{
    private const uint Sleepable = 1 << 4;
    private const int Attempts = 5;
    private const int SmallestLog = 64 << 10;
    private const int LargestLog = 16 << 20;

    /// <exception cref="EbpfException">The kernel refused.</exception>
    public static BpfHandle Load(ProgramImage image, ReadOnlySpan<BpfInstruction> code, ProgramRequest request)
    {
        if (TryLoad(image, code, request, default, out int error) is { } handle)
            return handle;
        string action = $"loading the program '{image.Name}'";
        if (error == ErrorNumber.NotPermitted)
            throw Refusal.Explain(action, error);

        // The verifier writes its log only when asked: that is slow, so it is asked only after a refusal.
        for (int size = SmallestLog; ; size *= 4)
        {
            byte[] log = new byte[size];
            if (TryLoad(image, code, request, log, out error) is { } second)
                return second;
            if (error != ErrorNumber.NoSpace || size >= LargestLog)
                throw VerifierRefusal.Explain(image, request, error, Text(log));
        }
    }

    private static string Text(ReadOnlySpan<byte> log)
    {
        int end = log.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? log : log[..end]);
    }

    private static BpfHandle? TryLoad(ProgramImage image, ReadOnlySpan<BpfInstruction> code, ProgramRequest request, Span<byte> log, out int error)
    {
        using BpfHandle.Lease types = request.Types is { } handle ? handle.Borrow() : default;
        byte[] license = Encoding.ASCII.GetBytes(request.License + '\0');
        ReadOnlySpan<FunctionInfo> functions = CollectionsMarshal.AsSpan(image.Functions);
        ReadOnlySpan<LineInfo> lines = CollectionsMarshal.AsSpan(image.Lines);

        // The kernel reads the pinned spans by their counts, and writes at most LogSize bytes.
        fixed (BpfInstruction* codeBytes = code)
        fixed (byte* licenseBytes = license)
        fixed (byte* logBytes = log)
        fixed (FunctionInfo* functionBytes = functions)
        fixed (LineInfo* lineBytes = lines)
        {
            BpfAttributes.ProgramLoad attributes = new()
            {
                Type = request.Type,
                InstructionCount = (uint)code.Length,
                Instructions = (ulong)codeBytes,
                License = (ulong)licenseBytes,
                LogLevel = log.IsEmpty ? 0u : 1,
                LogSize = (uint)log.Length,
                Log = (ulong)logBytes,
                Flags = request.IsSleepable ? Sleepable : 0,
                Name = new BpfName(image.Name),
                ExpectedAttachType = request.AttachType,
                AttachTypeId = request.AttachTypeId,
            };
            if (request.Types is not null && functions.Length > 0)
            {
                attributes.Btf = types.Descriptor;
                attributes.FunctionInfoRecordSize = (uint)sizeof(FunctionInfo);
                attributes.FunctionInfo = (ulong)functionBytes;
                attributes.FunctionInfoCount = (uint)functions.Length;
                attributes.LineInfoRecordSize = (uint)sizeof(LineInfo);
                attributes.LineInfo = (ulong)lineBytes;
                attributes.LineInfoCount = (uint)lines.Length;
            }

            // The kernel gives up with "try again" when a signal arrives while it verifies; .NET uses signals.
            int attempt = 0;
            int descriptor;
            do
                descriptor = BpfSystem.Call(BpfCommand.ProgramLoad, ref attributes, out error);
            while (error == ErrorNumber.TryAgain && ++attempt < Attempts);
            return descriptor >= 0 ? new BpfHandle(descriptor) : null;
        }
    }
}
