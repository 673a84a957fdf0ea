namespace Falco.Rules.Tests.Compilation;

public sealed class RightHandSideTests
{
    [Fact]
    public void Values_of_one_event_are_compared_with_one_another() => Conditions.AssertTable(
        """
        t.name = val(t.same) ⇶ true
        t.name != val(t.same) ⇶ false
        t.name = tolower(t.mixed) ⇶ true
        t.name = toupper(t.mixed) ⇶ false
        t.name glob val(t.dash) ⇶ true
        t.name contains val(t.empty) ⇶ true
        t.name in val(t.same) ⇶ true
        t.name >= val(t.same) ⇶ true
        t.list in val(t.list) ⇶ true
        t.argv in val(t.list) ⇶ false
        t.list intersects val(t.argv) ⇶ false
        t.nolist in val(t.list) ⇶ true
        t.int <= val(t.nonum) ⇶ false
        t.ip = val(t.ip6) ⇶ false
        t.ip != val(t.ip6) ⇶ true
        len(t.list) = len("abc") ⇶ true
        """);
}
