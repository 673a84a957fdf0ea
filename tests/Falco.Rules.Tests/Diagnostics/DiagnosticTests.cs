using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;
using Falco.Rules.Tests.Loading;

namespace Falco.Rules.Tests.Diagnostics;

/// <summary>Where diagnostics point, and what they suggest.</summary>
public sealed class DiagnosticTests
{
    private const string Known = "- list: shells\n  items: [sh]\n- macro: opened\n  condition: evt.type = open\n";

    public static TheoryData<string, string, string> Slips => new()
    {
        { Files.Rule("r", "evt.type = open and proc.nmae = cat"), "proc.nmae", "proc.name" },
        { Files.Rule("r", "evt.type = opem"), "opem", "open" },
        { Files.Rule("r", "opend and proc.name = a"), "opend", "opened" },
        { Files.Rule("r", "evt.type = open").Replace("output: o", "output: by %proc.nmae"), "proc.nmae", "proc.name" },
        { "- list: shels\n  items: [a]\n  override:\n    items: append\n", "shels", "shells" },
        { "- macro: openedd\n  condition: or evt.type = openat\n  override:\n    condition: append\n", "openedd", "opened" },
        { Files.Rule("rule one", "evt.type = open") + "- rule: rule on\n  enabled: false\n", "rule on", "rule one" },
        { Files.Rule("r", "evt.type = open", "  tag: [a]\n"), "tag", "tags" },
        { "- macros: m\n  condition: evt.type = open\n", "macros", "macro" },
        { Files.Rule("r", "evt.type = open", "  source: sycall\n"), "sycall", "syscall" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_is_shown_in_its_place_with_what_may_have_been_meant(string content, string word, string meant)
    {
        string whole = Known + content;
        Diagnostic diagnostic = Find(whole, word);

        Assert.Equal($"did you mean '{meant}'?", diagnostic.Help);
        Assert.Equal(word, TextOf(whole, diagnostic.Range!));
        Assert.Equal(new DiagnosticEdit(diagnostic.Range!, meant), diagnostic.Edit);
        Assert.DoesNotContain("did you mean", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_like_no_other_is_not_guessed_at()
    {
        Diagnostic diagnostic = Find(Files.Rule("r", "evt.type = open and something.else = cat"), "something.else");
        Assert.Equal(("", null), (diagnostic.Help, diagnostic.Edit));
    }

    [Fact]
    public void A_field_that_only_a_macro_names_is_shown_in_the_macro()
    {
        const string Content = "- macro: m\n  condition: proc.nmae = a\n";
        Diagnostic diagnostic = Find(Content + Files.Rule("r", "evt.type = open and m"), "proc.nmae");
        Assert.Equal(new TextRange("f.yaml", new TextPosition(2, 14), new TextPosition(2, 23)), diagnostic.Range);
    }

    [Theory]
    [InlineData("- macro: m\n  condition: >\n    evt.type = open\n    and ) fd.num = 1\n", 4, 9)]
    [InlineData("- macro: m\n  condition: (evt.type = open\n      and )\n", 3, 11)]
    [InlineData("- macro: m\n  condition: 'evt.type = open or = 3'\n", 2, 34)]
    public void An_error_of_syntax_is_shown_where_the_file_has_it(string content, int line, int column)
    {
        (_, RuleLoadResult result) = Files.Load(content);
        Assert.Equal(new TextPosition(line, column), Assert.Single(result.Errors).Range!.Start);
    }

    [Fact]
    public void Columns_count_characters_not_bytes()
    {
        (_, RuleLoadResult result) = Files.Load("- {list: ü, items: [], itmes: x}\n");
        Assert.Contains(result.Warnings, warning => warning.Edit is { NewText: "items", Range.Start: { Line: 1, Column: 24 } });
    }

    [Fact]
    public void An_item_is_shown_by_its_first_line()
    {
        (_, RuleLoadResult result) = Files.Load("- list: l\n  items: [a]\n- list: m\n  items: [b]\n");
        Assert.Equal(["list: l", "list: m"], result.Warnings.Select(warning => TextOf("- list: l\n  items: [a]\n- list: m\n  items: [b]\n", warning.Range!)));
    }

    [Fact]
    public void Json_holds_everything_that_an_editor_needs()
    {
        (_, RuleLoadResult result) = Files.Load("- list: l\n  items: []\n  itmes: [a]\n");
        Assert.Equal(
            """
            [{"code":"LOAD_UNKNOWN_KEY","edit":{"new_text":"items","range":{"end":{"column":8,"line":3},"file":"f.yaml","start":{"column":3,"line":3}}},"help":"did you mean 'items'?","message":"Unknown key 'itmes'. The key will be ignored.","range":{"end":{"column":8,"line":3},"file":"f.yaml","start":{"column":3,"line":3}},"severity":"warning","title":"Unknown key in item definition"}]
            """,
            DiagnosticJson.Write(result.Warnings.Take(1)));
    }

    [Theory]
    [InlineData("proc.nmae", "proc.name", 1)]
    [InlineData("abc", "abc", 0)]
    [InlineData("ABC", "abc", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Slips_are_counted_letter_by_letter(string from, string to, int distance) =>
        Assert.Equal(distance, UnknownName.Distance(from, to));

    private static Diagnostic Find(string content, string word)
    {
        (_, RuleLoadResult result) = Files.Load(content);
        return Assert.Single(result.Diagnostics, diagnostic => diagnostic.Range is { } range && TextOf(content, range) == word);
    }

    private static string TextOf(string content, TextRange range)
    {
        string line = content.Split('\n')[range.Start.Line - 1];
        return range.End.Line == range.Start.Line ? line[(range.Start.Column - 1)..(range.End.Column - 1)] : line[(range.Start.Column - 1)..];
    }
}
