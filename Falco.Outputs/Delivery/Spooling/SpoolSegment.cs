using System.Globalization;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>A file of the spool, named after the number of its first alert.</summary>
internal sealed class SpoolSegment(string folder, ulong first)
{
    private const string Extension = ".spool";

    /// <summary>The number of the first alert.</summary>
    public ulong First => first;

    public string Path { get; } = System.IO.Path.Combine(folder, first.ToString("x16", CultureInfo.InvariantCulture) + Extension);

    /// <summary>Bytes that have been written.</summary>
    public long Length { get; set; }

    /// <summary>The segments of a folder in their order.</summary>
    public static List<SpoolSegment> Find(string folder)
    {
        var segments = new List<SpoolSegment>();
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*" + Extension))
        {
            string name = System.IO.Path.GetFileNameWithoutExtension(file.Name);
            if (ulong.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong first))
                segments.Add(new SpoolSegment(folder, first) { Length = file.Length });
        }

        segments.Sort(static (one, other) => one.First.CompareTo(other.First));
        return segments;
    }
}
