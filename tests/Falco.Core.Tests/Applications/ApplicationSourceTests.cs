using System.Net;
using System.Text;
using Falco.Core.Applications;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Core.Tests.Applications;

public sealed class ApplicationSourceTests
{
    private static readonly byte[] Header = new byte[Event.HeaderSize];

    private readonly FieldScratch _scratch = new() { MaxTextLength = 8 };

    [Theory]
    [InlineData("note.text", "plain", "plain")]
    [InlineData("note.text", "", "")]
    [InlineData("note.text", "12345678", "12345678")]
    [InlineData("note.text", "123456789", "12345678")]
    [InlineData("note.text", "1234567é", "1234567")]
    [InlineData("note.text", "12345é", "12345é")]
    [InlineData("note.text", "12345😀", "12345")]
    [InlineData("note.composed", "abc", "<abc>")]
    [InlineData("note.composed", "1234567", "<1234567")]
    [InlineData("note.composed", "123456é", "<123456")]
    [InlineData("note.utf8", "123456é", "123456é")]
    [InlineData("note.utf8", "1234567é", "1234567")]
    [InlineData("note.word[2]", "a b c", "c")]
    [InlineData("note.word[\u00C3\u00A9]", "a é c", "é")]
    public void A_text_is_read_as_UTF_8_and_cut_at_the_end_of_a_character(string field, string text, string expected) =>
        Assert.Equal(expected, Read(field, new Note(text)));

    // No attribute can hold it.
    [Fact]
    public void Half_of_a_surrogate_pair_becomes_a_replacement() => Assert.Equal("a\uFFFDb", Read("note.text", new Note("a\uD800b")));

    [Fact]
    public void What_was_cut_is_counted()
    {
        foreach (string field in (string[])["note.text", "note.composed", "note.utf8"])
            Read(field, new Note("123456789"));
        Read("note.text", new Note("1"));

        Assert.Equal(3, _scratch.TruncatedTexts);
    }

    [Theory]
    [InlineData("note.text")]
    [InlineData("note.composed")]
    [InlineData("note.utf8")]
    [InlineData("note.words")]
    public void Where_the_getter_gives_nothing_the_field_has_no_value(string field) => Assert.Null(Read(field, new Note(null)));

    [Theory]
    [InlineData("10.1.2.3", "0A010203")]
    [InlineData("::ffff:10.1.2.3", "0A010203")]
    [InlineData("2001:db8::1", "20010DB8000000000000000000000001")]
    public void An_address_has_the_bytes_of_its_family_and_a_mapped_one_is_IPv4(string address, string expected)
    {
        _scratch.Reset();
        Field field = Resolve("note.ip");
        HostEvent view = View(new Note("") { Address = IPAddress.Parse(address) });

        Assert.True(field.TryRead(in view, _scratch, out FieldValue value));
        Assert.Equal(expected, Convert.ToHexString(value.Bytes));
    }

    [Theory]
    [InlineData("note.length", 5)]
    [InlineData("note.late", 1)]
    [InlineData("note.port", 443)]
    [InlineData("note.age", 1_500_000)]
    public void A_number_is_a_number_a_truth_value_0_or_1_and_a_duration_nanoseconds(string name, ulong expected)
    {
        HostEvent view = View(new Note("hello"));

        Assert.True(Resolve(name).TryRead(in view, _scratch, out FieldValue value));
        Assert.Equal(expected, value.Number);
    }

    [Fact]
    public void A_list_has_its_elements()
    {
        HostEvent view = View(new Note("a bc é123456789"));

        Assert.True(Resolve("note.words").TryRead(in view, _scratch, out FieldValue value));
        List<string> elements = [];
        foreach (ReadOnlySpan<byte> element in value)
            elements.Add(Encoding.UTF8.GetString(element));
        Assert.Equal(["a", "bc", "é123456"], elements);
    }

    [Theory]
    [InlineData("note.word", null, "filter 'note.word': note.word requires an argument but none provided")]
    [InlineData("note.text", "x", "filter 'note.text[x]': note.text does not allow nor require an argument but one is provided: x")]
    [InlineData("note.textual", null, "filter_check called with nonexistent field note.textual")]
    [InlineData("proc.name", null, "filter_check called with nonexistent field proc.name")]
    public void What_is_no_field_is_told_in_the_words_of_plugins(string name, string? argument, string expected)
    {
        Assert.False(Notes().CreateCatalog().TryResolve(name, argument, out _, out string? error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_field_of_one_event_has_no_value_on_another()
    {
        ApplicationSource<Note> source = new ApplicationSource<Note>("notes", "written", "read").Text("note.reader", "", static note => note.Text, "read");
        Assert.True(source.CreateCatalog().TryResolve("note.reader", null, out Field? field, out _));
        HostEvent written = View(new Note("x"), source.EventTypes[0]);
        HostEvent read = View(new Note("x"), source.EventTypes[1]);

        Assert.False(field.CanHave(source.EventTypes[0]));
        Assert.True(field.CanHave(source.EventTypes[1]));
        Assert.False(field.TryRead(in written, _scratch, out _));
        Assert.True(field.TryRead(in read, _scratch, out _));
        Assert.Equal(["read"], source.EventsOf(field.Definition));
    }

    [Theory]
    [InlineData("evt.source", "notes")]
    [InlineData("evt.type", "read")]
    public void The_source_and_the_event_are_known_by_their_names(string name, string expected)
    {
        ApplicationSource<Note> source = new("notes", "written", "read");
        Assert.True(source.CreateCatalog().TryResolve(name, null, out Field? field, out _));
        HostEvent view = View(new Note(""), source.EventTypes[1]);

        Assert.True(field.TryRead(in view, _scratch, out FieldValue value));
        Assert.Equal(expected, Encoding.UTF8.GetString(value.Bytes));
    }

    [Fact]
    public void Mistakes_of_a_description_are_told_where_they_are_made()
    {
        ApplicationSource<Note> source = Notes();

        Assert.Throws<ArgumentException>(() => source.Text("note", "", static note => note.Text));
        Assert.Throws<ArgumentException>(() => source.Text("evt.note", "", static note => note.Text));
        Assert.Throws<ArgumentException>(() => source.Text("note.text", "", static note => note.Text));
        Assert.Throws<ArgumentException>(() => source.Text("note.other", "", static note => note.Text, "nosuch"));
        Assert.Throws<ArgumentException>(() => new ApplicationSource<Note>("syscall"));
        Assert.Throws<ArgumentException>(() => new ApplicationSource<Note>("notes", "Big Name"));
        Assert.Throws<ArgumentException>(() => new ApplicationSource<Note>("notes", "a", "a"));
        source.CreateCatalog();
        Assert.Throws<InvalidOperationException>(() => source.Text("note.late2", "", static note => note.Text));
    }

    private static ApplicationSource<Note> Notes() => new ApplicationSource<Note>("notes")
        .Text("note.text", "", static note => note.Text)
        .Utf8Text("note.utf8", "", static note => note.Text is { } text ? Encoding.UTF8.GetBytes(text) : null)
        .ComposedText("note.composed", "", static (Note note, ref ApplicationText text) =>
        {
            text.AppendUtf8("<"u8);
            text.Append(note.Text);
            text.AppendUtf8(">"u8);
            return note.Text is not null;
        })
        .KeyedText("note.word", "", static (note, key) =>
            note.Text!.Split(' ') is var words && int.TryParse(key, out int index) ? words[index] : words.FirstOrDefault(word => word == key))
        .Texts("note.words", "", static note => note.Text?.Split(' '))
        .Number("note.length", "", static note => note.Text?.Length)
        .Flag("note.late", "", static _ => true)
        .Port("note.port", "", static _ => 443)
        .Address("note.ip", "", static note => note.Address)
        .Duration("note.age", "", static _ => TimeSpan.FromMilliseconds(1.5));

    private static Field Resolve(string text)
    {
        string[] parts = text.Split('[', ']');
        Assert.True(Notes().CreateCatalog().TryResolve(parts[0], parts.Length > 1 ? parts[1] : null, out Field? field, out string? error), error);
        return field;
    }

    private static HostEvent View(Note note, EventTypeInfo? type = null) => new()
    {
        Event = Event.OfHeader(Header, type ?? EventSchema.Get(EventType.PlugineventEnter)),
        Host = null!,
        Payload = note,
    };

    private string? Read(string name, Note note)
    {
        _scratch.Reset();
        HostEvent view = View(note);
        return Resolve(name).TryRead(in view, _scratch, out FieldValue value) ? Encoding.UTF8.GetString(value.Bytes) : null;
    }

    private sealed record Note(string? Text)
    {
        public IPAddress? Address { get; init; }
    }
}
