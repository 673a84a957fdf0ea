namespace Falco.Rules.Tests.Compilation;

public sealed class TransformerTests
{
    [Fact]
    public void Transformers_change_values() => Conditions.AssertTable(
        """
        toupper(t.name) = NGINX ⇶ true
        tolower(toupper(t.name)) = nginx ⇶ true
        toupper(t.list) in (A, B) ⇶ true
        basename(t.path) = core.so ⇶ true
        basename("/a/b/") = "" ⇶ true
        b64(t.b64) = nginx ⇶ true
        b64("bmdpbng") = nginx ⇶ true
        b64("bmdpbnh=") exists ⇶ false
        b64("bmdpb") exists ⇶ false
        b64("!!") exists ⇶ false
        b64("") = "" ⇶ true
        len(t.name) = 5 ⇶ true
        len(t.list) = 3 ⇶ true
        len(t.nolist) = 0 ⇶ true
        len(t.buffer) = 3 ⇶ true
        len(("a", t.name, t.list)) = 5 ⇶ true
        concat(t.name, ":", t.empty) = "nginx:" ⇶ true
        join(",", t.list) = "a,b,b" ⇶ true
        join(", ", t.nolist) = "" ⇶ true
        join("-", ("x", t.int, t.ip6, t.bool)) = "x--5-2001:db8::1-true" ⇶ true
        join(t.name, ("<", ">")) = "<nginx>" ⇶ true
        len(getopt(("-a", "-b"), "ab")) = 2 ⇶ true
        """);

    [Fact]
    public void A_missing_argument_leaves_no_value() => Conditions.AssertTable(
        """
        toupper(t.none) exists ⇶ false
        concat(t.name, t.none) exists ⇶ false
        join("-", (t.name, t.none)) exists ⇶ false
        join(t.none, t.list) exists ⇶ false
        len(t.none) = 0 ⇶ false
        len((t.none)) = 0 ⇶ false
        """);

    [Fact]
    public void Short_options_are_read_like_a_shell_does() => Conditions.AssertTable(
        """
        getopt(t.argv, "lp:") in (l, p, 80) ⇶ true
        getopt(t.argv, "lp:")[p] = 80 ⇶ true
        getopt(t.argv, "lp:")[l] = l ⇶ true
        getopt(t.argv, "lp:")[x] exists ⇶ false
        getopt(("-a", "--", "-b"), "ab") intersects (b) ⇶ false
        getopt(("--long", "-b"), "b") intersects (b) ⇶ true
        getopt(("-xb"), ":b") in ("?", b) ⇶ true
        getopt(("-b"), "b:") in ("") ⇶ true
        getopt(("-b", "1", "-b", "2"), "b:")[b] = 2 ⇶ true
        """);

    [Fact]
    public void Misused_transformers_are_errors() => Conditions.AssertErrors(
        """
        toupper(t.int) = 1 ⇶ can't add field transformer: type 'INT64' is not supported by 'toupper' transformer applied on field 't.int'
        tolower(t.numbers) in (1) ⇶ can't add field transformer: type 'UINT64' is not supported by 'tolower' transformer applied on list field 't.numbers'
        toupper(len(t.name)) = 1 ⇶ can't add field transformer: type 'UINT64' is not supported by 'toupper' transformer applied on field 't.name'
        toupper(t.fixed) = 1 ⇶ field 't.fixed' does not support transformers
        toupper(t.name)[x] = 1 ⇶ filter error: transformer 'toupper' does not support field arguments
        concat(t.name, "a")[x] = 1 ⇶ transformer 'concat' does not support field arguments
        t.name = val(t.name)[x] ⇶ filter error: transformer 'val' does not support field arguments
        concat(t.name) = x ⇶ unknown field transfomer 'concat'
        toupper(t.name, t.name) = x ⇶ unknown multivalue transformer
        join(t.list, t.list) = x ⇶ join() first argument (separator) must be a single value, not a list
        join("a", t.name) = x ⇶ join() second argument must be a list
        join("a", t.list, "b") = x ⇶ join() requires exactly 2 arguments: separator and list
        join(",", getopt(t.argv, "l")) = x ⇶ join() second argument must be a list
        concat(t.int, "a") = x ⇶ concat() arguments must be strings
        getopt(t.name, "a") in (x) ⇶ getopt() first argument must be a list
        getopt(t.argv, t.list) in (x) ⇶ getopt() second argument (optstring) must be a single value
        getopt(t.numbers, "a") in (x) ⇶ getopt() arguments must be strings
        getopt(t.argv, "a")[ab] = x ⇶ getopt() field argument must be a single option character
        getopt(t.argv, "a", "b") in (x) ⇶ getopt() requires exactly 2 arguments: args list and optstring
        toupper(t.unknown) = x ⇶ filter_check called with nonexistent field t.unknown
        """);
}
