using Falco.Core.Events;

namespace Falco.Core.Fields;

/// <summary>The built-in classes of fields, read from <c>Fields/Schema/*.tsv</c>.</summary>
internal static partial class FieldSchema
{
    private static readonly string[] SyscallOnly = ["syscall"];

    /// <summary>The classes in the order in which they are asked.</summary>
    public static IReadOnlyList<FieldClass> Classes { get; } = LoadClasses();

    /// <summary>The identifier of a built-in field: fields are numbered in the order of the schema.</summary>
    public static FieldId IdOf(FieldDefinition definition) => (FieldId)definition.Ordinal;

    private static List<FieldClass> LoadClasses()
    {
        Dictionary<string, List<FieldDefinition>> fields = LoadFields();
        List<FieldClass> classes = [];
        foreach (string line in ClassRows.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] cells = line.Split('\t');
            string[] sources = cells[3] == "Generic" ? [] : SyscallOnly;
            classes.Add(new FieldClass(cells[1], cells[2], cells[4], sources, fields[cells[0]]) { IsHidden = cells[3] == "Hidden" });
        }

        return classes;
    }

    private static Dictionary<string, List<FieldDefinition>> LoadFields()
    {
        Dictionary<string, List<FieldDefinition>> fields = [];
        int ordinal = 0;
        foreach (string line in FieldRows.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] cells = line.Split('\t');
            if (!fields.TryGetValue(cells[0], out List<FieldDefinition>? list))
                fields.Add(cells[0], list = []);
            list.Add(new FieldDefinition
            {
                Ordinal = ordinal++,
                Name = cells[1],
                Type = TypeOf(cells[2]),
                Flags = FlagsOf(cells[3]),
                Format = FormatOf(cells[4]),
                Dependencies = DependenciesOf(cells[5]),
                Comparison = ComparisonOf(cells[6]),
                DisplayName = cells[7],
                Description = cells[8],
            });
        }

        return fields;
    }

    private static ParameterType TypeOf(string text) => text switch
    {
        "INT16" => ParameterType.Int16,
        "INT32" => ParameterType.Int32,
        "INT64" => ParameterType.Int64,
        "UINT16" => ParameterType.UInt16,
        "UINT32" => ParameterType.UInt32,
        "UINT64" => ParameterType.UInt64,
        "CHARBUF" => ParameterType.CharBuf,
        "BYTEBUF" => ParameterType.ByteBuf,
        "RELTIME" => ParameterType.RelTime,
        "ABSTIME" => ParameterType.AbsTime,
        "PORT" => ParameterType.Port,
        "BOOL" => ParameterType.Bool,
        "DYN" => ParameterType.Dyn,
        "DOUBLE" => ParameterType.Double,
        "IPADDR" => ParameterType.IPAddr,
        "IPNET" => ParameterType.IPNet,
        _ => throw new FormatException($"fields.tsv: unknown type {text}"),
    };

    private static ParameterFormat FormatOf(string text) => text switch
    {
        "NA" => ParameterFormat.None,
        "DEC" => ParameterFormat.Decimal,
        "HEX" => ParameterFormat.Hexadecimal,
        "10_PADDED_DEC" => ParameterFormat.PaddedDecimal,
        "ID" => ParameterFormat.Identifier,
        "DIR" => ParameterFormat.Direction,
        "OCT" => ParameterFormat.Octal,
        _ => throw new FormatException($"fields.tsv: unknown format {text}"),
    };

    private static FieldFlags FlagsOf(string text)
    {
        FieldFlags flags = FieldFlags.None;
        if (text == "-")
            return flags;
        foreach (string word in text.Split('|'))
        {
            flags |= word switch
            {
                "FilterOnly" => FieldFlags.FilterOnly,
                "PrintOnly" => FieldFlags.PrintOnly,
                "ArgumentRequired" => FieldFlags.ArgumentRequired,
                "TableOnly" => FieldFlags.TableOnly,
                "List" => FieldFlags.List,
                "ArgumentAllowed" => FieldFlags.ArgumentAllowed,
                "ArgumentIndex" => FieldFlags.ArgumentIndex,
                "ArgumentKey" => FieldFlags.ArgumentKey,
                "Deprecated" => FieldFlags.Deprecated,
                "NoTransformer" => FieldFlags.NoTransformer,
                "NoRightHandSide" => FieldFlags.NoRightHandSide,
                "Suggested" => FieldFlags.Suggested,
                _ => throw new FormatException($"fields.tsv: unknown flag {word}"),
            };
        }

        return flags;
    }

    private static FieldDependencies DependenciesOf(string text)
    {
        FieldDependencies dependencies = FieldDependencies.None;
        foreach (string word in text.Split('|'))
        {
            dependencies |= word switch
            {
                "Event" => FieldDependencies.Event,
                "Thread" => FieldDependencies.Thread,
                "Lineage" => FieldDependencies.Lineage,
                "Descriptor" => FieldDependencies.Descriptor,
                "Users" => FieldDependencies.Users,
                "Containers" => FieldDependencies.Containers,
                "Interfaces" => FieldDependencies.Interfaces,
                "Clock" => FieldDependencies.Clock,
                _ => throw new FormatException($"fields.tsv: unknown dependency {word}"),
            };
        }

        return dependencies;
    }

    private static FieldComparison ComparisonOf(string text) => text switch
    {
        "Value" => FieldComparison.Value,
        "EitherEnd" => FieldComparison.EitherEnd,
        "AnyAncestor" => FieldComparison.AnyAncestor,
        "Around" => FieldComparison.Around,
        "DomainName" => FieldComparison.DomainName,
        _ => throw new FormatException($"fields.tsv: unknown comparison {text}"),
    };
}
