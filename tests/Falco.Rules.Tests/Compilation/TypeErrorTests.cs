using Falco.Rules.Compilation;

namespace Falco.Rules.Tests.Compilation;

public sealed class TypeErrorTests
{
    [Fact]
    public void An_operator_that_a_type_does_not_have_is_an_error() => Conditions.AssertErrors(
        """
        t.int contains 1 ⇶ filter error: 'contains' operator not supported for numeric filters
        t.bool < 1 ⇶ filter error: '<' operator not supported for numeric filters
        t.name bcontains 61 ⇶ filter error: 'bcontains' operator not supported for string filters
        t.buffer glob a ⇶ filter error: 'glob' operator not supported for buffer filters
        t.ip < 1 ⇶ filter error: '<' operator not supported for ip address and network filters
        t.net startswith 1 ⇶ filter error: 'startswith' operator not supported for ip address and network filters
        t.ip regex allof (a) ⇶ filter error: 'regex' with modifier not supported for ip address and network filters
        t.list = a ⇶ filter error: '=' operator not supported list filters
        t.list startswith a ⇶ filter error: 'startswith' operator not supported list filters
        t.uid = 0 ⇶ filter error: '=' operator not supported for type 'UID'
        t.uid exists ⇶ ok
        """);

    [Fact]
    public void A_constant_must_be_of_the_type() => Conditions.AssertErrors(
        """
        t.int = 1.5 ⇶ 1.5 is not a valid number
        t.int = 0x10 ⇶ 0x10 is not a valid number
        t.int = "" ⇶  is not a valid number
        t.int = "1 " ⇶ 1  is not a valid number
        t.int = " +1" ⇶ ok
        t.double = 1.0 ⇶ 1.0 is not a valid number
        t.bool = yes ⇶ filter error: unrecognized boolean value yes
        t.port = nosuchservice ⇶ unrecognized protocol nosuchservice
        t.port = "" ⇶ ok
        t.ip = 10.1 ⇶ unrecognized IPv4 address 10.1
        t.ip = 10.1.2.03 ⇶ unrecognized IPv4 address 10.1.2.03
        t.ip = 10.1.2.256 ⇶ unrecognized IPv4 address 10.1.2.256
        t.ip = localhost ⇶ unrecognized IPv6 address localhost
        t.ip = 1:2:3 ⇶ unrecognized IPv6 address 1:2:3
        t.ip = 1::2::3 ⇶ unrecognized IPv6 address 1::2::3
        t.ip = :: ⇶ ok
        t.net = 10.0.0.1 ⇶ unrecognized IP network 10.0.0.1
        t.net = 10.0.0/8 ⇶ unrecognized IP address 10.0.0/8
        t.net = 10.0.0.0/33 ⇶ invalid netmask 33
        t.net = ::1 ⇶ invalid v6 netmask: ::1
        t.net = ::x/64 ⇶ unrecognized IPv6 address ::x/64
        t.net = ::1/0 ⇶ invalid v6 netmask 0
        t.net = ::1/129 ⇶ invalid v6 netmask 129
        t.name = "a\x00" ⇶ filter error: filter value cannot contain a NUL byte (\x00)
        t.buffer bcontains abc ⇶ filter error: bcontains and bstartswith operator support hex strings only
        t.buffer bstartswith zz ⇶ filter error: bcontains and bstartswith operator support hex strings only
        t.name regex "\\d" ⇶ invalid regex pattern: invalid escape sequence: \d
        evt.type = opennat ⇶ unknown event type opennat
        evt.type in (open, accept4) ⇶ ok
        evt.type startswith ope ⇶ unknown event type ope
        toupper(evt.type) = OPENAT ⇶ unknown event type OPENAT
        t.unknown = 1 ⇶ filter_check called with nonexistent field t.unknown
        t.name[1] = 1 ⇶ filter_check called with nonexistent field t.name[1]
        """);

    [Fact]
    public void The_name_of_an_asynchronous_event_is_known_where_a_plugin_raises_it()
    {
        Assert.True(Falco.Rules.Language.ConditionParser.TryParse("evt.type in (open, my_event)", new(), out var condition, out _, out _));
        Assert.Equal("unknown event type my_event", ConditionBinder.Bind(condition, Conditions.Fields).Error);
        Assert.Null(ConditionBinder.Bind(condition, Conditions.Fields, new HashSet<string> { "my_event" }).Error);
    }

    [Fact]
    public void A_constant_of_256_bytes_is_too_long()
    {
        Assert.Null(Conditions.Bind($"t.name = {new string('a', 255)}").Error);
        string text = new('a', 256);
        Assert.Equal($"filter parameter too long (used=257, available=256):{text}", Conditions.Bind($"t.name = {text}").Error);
        Assert.Equal("filter parameter too long (byte buf)", Conditions.Bind($"t.buffer = {text}").Error);
    }

    [Fact]
    public void Both_sides_of_a_comparison_must_be_of_one_type() => Conditions.AssertErrors(
        """
        t.name = val(t.same) ⇶ ok
        t.name = val(t.int) ⇶ field 't.name' has type 'CHARBUF' while the right-hand side field 't.int' has incompatible type 'INT64'
        t.name in val(t.list) ⇶ field 't.name' has type 'CHARBUF' while the right-hand side field 't.list' has incompatible type 'CHARBUF (list)'
        t.name regex val(t.same) ⇶ operator 'REGEX' doesn't support right-hand side fields
        t.name pmatch val(t.same) ⇶ operator 'PMATCH' doesn't support right-hand side fields
        t.net = val(t.net6) ⇶ field type 'IPNET' doesn't support right-hand side fields
        t.fixed = val(t.name) ⇶ field 't.fixed' doesn't support right-hand side fields
        t.name = val(t.fixed) ⇶ field 't.fixed' can't be used as a right-hand side field
        len(t.name) = val(t.big) ⇶ ok
        """);

    [Fact]
    public void The_first_error_is_told_with_the_place_of_its_check()
    {
        BindingResult result = Conditions.Bind("t.name = a and (t.int = x or t.bool = y)");
        Assert.Null(result.Condition);
        Assert.Equal("x is not a valid number", result.Error);
        Assert.Equal(16, result.ErrorPosition.Offset);
    }

    [Fact]
    public void Equal_checks_have_equal_texts_and_others_do_not()
    {
        Assert.Equal(Text("t.name in (a, b)"), Text("t.name  in ( 'a',\"b\")"));
        Assert.Equal(Text("t.name = a"), Text("t.name == a"));
        Assert.NotEqual(Text("t.name in (a, b)"), Text("t.name in ('a, b')"));
        Assert.NotEqual(Text("t.name = val(t.same)"), Text("t.name = 'val(t.same)'"));
        Assert.NotEqual(Text("concat(t.name, t.same) = x"), Text("concat(t.name, 't.same') = x"));

        static string Text(string condition) => ((BoundCheck)Conditions.Bind(condition).Condition!).Text;
    }
}
