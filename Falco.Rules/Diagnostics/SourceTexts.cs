namespace Falco.Rules.Diagnostics;

/// <summary>The files that the diagnostics of one load point into; each is divided into lines once.</summary>
/// <param name="contents">The files by name, UTF-8.</param>
internal sealed class SourceTexts(IReadOnlyDictionary<string, byte[]> contents)
{
    private readonly Dictionary<string, SourceText> _texts = new(StringComparer.Ordinal);

    /// <summary>The names of all files.</summary>
    public IEnumerable<string> Names => contents.Keys;

    /// <summary>A file, or <see langword="null"/> if it is not at hand.</summary>
    public SourceText? Find(string name)
    {
        if (!_texts.TryGetValue(name, out SourceText? text) && contents.TryGetValue(name, out byte[]? content))
            _texts.Add(name, text = new SourceText(name, content));
        return text;
    }
}
