using System.Text;
using System.Text.Json;
using Falco.Testing.Support;

namespace Falco.Conformance;

/// <summary>One line of a recording: something that the reference was asked, and what it answered.</summary>
public sealed record RecordedOperation(string Folder, string Recording, int Line, JsonElement Data)
{
    /// <summary>What was asked.</summary>
    public string Kind => Data.GetProperty("op").GetString()!;

    /// <summary>Whether the reference itself gave the same again; other lines hang on state that a recording does not hold.</summary>
    public bool IsGraded => !Data.TryGetProperty("replay", out JsonElement replay) || replay.GetBoolean();

    /// <summary>Reads the recordings of a folder, in the order of their names.</summary>
    public static IEnumerable<IReadOnlyList<RecordedOperation>> ReadAll(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(ReferenceData.File("conformance", folder), "*.jsonl").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            yield return [.. File.ReadLines(file).Select((line, i) => new RecordedOperation(folder, name, i + 1, JsonElement.Parse(line)))];
        }
    }

    /// <summary>Reads the operations of some kinds of all recordings of a folder.</summary>
    public static IEnumerable<RecordedOperation> Read(string folder, params string[] kinds) =>
        ReadAll(folder).SelectMany(operations => operations).Where(operation => kinds.Contains(operation.Kind));

    /// <summary>A text, or <see langword="null"/>; texts that are not UTF-8 are recorded as hexadecimal under another key.</summary>
    public byte[]? Bytes(string key) =>
        Data.TryGetProperty(key, out JsonElement text) ? Encoding.UTF8.GetBytes(text.GetString()!)
        : Data.TryGetProperty(key + "_hex", out JsonElement hex) ? Convert.FromHexString(hex.GetString()!)
        : null;

    /// <summary>A text, or <see langword="null"/>.</summary>
    public string? Text(string key) => Data.TryGetProperty(key, out JsonElement text) ? text.GetString() : null;

    /// <summary>A switch; false where it is absent.</summary>
    public bool Flag(string key) => Data.TryGetProperty(key, out JsonElement flag) && flag.GetBoolean();

    /// <inheritdoc/>
    public override string ToString() => $"{Folder}/{Kind} {Recording}:{Line}";
}
