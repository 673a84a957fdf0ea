using Falco.Testing.Events;

namespace Falco.Testing.Given;

/// <summary>A process of the host that a test is about, as it is between two events.</summary>
internal sealed record GivenProcess
{
    private const int MaxComm = 15;
    private const ulong AllCapabilities = 0x1FFFFFFFFFF;

    public required long Id { get; init; }

    public string Comm { get; set; } = "";

    /// <summary>argv[0].</summary>
    public string Exe { get; set; } = "";

    public string ExePath { get; set; } = "";

    public IReadOnlyList<string> Arguments { get; set; } = [];

    public IReadOnlyList<string> Environment { get; set; } = [];

    public IReadOnlyList<string> ControlGroups { get; set; } = [];

    public long ParentId { get; set; }

    public uint UserId { get; set; }

    public uint GroupId { get; set; }

    /// <summary>All ones for none.</summary>
    public uint LoginUserId { get; set; } = uint.MaxValue;

    public string Directory { get; set; } = "/";

    public uint Tty { get; set; }

    public long SessionId { get; set; }

    public long ProcessGroupId { get; set; }

    /// <summary>The ids in the container; <see langword="null"/> for the same as outside.</summary>
    public long? VirtualId { get; set; }

    public long? VirtualProcessGroupId { get; set; }

    /// <summary>Of the schema's table <c>execve_flags</c>.</summary>
    public uint ExeFlags { get; set; }

    /// <summary>Permitted and effective ones; <see langword="null"/> for what the user has by default.</summary>
    public ulong? GivenCapabilities { get; set; }

    public ulong ExeInode { get; set; } = 1000;

    public ulong ExeChanged { get; set; } = Scene.Start - Scene.Day;

    public ulong ExeModified { get; set; } = Scene.Start - Scene.Day;

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Started { get; set; } = Scene.Start - Scene.Hour;

    public ulong Capabilities => GivenCapabilities ?? (UserId == 0 ? AllCapabilities : 0);

    /// <summary>Descriptors that the process has before the first event.</summary>
    public List<GivenDescriptor> Descriptors { get; init; } = [];

    /// <summary>Numbers of descriptors that are taken.</summary>
    public SortedSet<long> Numbers { get; init; } = [0, 1, 2];

    /// <summary>Takes the lowest free number for a descriptor, as the kernel does.</summary>
    public long TakeNumber()
    {
        long number = 3;
        while (!Numbers.Add(number))
            number++;
        return number;
    }

    /// <summary>A copy that a fork makes.</summary>
    public GivenProcess Fork(long id) => this with
    {
        Id = id,
        ParentId = Id,
        VirtualId = null,
        VirtualProcessGroupId = VirtualProcessGroupId,
        Descriptors = [],
        Numbers = [.. Numbers],
    };

    /// <summary>Names the program by its path.</summary>
    public void SetProgram(string path)
    {
        Exe = path;
        ExePath = path;
        SetComm(path[(path.LastIndexOf('/') + 1)..]);
    }

    /// <summary>Sets the name, cut as the kernel does.</summary>
    public void SetComm(string name) => Comm = name.Length > MaxComm ? name[..MaxComm] : name;
}
