using System.Globalization;
using System.Net;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;

namespace Falco.Rules.Tests.Graph;

/// <summary>
/// Many conditions over a few fields, as rules have them that are alike: each operator with literals made of values from a capture, so that
/// some hold now and then, and some nearly.
/// </summary>
internal sealed class WitnessConditions(Random random) : IEventObserver
{
    private static readonly string[] Fields = ["proc.name", "proc.cmdline", "proc.pname", "proc.exepath", "fd.name", "fd.directory", "evt.arg.path", "fd.sport", "user.uid", "fd.sip", "fd.snet"];

    private readonly HostState _host = new();
    private readonly FieldScratch _scratch = new();
    private readonly HashSet<string>[] _values = [.. Fields.Select(_ => new HashSet<string>())];

    public IHostTableObserver? Tables => _host;

    public static IReadOnlyList<string> Of(string capture, int count, int seed)
    {
        Random random = new(seed);
        WitnessConditions observer = new(random);
        using CaptureReader reader = CaptureReader.Open(capture);
        reader.Subscribe(observer);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return [.. Enumerable.Range(0, count).Select(_ => observer.Condition())];
    }

    public void OnEvent(in Event view)
    {
        HostEvent current = _host.Apply(in view);
        if (!current.IsShown)
            return;
        for (int i = 0; i < Fields.Length; i++)
        {
            _scratch.Reset();
            string name = Fields[i];
            int dot = name.StartsWith("evt.arg.", StringComparison.Ordinal) ? 7 : -1;
            Assert.True(FieldCatalog.For("syscall").TryResolve(dot < 0 ? name : name[..dot], dot < 0 ? null : name[(dot + 1)..], out Field? field, out _));
            if (field.TryRead(in current, _scratch, out FieldValue value))
                _values[i].Add(TextOf(i, in value));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static string TextOf(int field, in FieldValue value)
    {
        if (IsNumber(field))
            return value.Number.ToString(CultureInfo.InvariantCulture);
        return IsAddress(field) ? new IPAddress(value.Bytes).ToString() : Encoding.UTF8.GetString(value.Bytes);
    }

    private static bool IsAddress(int field) => Fields[field] is "fd.sip" or "fd.snet";

    private static bool IsNumber(int field) => Fields[field] is "fd.sport" or "user.uid";

    private string Condition() => random.Next(6) switch
    {
        0 => $"({Check()} or {Check()})",
        1 => $"{Check()} and not {Check()}",
        2 => $"{Check()} and ({Check()} or {Check()})",
        3 => $"evt.type in (openat, execve, connect, clone) and {Check()}",
        _ => Check(),
    };

    private string Check()
    {
        int field = random.Next(Fields.Length);
        string first = Literal(field);
        if (Fields[field] == "fd.snet")
            return $"fd.snet in (\"{first}/{random.Next(1, 33)}\", \"{Literal(field)}/{random.Next(1, 33)}\")";
        if (IsAddress(field))
            return random.Next(2) == 0 ? $"{Fields[field]} = {Quote(first)}" : $"{Fields[field]} in ({Quote(first)}, {Quote(Literal(field))})";
        if (IsNumber(field))
            return random.Next(2) == 0 ? $"{Fields[field]} = {first}" : $"{Fields[field]} in ({first}, {Literal(field)})";
        return random.Next(9) switch
        {
            0 => $"{Fields[field]} = {Quote(first)}",
            1 => $"{Fields[field]} in ({Quote(first)}, {Quote(Literal(field))})",
            2 => $"{Fields[field]} startswith {Quote(first[..random.Next(first.Length + 1)])}",
            3 => $"{Fields[field]} endswith {Quote(first[random.Next(first.Length + 1)..])}",
            4 => $"{Fields[field]} contains {Quote(Part(first))}",
            5 => $"{Fields[field]} pmatch ({Quote(first)}, {Quote(first[..(first.LastIndexOf('/') + 1)])})",
            6 => $"{Fields[field]} glob {Quote(Pattern(first))}",
            7 => $"{Fields[field]} contains anyof ({Quote(Part(first))}, {Quote(Part(Literal(field)))})",
            _ => $"{Fields[field]} != {Quote(first)}",
        };
    }

    private string Pattern(string text)
    {
        int at = random.Next(text.Length);
        string wildcard = random.Next(4) switch { 0 => "?", 1 => "*", 2 => $"[{text[at]}x]", _ => $"\\\\{text[at]}" };
        return text[..at] + (text[at] is ']' or '[' or '^' or '!' or '-' ? "?" : wildcard) + text[(at + 1)..];
    }

    private string Part(string text)
    {
        int start = random.Next(text.Length + 1);
        return text.Substring(start, random.Next(text.Length - start + 1));
    }

    private string Literal(int field)
    {
        string[] plain = [.. _values[field].Where(text => text.Length is > 0 and < 200 && text.All(c => c is >= ' ' and <= '~' and not ('"' or '\\')))];
        return plain.Length == 0 ? IsAddress(field) ? "10.0.0.7" : "7" : plain[random.Next(plain.Length)];
    }

    private static string Quote(string text) => $"\"{text}\"";
}
