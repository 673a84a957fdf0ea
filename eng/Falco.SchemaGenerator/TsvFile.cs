namespace Falco.SchemaGenerator;

/// <summary>A table of tab-separated values whose first line names the columns.</summary>
internal sealed class TsvFile
{
    private TsvFile(string name, List<string[]> rows)
    {
        Name = name;
        Rows = rows;
    }

    public string Name { get; }

    public List<string[]> Rows { get; }

    public static TsvFile Parse(string path, string text)
    {
        List<string[]> rows = [];
        string[] lines = text.Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            if (line.Length > 0)
                rows.Add(line.Split('\t'));
        }

        return new TsvFile(Path.GetFileNameWithoutExtension(path), rows);
    }
}
