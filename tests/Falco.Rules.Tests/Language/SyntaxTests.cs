using System.Text;
using Falco.Rules.Language;

namespace Falco.Rules.Tests.Language;

/// <summary>The grammar of conditions: what parses, as what, and what is said of the rest.</summary>
public sealed class SyntaxTests
{
    [Fact]
    public void Conditions_print_with_explicit_groups_and_plain_quotes() => AssertPrints("""
        a and b and(c)                      ⇶ (a and b and c)
        (a)and(b)or(c)                      ⇶ ((a and b) or c)
        a or b and not c                    ⇶ (a or (b and not c))
        not not(a)                          ⇶ a
        not(a)and(not(b))                   ⇶ (not a and not b)
        a and notb                          ⇶ (a and notb)
        and                                 ⇶ and
        a.b = not                           ⇶ a.b = not
        a.b == a.a                          ⇶ a.b == a.a
        a.g in (1, 'a', b.c)                ⇶ a.g in (1, a, b.c)
        fd.name=*.log                       ⇶ fd.name = *.log
        a.b existsand c                     ⇶ (a.b exists and c)
        fd.name inside                      ⇶ fd.name in side
        t.s = 0a!@#456:/\.;!$%^&*[]{}|      ⇶ t.s = "0a!@#456:/\\.;!$%^&*[]{}|"
        t.s[+0.25e+10] = a                  ⇶ t.s[+0.25e+10] = a
        t.s[""] = a                         ⇶ t.s[""] = a
        t.s['a aa'] = a                     ⇶ t.s["a aa"] = a
        t.s = "it's"                        ⇶ t.s = "it's"
        t.s = "say \"x\""                   ⇶ t.s = "say \"x\""
        t.s = "a\ b"                        ⇶ t.s = "a\\b"
        t.s = a<b>c                         ⇶ t.s = a<b>c
        t.n >= -1                           ⇶ t.n >= -1
        t.n <= 0x12345                      ⇶ t.n <= 0x12345
        t.n > 1.2                           ⇶ t.n > 1.2
        t.l in ()                           ⇶ t.l in ()
        t.l pmatch (v)                      ⇶ t.l pmatch (v)
        b64( t.f ) exists                   ⇶ b64(t.f) exists
        toupper(b64(t.f)) exists            ⇶ toupper(b64(t.f)) exists
        t.f = val(t.g)                      ⇶ t.f = val(t.g)
        t.f contains oneof (a, b)           ⇶ t.f contains oneof (a, b)
        t.f contains oneof                  ⇶ t.f contains oneof
        t.f contains oneof and a            ⇶ (t.f contains oneof and a)
        t.f contains oneof l                ⇶ t.f contains oneof l
        join("-", ("x", t.f, 5)) = a        ⇶ join(-,(x,t.f,5)) = a
        getopt(t.a, "ab:")[b] = c           ⇶ getopt(t.a,ab:)[b] = c
        """);

    [Fact]
    public void What_does_not_parse_is_told_in_the_words_of_the_reference() => AssertErrors("""
        a andb           ⇶ 5 expected blank or '(' after 'and'
        a or             ⇶ 4 expected blank or '(' after 'or'
        a not b          ⇶ 2 unexpected token after 'a', expecting 'or', 'and'
        (a.b = 1         ⇶ 8 expected a ')' token
        a.b = b = 1      ⇶ 8 unexpected token after 'b', expecting 'or', 'and'
        a.g in (1,, b)   ⇶ 10 expected a string value
        t.s[] = a        ⇶ 4 expected a valid field argument: a quoted string or a bare string
        t.s[a = b        ⇶ 5 expected a ']' token
        t.s = "mixed \'" ⇶ 16 invalid \' escape in "-quoted string
        t.s = "\q"       ⇶ 10 unsupported string escape sequence: \q
        t.n >= 0aa       ⇶ 8 unexpected token after '0', expecting 'or', 'and'
        val(t.f) exists  ⇶ 3 unexpected token after 'val', expecting 'or', 'and'
        b64(x) exists    ⇶ 4 expected field transformer argument: field, transformer, quoted string, number, or transformer list
        b64(t.f exists   ⇶ 8 expected a ')' token closing the transformer
        t.f = val(x)     ⇶ 10 expected a field within 'val' transformer
        #a               ⇶ 0 expected a '(' token, a field check, or an identifier
        """);

    [Fact]
    public void An_empty_condition_is_an_error() => Assert.Equal("filter input string is empty", Parse("").Error);

    [Fact]
    public void A_missing_operator_is_told_with_all_operators() => Assert.Equal(
        "expected a valid check operator: one of 'exists', '<=', '<', '>=', '>', '==', '=', '!=', 'glob', 'iglob', 'contains', 'icontains', "
        + "'bcontains', 'startswith', 'bstartswith', 'endswith', 'regex', 'intersects', 'in', 'pmatch'",
        Parse("a.b EXISTS").Error);

    [Fact]
    public void Nesting_is_bounded_and_a_pair_of_parentheses_costs_five_levels()
    {
        Assert.Null(Parse(Nested(18)).Error);
        Assert.Equal("exceeded max depth limit of 100", Parse(Nested(20)).Error);
        Assert.Null(Parse(Nested(180), ConditionParserOptions.ForRules).Error);
        Assert.Equal("exceeded max depth limit of 1000", Parse(Nested(100_000), ConditionParserOptions.ForRules).Error);
    }

    [Fact]
    public void Both_characters_of_a_line_end_count_as_lines()
    {
        ConditionNode? node = Parse("a\r\nand b.c = d").Node;
        Assert.Equal(new SourcePosition(7, 3, 5), Assert.IsType<AndNode>(node).Children[1].Position);
    }

    [Fact]
    public void Text_is_held_byte_by_byte_and_escapes_can_write_any_byte()
    {
        ConditionNode? node = Parse("""a.b = "é\xff\x00" """).Node;
        ValueNode value = Assert.IsType<ValueNode>(Assert.IsType<ComparisonNode>(node).Right);
        Assert.Equal([0xC3, 0xA9, 0xFF, 0x00], ByteText.GetBytes(value.Text));
        Assert.Equal("é\uFFFD\0", ByteText.ToText(value.Text));
    }

    [Fact]
    public void Bare_text_ends_before_what_is_not_UTF8()
    {
        byte[] text = [.. "a.b = é"u8, 0xFF];
        Assert.False(ConditionParser.TryParse(text, ConditionParserOptions.Default, out _, out SourcePosition end, out string? error));
        Assert.Equal(8, end.Offset);
        Assert.EndsWith("expecting 'or', 'and'", error);
    }

    [Fact]
    public void The_longest_operand_is_taken_where_text_may_follow()
    {
        Assert.True(ConditionParser.TryParseOperand("proc.aname[2], x"u8, ConditionParserOptions.Default, out OperandNode? operand, out int consumed, out _));
        Assert.Equal(("proc.aname[2]", 13), (ConditionPrinter.Print(operand), consumed));
        Assert.False(ConditionParser.TryParseOperand("% x"u8, ConditionParserOptions.Default, out _, out _, out string? error));
        Assert.Equal("unexpected token after '", error);
    }

    private static (ConditionNode? Node, string? Error, SourcePosition End) Parse(string text, ConditionParserOptions? options = null)
    {
        ConditionParser.TryParse(text, options ?? ConditionParserOptions.Default, out ConditionNode? node, out SourcePosition end, out string? error);
        return (node, error, end);
    }

    private static string Nested(int depth) => new StringBuilder().Append('(', depth).Append('a').Append(')', depth).ToString();

    private static void AssertPrints(string table)
    {
        foreach ((string input, string expected) in Rows(table))
        {
            (ConditionNode? node, string? error, _) = Parse(input);
            Assert.True(node is not null, $"{input}: {error}");
            string printed = ConditionPrinter.Print(node);
            Assert.Equal(expected, printed);
        }
    }

    private static void AssertErrors(string table)
    {
        foreach ((string input, string expected) in Rows(table))
        {
            (_, string? error, SourcePosition end) = Parse(input);
            Assert.Equal(expected, $"{end.Offset} {error}");
        }
    }

    private static IEnumerable<(string Input, string Expected)> Rows(string table) =>
        table.Split('\n').Select(line => line.Split('⇶')).Select(parts => (parts[0].Trim(), parts[1].Trim()));
}
