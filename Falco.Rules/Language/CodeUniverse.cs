using Falco.Core.Events;

namespace Falco.Rules.Language;

/// <summary>The codes that <c>evt.type</c> can select, and what its names stand for.</summary>
internal sealed class CodeUniverse
{
    private const int FirstNamedType = 2;

    private readonly int _limit;
    private readonly Dictionary<string, CodeSet> _byName = [];

    private CodeUniverse(int limit, IEnumerable<int> all)
    {
        _limit = limit;
        Empty = CodeSet.Of(limit, []);
        All = CodeSet.Of(limit, all);
    }

    /// <summary>The event types.</summary>
    public static CodeUniverse EventTypes { get; } = MakeEventTypes();

    /// <summary>The system calls.</summary>
    public static CodeUniverse Syscalls { get; } = MakeSyscalls();

    /// <summary>All codes.</summary>
    public CodeSet All { get; }

    /// <summary>No code.</summary>
    public CodeSet Empty { get; }

    /// <summary>The codes that some names stand for together; unknown names stand for none.</summary>
    public CodeSet Of(IEnumerable<string> names)
    {
        CodeSet result = Empty;
        foreach (string name in names)
        {
            if (_byName.TryGetValue(name, out CodeSet? codes))
                result = result.Union(codes);
        }

        return result;
    }

    // Names of event types come first; only a name that no event type has can be that of a system call without one of its own.
    private static CodeUniverse MakeEventTypes()
    {
        CodeUniverse universe = new(EventSchema.TypeCount, Enumerable.Range(0, EventSchema.TypeCount));
        universe.Name(EventSchema.Types.Skip(FirstNamedType).Select(type => (type.Name.ToString(), (int)type.Type)));
        CodeSet generic = CodeSet.Of(EventSchema.TypeCount, [(int)EventType.GenericEnter, (int)EventType.GenericExit]);
        foreach (SyscallInfo call in EventSchema.Syscalls)
            universe._byName.TryAdd(call.Name.ToString(), generic);
        return universe;
    }

    private static CodeUniverse MakeSyscalls()
    {
        int limit = EventSchema.Syscalls.Max(call => call.Code) + 1;
        CodeUniverse universe = new(limit, EventSchema.Syscalls.Select(call => call.Code).Where(code => code != 0));
        universe.Name(EventSchema.Syscalls.SelectMany(call => SyscallEventNames.Of(call).Select(name => (name, call.Code))));
        return universe;
    }

    private void Name(IEnumerable<(string Name, int Code)> names)
    {
        foreach (IGrouping<string, int> group in names.GroupBy(entry => entry.Name, entry => entry.Code))
            _byName.Add(group.Key, CodeSet.Of(_limit, group));
    }
}
