using Falco.Testing.Support;

namespace Falco.Documentation.Tests;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="File">The file, from the root of the repository.</param>
/// <param name="Line">The line of the fence, counted from 1.</param>
/// <param name="Language">What the fence says: <c>csharp</c>, <c>yaml</c>, <c>json</c>, <c>bash</c>.</param>
/// <param name="Setting">What surrounds it, from a comment <c>&lt;!-- in: NAME --&gt;</c> right before it; empty for nothing.</param>
/// <param name="Text">The block.</param>
public sealed record Snippet(string File, int Line, string Language, string Setting, string Text)
{
    private const string SettingStart = "<!-- in: ";

    /// <summary>The blocks of all documents.</summary>
    public static IReadOnlyList<Snippet> All { get; } = [.. Documents().SelectMany(Read)];

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}";

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md"))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "README.md", SearchOption.AllDirectories))
            .Where(static path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<Snippet> Read(string path)
    {
        string[] lines = System.IO.File.ReadAllLines(path);
        string file = Path.GetRelativePath(Repository.Root, path);
        for (int i = 0; i < lines.Length; i++)
        {
            string fence = lines[i].TrimStart();
            if (!fence.StartsWith("```", StringComparison.Ordinal))
                continue;
            int indent = lines[i].Length - fence.Length;
            int end = Array.FindIndex(lines, i + 1, static line => line.Trim() == "```");
            if (end < 0)
                throw new InvalidDataException($"{file}:{i + 1}: the block has no end");
            string before = i > 0 ? lines[i - 1].Trim() : "";
            string setting = before.StartsWith(SettingStart, StringComparison.Ordinal) ? before[SettingStart.Length..^3].Trim() : "";
            string text = string.Join('\n', lines[(i + 1)..end].Select(line => line.Length >= indent ? line[indent..] : line));
            yield return new Snippet(file, i + 1, fence[3..].Trim(), setting, text);
            i = end;
        }
    }
}
