namespace Falco.Rules.Language;

/// <summary>The names of the transformers.</summary>
internal static class Transformers
{
    /// <summary>All that can stand on both sides of an operator, in the order in which messages list them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt"];
}
