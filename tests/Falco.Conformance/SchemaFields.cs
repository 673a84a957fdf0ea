using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>The fields of the catalogue's schema without values, for conditions that are only compiled.</summary>
internal static class SchemaFields
{
    public static FakeFields Load()
    {
        FakeFields fields = new();
        string file = Path.Combine(Repository.Root, "Falco.Core", "Fields", "Schema", "fields.tsv");
        foreach (string[] row in File.ReadLines(file).Skip(1).Select(line => line.Split('\t')))
        {
            FieldDefinition definition = new()
            {
                Name = row[1],
                Type = row[2] == "DYNAMIC" ? ParameterType.Dyn : Enum.Parse<ParameterType>(row[2], ignoreCase: true),
                Flags = row[3] == "-" ? FieldFlags.None : Enum.Parse<FieldFlags>(row[3].Replace('|', ',')),
                Comparison = Enum.Parse<FieldComparison>(row[6]),
                Description = row[8],
            };
            fields.Add(new FakeField(definition, row[1]));
        }

        return fields;
    }
}
