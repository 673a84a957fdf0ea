using System.Collections.Frozen;

namespace Falco.Core.Events;

/// <summary>All event types, flag tables and system calls, generated from <c>Events/Schema/*.tsv</c>.</summary>
public static partial class EventSchema
{
    /// <summary>The number of event types; valid codes are below it.</summary>
    public const int TypeCount = 454;

    private static readonly Dictionary<int, SchemaName> NamesByOffset = [];
    private static readonly FlagTable[] FlagTables = LoadFlagTables();
    private static readonly ParameterInfo[][] DynamicTables = LoadDynamicTables();
    private static readonly EventTypeInfo[] TypeTable = LoadTypes();
    private static readonly SyscallInfo?[] SyscallTable = LoadSyscalls();
    private static readonly FrozenDictionary<string, SyscallInfo> SyscallsByName =
        SyscallTable.OfType<SyscallInfo>().ToFrozenDictionary(call => call.Name.ToString());

    /// <summary>All event types in the order of their codes.</summary>
    public static IReadOnlyList<EventTypeInfo> Types => TypeTable;

    /// <summary>All system calls; a code without one is absent.</summary>
    public static IEnumerable<SyscallInfo> Syscalls => SyscallTable.OfType<SyscallInfo>();

    /// <summary>What the schema says of a type.</summary>
    /// <exception cref="IndexOutOfRangeException">The code is not below <see cref="TypeCount"/>.</exception>
    public static EventTypeInfo Get(EventType type) => TypeTable[(int)type];

    /// <summary>The system call of a code, or <see langword="null"/>.</summary>
    public static SyscallInfo? GetSyscall(int code) => (uint)code < (uint)SyscallTable.Length ? SyscallTable[code] : null;

    /// <summary>The system call of a (lower-case) name, or <see langword="null"/>.</summary>
    public static SyscallInfo? FindSyscall(string name) => SyscallsByName.GetValueOrDefault(name);

    /// <summary>The table of a name, or <see langword="null"/>.</summary>
    public static FlagTable? FindFlagTable(string name) => Array.Find(FlagTables, table => table.Name.ToString() == name);

    private static EventTypeInfo[] LoadTypes()
    {
        ParameterInfo[] parameters = LoadParameters(ParameterRows);
        EventTypeInfo[] types = new EventTypeInfo[TypeRows.Length / 6];
        for (int i = 0; i < types.Length; i++)
        {
            ReadOnlySpan<ushort> row = TypeRows.Slice(i * 6, 6);
            types[i] = new EventTypeInfo((EventType)i, NameAt(row[0]), (EventCategory)row[1], (EventTypeFlags)row[2],
                Index(row[3]), parameters[row[4]..(row[4] + row[5])]);
        }

        return types.Length == TypeCount ? types : throw new InvalidOperationException($"The schema has {types.Length} types.");
    }

    private static ParameterInfo[] LoadParameters(ReadOnlySpan<ushort> rows)
    {
        ParameterInfo[] parameters = new ParameterInfo[rows.Length / 6];
        for (int i = 0; i < parameters.Length; i++)
        {
            ReadOnlySpan<ushort> row = rows.Slice(i * 6, 6);
            parameters[i] = new ParameterInfo(NameAt(row[0]), (ParameterType)row[1], (ParameterFormat)row[2],
                row[3] == ushort.MaxValue ? null : FlagTables[row[3]], Index(row[5]));
            if (row[4] != ushort.MaxValue)
                parameters[i].Selectable = DynamicTables[row[4]];
        }

        return parameters;
    }

    private static FlagTable[] LoadFlagTables()
    {
        FlagTable[] tables = new FlagTable[FlagTableRows.Length / 3];
        for (int i = 0; i < tables.Length; i++)
        {
            ReadOnlySpan<ushort> row = FlagTableRows.Slice(i * 3, 3);
            FlagName[] entries = new FlagName[row[2]];
            for (int j = 0; j < entries.Length; j++)
            {
                ReadOnlySpan<ushort> flag = FlagRows.Slice((row[1] + j) * 3, 3);
                entries[j] = new FlagName(NameAt(flag[0]), flag[1] | ((uint)flag[2] << 16));
            }

            tables[i] = new FlagTable(NameAt(row[0]), entries);
        }

        return tables;
    }

    private static ParameterInfo[][] LoadDynamicTables()
    {
        ParameterInfo[] parameters = LoadParameters(DynamicParameterRows);
        ParameterInfo[][] tables = new ParameterInfo[DynamicTableRows.Length / 3][];
        for (int i = 0; i < tables.Length; i++)
        {
            ReadOnlySpan<ushort> row = DynamicTableRows.Slice(i * 3, 3);
            tables[i] = parameters[row[1]..(row[1] + row[2])];
        }

        return tables;
    }

    private static SyscallInfo?[] LoadSyscalls()
    {
        int rows = SyscallRows.Length / 7;
        SyscallInfo?[] table = new SyscallInfo?[SyscallRows[(rows - 1) * 7] + 1];
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<ushort> row = SyscallRows.Slice(i * 7, 7);
            table[row[0]] = new SyscallInfo(row[0], NameAt(row[1]), Index(row[2]), Index(row[3]), Type(row[5]), Type(row[6]));
        }

        return table;
    }

    private static EventType? Type(ushort code) => code == ushort.MaxValue ? null : (EventType)code;

    private static int Index(ushort value) => value == ushort.MaxValue ? -1 : value;

    private static SchemaName NameAt(int offset)
    {
        if (!NamesByOffset.TryGetValue(offset, out SchemaName? name))
        {
            ReadOnlySpan<byte> rest = Names[offset..];
            name = new SchemaName(rest[..rest.IndexOf((byte)0)]);
            NamesByOffset.Add(offset, name);
        }

        return name;
    }
}
