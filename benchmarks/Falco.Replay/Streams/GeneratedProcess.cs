namespace Falco.Replay.Streams;

/// <summary>A process of the generated host.</summary>
internal sealed class GeneratedProcess(long id, GeneratedProcess? parent, string program, int life)
{
    private const int MaxDescriptors = 24;

    // Ascending. All but the standard streams are closed on exec, so that a program starts with those.
    private readonly List<long> _descriptors = [0, 1, 2];

    public long Id => id;

    public GeneratedProcess? Parent => parent;

    public string Program { get; set; } = program;

    public uint User => parent?.User ?? (uint)(1000 + (id % 7));

    /// <summary>How many events it still causes; those that never end have a negative number.</summary>
    public int Life { get; set; } = life;

    /// <summary>How many files it has opened: the number in the name of its next one.</summary>
    public int Files { get; set; }

    public IReadOnlyList<long> Descriptors => _descriptors;

    public bool MayOpen => _descriptors.Count < MaxDescriptors;

    /// <summary>Whether there is more to close than the standard streams.</summary>
    public bool MayClose => _descriptors.Count > 3;

    /// <summary>Takes the lowest number that is free, as kernels do.</summary>
    public long Open()
    {
        int number = 0;
        while (number < _descriptors.Count && _descriptors[number] == number)
            number++;
        _descriptors.Insert(number, number);
        return number;
    }

    /// <summary>Gives one of the numbers back, none of the standard streams.</summary>
    public long Close(SeededRandom random)
    {
        int index = 3 + random.Below(_descriptors.Count - 3);
        long descriptor = _descriptors[index];
        _descriptors.RemoveAt(index);
        return descriptor;
    }
}
