using System.Globalization;
using System.Text;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>An event that the kernel sent, copied out of the ring.</summary>
internal sealed class CallEvent
{
    private readonly byte[] _bytes;

    public CallEvent(in Event view)
    {
        _bytes = view.Bytes.ToArray();
        Type = view.Type;
        ThreadId = view.ThreadId;
        Timestamp = view.Timestamp;
    }

    public EventType Type { get; }

    public long ThreadId { get; }

    public ulong Timestamp { get; }

    public EventTypeInfo Info => EventSchema.Get(Type);

    /// <summary>The bytes of a parameter; empty if there is no value.</summary>
    public byte[] Bytes(string parameter)
    {
        Event.TryRead(_bytes, 0, EventFlags.None, out Event view);
        return view.GetBytes(IndexOf(parameter)).ToArray();
    }

    /// <summary>The number in a parameter.</summary>
    public long Number(string parameter)
    {
        Event.TryRead(_bytes, 0, EventFlags.None, out Event view);
        int index = IndexOf(parameter);
        return view.TryGetInt64(index, out long value) ? value
            : view.TryGetUInt64(index, out ulong unsigned) ? (long)unsigned
            : throw new FormatException($"{this}: '{parameter}' is no number");
    }

    /// <summary>The text in a parameter, without its end.</summary>
    public string Text(string parameter)
    {
        byte[] bytes = Bytes(parameter);
        Assert.True(bytes.Length > 0 && bytes[^1] == 0, $"{this}: '{parameter}' is not ended");
        return Encoding.UTF8.GetString(bytes.AsSpan(0, bytes.Length - 1));
    }

    /// <summary>The texts in a parameter that holds a list of them.</summary>
    public string[] Texts(string parameter)
    {
        byte[] bytes = Bytes(parameter);
        return bytes.Length == 0 ? [] : Encoding.UTF8.GetString(bytes.AsSpan(0, bytes.Length - 1)).Split('\0');
    }

    /// <summary>Compares every parameter of the event: all must be named, in the order of the schema.</summary>
    /// <param name="expected">A number, a text, bytes, texts, bounds, or <see langword="null"/> for a parameter without a value.</param>
    public void Expect(params ReadOnlySpan<(string Name, object? Value)> expected)
    {
        string wanted = string.Join("; ", expected.ToArray().Select(pair => $"{pair.Name}={Describe(pair.Value)}"));
        string found = string.Join("; ", expected.ToArray().Select(pair => $"{pair.Name}={Describe(Actual(pair.Name, pair.Value))}"));
        Assert.Equal(Info.Parameters.Select(parameter => parameter.Name.ToString()), expected.ToArray().Select(pair => pair.Name));
        Assert.Equal(wanted, found);
    }

    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Type}");
        foreach (ParameterInfo parameter in Info.Parameters)
            text.Append(CultureInfo.InvariantCulture, $" {parameter.Name}={Convert.ToHexString(Bytes(parameter.Name.ToString()))}");
        return text.ToString();
    }

    private static string Describe(object? value) => value switch
    {
        null => "nothing",
        byte[] bytes => Convert.ToHexString(bytes),
        string[] texts => $"[{string.Join("|", texts)}]",
        string text => $"\"{text}\"",
        NumberBetween bounds => bounds.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"a value of {value.GetType()} cannot be compared"),
    };

    // Read as what is expected, so that a difference is told in the same words.
    private object? Actual(string parameter, object? expected)
    {
        byte[] bytes = Bytes(parameter);
        if (bytes.Length == 0)
            return null;
        return expected switch
        {
            null or byte[] => bytes,
            string => Text(parameter),
            string[] => Texts(parameter),
            NumberBetween bounds => bounds.Contains(Number(parameter)) ? bounds : Number(parameter),
            ulong => (ulong)Number(parameter),
            uint => (uint)Number(parameter),
            int => (int)Number(parameter),
            ushort => (ushort)Number(parameter),
            byte => (byte)Number(parameter),
            _ => (object)Number(parameter),
        };
    }

    private int IndexOf(string parameter)
    {
        int index = Info.IndexOf(Encoding.UTF8.GetBytes(parameter));
        return index >= 0 ? index : throw new ArgumentException($"{Type} has no parameter '{parameter}'");
    }
}
