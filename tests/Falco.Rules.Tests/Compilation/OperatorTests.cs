namespace Falco.Rules.Tests.Compilation;

public sealed class OperatorTests
{
    [Fact]
    public void Text_is_compared_byte_by_byte() => Conditions.AssertTable(
        """
        t.name = nginx ⇶ true
        t.name == nginx ⇶ true
        t.name = Nginx ⇶ false
        t.name != apache ⇶ true
        t.name > 5 ⇶ true
        t.name < 5 ⇶ false
        t.name <= 9 ⇶ false
        t.name contains gin ⇶ true
        t.name contains "" ⇶ true
        t.name contains GIN ⇶ false
        t.name icontains GIN ⇶ true
        t.name icontains ginger ⇶ false
        t.mixed icontains INX ⇶ true
        t.name startswith ngi ⇶ true
        t.name startswith nginxx ⇶ false
        t.name endswith inx ⇶ true
        t.empty = "" ⇶ true
        t.empty contains a ⇶ false
        t.raw contains "\xff" ⇶ true
        t.raw glob a?b ⇶ true
        t.raw regex "a.b" ⇶ true
        t.raw regex "aÿb" ⇶ false
        """);

    [Fact]
    public void Globs_match_whole_texts() => Conditions.AssertTable(
        """
        t.name glob ng* ⇶ true
        t.name glob NG* ⇶ false
        t.name iglob NG?NX ⇶ true
        t.path glob *core* ⇶ true
        t.path glob /usr/*.so ⇶ true
        t.path glob *.s ⇶ false
        t.name glob [m-o]ginx ⇶ true
        t.name glob [!n]ginx ⇶ false
        """);

    [Fact]
    public void Regular_expressions_match_whole_texts() => Conditions.AssertTable(
        """
        t.name regex "ngin." ⇶ true
        t.name regex "gin" ⇶ false
        t.name regex ".*gin.*" ⇶ true
        t.path regex "/usr/(lib|bin)/[[:alpha:]]+/core\\.so" ⇶ true
        """);

    [Fact]
    public void Paths_match_from_their_root() => Conditions.AssertTable(
        """
        t.path pmatch (/usr/lib) ⇶ true
        t.path pmatch (/usr/li) ⇶ false
        t.path pmatch (/etc, /usr) ⇶ true
        t.path pmatch (/) ⇶ true
        t.path pmatch (/usr/*/nginx) ⇶ true
        t.path pmatch (/usr//lib/) ⇶ true
        t.path pmatch (usr/lib/nginx/core.so/more) ⇶ false
        t.path pmatch () ⇶ false
        """);

    [Fact]
    public void Buffers_are_searched_as_bytes() => Conditions.AssertTable(
        """
        t.buffer = "a\x00b" ⇶ true
        t.buffer = ab ⇶ false
        t.buffer contains "\x00b" ⇶ true
        t.buffer bcontains 0062 ⇶ true
        t.buffer bcontains 0063 ⇶ false
        t.buffer bstartswith 6100 ⇶ true
        t.buffer startswith a ⇶ true
        t.buffer endswith b ⇶ true
        t.buffer in (x, "a\x00b") ⇶ true
        """);

    [Fact]
    public void Numbers_are_compared_with_the_sign_of_their_type() => Conditions.AssertTable(
        """
        t.int = -5 ⇶ true
        t.int < 0 ⇶ true
        t.int >= -5 ⇶ true
        t.int in (1, -5) ⇶ true
        t.small = 255 ⇶ true
        t.uint = -1 ⇶ true
        t.uint > 5 ⇶ true
        t.big = 99999999999999999999 ⇶ true
        t.big > 9223372036854775807 ⇶ true
        t.port = https ⇶ true
        t.port in (http, 443) ⇶ true
        t.port = 65979 ⇶ true
        t.bool = true ⇶ true
        t.bool != false ⇶ true
        t.double > 1 ⇶ true
        t.double < 2 ⇶ true
        t.double = 1 ⇶ false
        """);

    [Fact]
    public void Addresses_are_equal_only_within_their_family() => Conditions.AssertTable(
        """
        t.ip = 10.1.2.3 ⇶ true
        t.ip in (10.1.2.4, 10.1.2.3) ⇶ true
        t.ip = ::1 ⇶ false
        t.ip != ::1 ⇶ true
        t.ip6 = 2001:0db8:0::0001 ⇶ true
        t.ip = oneof (10.1.2.3, 10.1.2.4) ⇶ true
        t.net = 10.1.0.0/16 ⇶ true
        t.net = "10.255.2.3/8" ⇶ true
        t.net = 10.1.2.4/31 ⇶ false
        t.net = 0.0.0.0/0 ⇶ true
        t.net != 10.2.0.0/16 ⇶ true
        t.net in (192.168.0.0/16, 10.0.0.0/8) ⇶ true
        t.net = 2001:db8::/32 ⇶ false
        t.net != 2001:db8::/32 ⇶ true
        t.net6 = 2001:db8::/33 ⇶ true
        """);

    [Fact]
    public void Lists_are_in_a_set_as_a_whole_and_intersect_it_with_any_element() => Conditions.AssertTable(
        """
        t.list in (a, b, c) ⇶ true
        t.list in (a) ⇶ false
        t.list intersects (b, z) ⇶ true
        t.list intersects (z) ⇶ false
        t.nolist in () ⇶ true
        t.nolist in (a) ⇶ true
        t.nolist intersects (a) ⇶ false
        t.numbers in (1, 2, 3) ⇶ true
        t.numbers intersects (2) ⇶ true
        t.name in () ⇶ false
        t.name intersects (nginx) ⇶ true
        """);

    [Fact]
    public void Modifiers_count_the_constants_that_fit() => Conditions.AssertTable(
        """
        t.name startswith oneof (n, a) ⇶ true
        t.name startswith oneof (n, ng) ⇶ false
        t.name startswith anyof (n, ng) ⇶ true
        t.name startswith allof (n, ng) ⇶ true
        t.name startswith allof (n, x) ⇶ false
        t.name != allof (a, b) ⇶ true
        t.name regex anyof ("a.*", "n.*") ⇶ true
        t.name = allof () ⇶ false
        t.name = anyof () ⇶ false
        """);

    [Fact]
    public void What_is_missing_fits_nothing_and_negation_is_applied_outside() => Conditions.AssertTable(
        """
        t.none = x ⇶ false
        t.none != x ⇶ false
        t.none in (x) ⇶ false
        t.none = "<NA>" ⇶ false
        t.none exists ⇶ false
        t.nonum < 1 ⇶ false
        not t.none = x ⇶ true
        not t.none exists ⇶ true
        t.empty exists ⇶ true
        t.nolist exists ⇶ true
        t.name = val(t.none) ⇶ false
        t.none != val(t.name) ⇶ false
        not t.name != val(t.none) ⇶ true
        """);

    [Fact]
    public void Evaluation_goes_from_left_to_right_and_no_further_than_needed()
    {
        var fields = Conditions.Fields;
        Assert.True(Conditions.Evaluate("t.name = nginx or t.path = x and t.none = x", fields));
        Assert.False(Conditions.Evaluate("t.name = x and t.path = x", fields));
        Assert.True(Conditions.Evaluate("(t.name = x or t.empty = \"\") and not t.port = 80", fields));
    }

    [Fact]
    public void Both_ends_of_a_connection_are_asked() => Conditions.AssertTable(
        """
        t.ends = 10.0.0.2 ⇶ true
        t.ends = 10.0.0.3 ⇶ false
        t.ends != 10.0.0.3 ⇶ true
        t.ends != 10.0.0.2 ⇶ false
        t.ends in (10.0.0.9, 10.0.0.1) ⇶ true
        t.ends exists ⇶ true
        t.noends exists ⇶ true
        t.noends = 10.0.0.1 ⇶ false
        t.noends != 10.0.0.1 ⇶ false
        t.noconnection exists ⇶ false
        t.noconnection != 10.0.0.1 ⇶ false
        t.endports < 100 ⇶ true
        t.endports in (22, 80) ⇶ true
        t.endnets = 192.168.0.0/16 ⇶ true
        t.endnets != 172.16.0.0/12 ⇶ true
        t.endnets in (172.16.0.0/12, 192.168.0.0/16) ⇶ false
        t.endnets in (192.168.0.0/16, 172.16.0.0/12) ⇶ true
        """);

    [Fact]
    public void Any_ancestor_will_do() => Conditions.AssertTable(
        """
        t.ancestors = systemd ⇶ true
        t.ancestors != systemd ⇶ true
        t.ancestors in (bash, zsh) ⇶ true
        t.ancestors startswith z ⇶ false
        t.ancestors exists ⇶ true
        t.noancestors exists ⇶ false
        t.noancestors != systemd ⇶ false
        """);

    [Fact]
    public void Evaluating_allocates_nothing()
    {
        string[] conditions =
        [
            "t.name = nginx and t.path pmatch (/usr/*) and t.name regex \"n.*\" and t.mixed iglob N* and t.ip = 10.1.2.3",
            "t.net in (10.0.0.0/8) and t.list intersects (b) and t.port = https and tolower(t.mixed) = nginx and len(t.list) = 3",
            "join(\"-\", (t.name, t.int)) = \"nginx--5\" and b64(t.b64) = nginx and getopt(t.argv, \"lp:\")[p] = 80",
            "concat(t.name, t.empty) = val(t.same) and basename(t.path) = core.so and t.ends != 10.0.0.3 and t.ancestors = bash",
        ];
        var bound = conditions.Select(condition => Conditions.Bind(condition).Condition!).ToArray();
        Falco.Core.Fields.FieldScratch scratch = new();
        for (int i = 0; i < 100; i++)
            EvaluateAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            EvaluateAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void EvaluateAll()
        {
            foreach (var condition in bound)
            {
                scratch.Reset();
                if (!Falco.Rules.Compilation.ConditionInterpreter.Evaluate(condition, default, scratch))
                    Assert.Fail("A condition of the table does not hold.");
            }
        }
    }
}
