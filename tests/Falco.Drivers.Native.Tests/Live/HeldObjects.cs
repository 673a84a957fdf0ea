using System.Globalization;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What a process holds of the kernel's eBPF objects, by the numbers that the kernel gave them.</summary>
internal sealed class HeldObjects
{
    private readonly List<(ObjectKind Kind, uint Id)> _objects = [];

    private HeldObjects()
    {
    }

    // The values are the commands of bpf(2) that ask for the next number.
    private enum ObjectKind
    {
        Program = 11,
        Map = 12,
        Link = 31,
    }

    public int Programs => _objects.Count(held => held.Kind == ObjectKind.Program);

    public int Maps => _objects.Count(held => held.Kind == ObjectKind.Map);

    public int Links => _objects.Count(held => held.Kind == ObjectKind.Link);

    /// <summary>Those of which a process has descriptors now.</summary>
    public static HeldObjects Of(int process)
    {
        HeldObjects held = new();
        foreach (string file in Directory.EnumerateFiles($"/proc/{process}/fdinfo"))
        {
            foreach (string line in File.ReadAllLines(file))
            {
                if (KindOf(line) is { } kind)
                    held._objects.Add((kind, uint.Parse(line.AsSpan(line.IndexOf('\t', StringComparison.Ordinal)), CultureInfo.InvariantCulture)));
            }
        }

        return held;
    }

    /// <summary>How many of them the kernel still has, whoever holds them.</summary>
    public int CountLiving() => _objects.Count(held => IsLiving(held.Kind, held.Id));

    // A link's descriptor tells the program, too, which has a descriptor of its own.
    private static ObjectKind? KindOf(string line) => line.Split(':')[0] switch
    {
        "prog_id" => ObjectKind.Program,
        "map_id" => ObjectKind.Map,
        "link_id" => ObjectKind.Link,
        _ => null,
    };

    private static bool IsLiving(ObjectKind kind, uint id)
    {
        NextId next = new() { Start = id - 1 };
        return BpfSystem.Call((BpfCommand)kind, ref next, out _) >= 0 && next.Next == id;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NextId
    {
        public uint Start;
        public uint Next;
        public uint Flags;
    }
}
