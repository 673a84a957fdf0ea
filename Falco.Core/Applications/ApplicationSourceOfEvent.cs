using System.Net;
using System.Net.Sockets;
using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Core.Applications;

/// <summary>A source whose events are objects of one type.</summary>
/// <remarks>
/// A getter is called on the thread that has the object, when a rule asks for its field, and gives <see langword="null"/> where there is no
/// value: every comparison is then false. Getters should be <see langword="static"/>, and must not change the object. One that throws
/// counts as a fault of the rules that read it.
/// </remarks>
/// <example><code>
/// ApplicationSource&lt;Order&gt; orders = new ApplicationSource&lt;Order&gt;("orders", "placed", "paid")
///     .Text("order.customer", "who ordered", static order => order.Customer)
///     .Number("order.total", "what it costs, in cents", static order => order.Total)
///     .Address("order.ip", "where the customer came from", static order => order.RemoteAddress)
///     .Duration("order.waited", "from placing to paying, in nanoseconds", static order => order.Waited, "paid");
/// </code></example>
/// <typeparam name="TEvent">The type of the objects.</typeparam>
public sealed class ApplicationSource<TEvent> : ApplicationSource
    where TEvent : class
{
    private const int AddressRoom = 16;
    private const int IPv4Length = 4;

    /// <summary>Describes a source.</summary>
    /// <param name="name">The name that rules know.</param>
    /// <param name="events">The names of its events, if there is more than one kind.</param>
    public ApplicationSource(string name, params string[] events)
        : base(name, events)
    {
    }

    /// <summary>Adds a text.</summary>
    /// <param name="name">The name of the field, for instance <c>order.customer</c>.</param>
    /// <param name="description">What it holds, for listings.</param>
    /// <param name="get">Reads it.</param>
    /// <param name="events">The events that have the field; none means all.</param>
    public ApplicationSource<TEvent> Text(string name, string description, Func<TEvent, string?> get, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        return Add(name, description, ParameterType.CharBuf, FieldFlags.None, events, (TEvent source, string _, FieldScratch scratch, ref FieldValue value) =>
            get(source) is { } text && FieldValue.Of(scratch.AddText(text), ref value));
    }

    /// <summary>Adds a text that is UTF-8 already; the default of its type, which a missing array becomes, means that there is none.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> Utf8Text(string name, string description, Func<TEvent, ReadOnlyMemory<byte>> get, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        return Add(name, description, ParameterType.CharBuf, FieldFlags.None, events, (TEvent source, string _, FieldScratch scratch, ref FieldValue value) =>
            get(source) is var text && !text.Equals(default) && FieldValue.Of(scratch.Cut(text.Span), ref value));
    }

    /// <summary>Adds a text that is put together when it is read.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="description">What it holds, for listings.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="events">The events that have the field; none means all.</param>
    public ApplicationSource<TEvent> ComposedText(string name, string description, ApplicationTextReader<TEvent> read, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Add(name, description, ParameterType.CharBuf, FieldFlags.None, events, (TEvent source, string _, FieldScratch scratch, ref FieldValue value) =>
        {
            ApplicationText text = new(scratch);
            bool hasValue = read(source, ref text);
            return FieldValue.Of(text.Finish(), ref value) && hasValue;
        });
    }

    /// <summary>Adds a text for each key that stands in brackets: <c>order.tag[gift]</c>.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> KeyedText(string name, string description, Func<TEvent, string, string?> get, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        return Add(name, description, ParameterType.CharBuf, Keyed, events, (TEvent source, string key, FieldScratch scratch, ref FieldValue value) =>
            get(source, key) is { } text && FieldValue.Of(scratch.AddText(text), ref value));
    }

    /// <summary>Adds a text for each key that stands in brackets, put together when it is read.</summary>
    /// <inheritdoc cref="ComposedText"/>
    public ApplicationSource<TEvent> KeyedText(string name, string description, ApplicationKeyedTextReader<TEvent> read, params string[] events) =>
        AddKeyed(name, description, Keyed, read, events);

    /// <summary>Adds a text that may have a key in brackets; without brackets the key is empty.</summary>
    /// <inheritdoc cref="ComposedText"/>
    public ApplicationSource<TEvent> OptionallyKeyedText(string name, string description, ApplicationKeyedTextReader<TEvent> read, params string[] events) =>
        AddKeyed(name, description, FieldFlags.ArgumentAllowed | FieldFlags.ArgumentKey, read, events);

    /// <summary>Adds a list of texts.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> Texts(string name, string description, Func<TEvent, IReadOnlyList<string>?> get, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        return Add(name, description, ParameterType.CharBuf, FieldFlags.List, events, (TEvent source, string _, FieldScratch scratch, ref FieldValue value) =>
        {
            if (get(source) is not { } texts)
                return false;
            scratch.BeginList();
            for (int i = 0; i < texts.Count; i++)
                scratch.AddElement(texts[i].AsSpan());
            return FieldValue.Of(scratch.EndList(), ref value);
        });
    }

    /// <summary>Adds a number.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> Number(string name, string description, Func<TEvent, long?> get, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        return Add(name, description, ParameterType.Int64, FieldFlags.None, events, (TEvent source, string _, FieldScratch _, ref FieldValue value) =>
            get(source) is { } number && FieldValue.Of(number, ref value));
    }

    /// <summary>Adds a truth value.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> Flag(string name, string description, Func<TEvent, bool?> get, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        return Add(name, description, ParameterType.Bool, FieldFlags.None, events, (TEvent source, string _, FieldScratch _, ref FieldValue value) =>
            get(source) is { } truth && FieldValue.Of(truth, ref value));
    }

    /// <summary>Adds a port; conditions may name a service.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> Port(string name, string description, Func<TEvent, int?> get, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        return Add(name, description, ParameterType.Port, FieldFlags.None, events, (TEvent source, string _, FieldScratch _, ref FieldValue value) =>
            get(source) is >= 0 and <= ushort.MaxValue and var port && FieldValue.Of((ulong)(ushort)port, ref value));
    }

    /// <summary>Adds a length of time; conditions count it in nanoseconds. One that is less than nothing counts as zero.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> Duration(string name, string description, Func<TEvent, TimeSpan?> get, params string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        const ulong NanosecondsPerTick = 100;
        return Add(name, description, ParameterType.RelTime, FieldFlags.None, events, (TEvent source, string _, FieldScratch _, ref FieldValue value) =>
            get(source) is { } time && FieldValue.Of((ulong)Math.Max(0, time.Ticks) * NanosecondsPerTick, ref value));
    }

    /// <summary>Adds an address, compared with addresses; an IPv4 address that is mapped to IPv6 counts as the IPv4 address.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> Address(string name, string description, Func<TEvent, IPAddress?> get, params string[] events) =>
        AddAddress(name, description, ParameterType.IPAddr, get, events);

    /// <summary>Adds an address that is compared with networks: <c>order.net in (10.0.0.0/8)</c>.</summary>
    /// <inheritdoc cref="Text"/>
    public ApplicationSource<TEvent> Network(string name, string description, Func<TEvent, IPAddress?> get, params string[] events) =>
        AddAddress(name, description, ParameterType.IPNet, get, events);

    private static FieldFlags Keyed => FieldFlags.ArgumentRequired | FieldFlags.ArgumentKey;

    private ApplicationSource<TEvent> AddKeyed(
        string name, string description, FieldFlags flags, ApplicationKeyedTextReader<TEvent> read, string[] events)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Add(name, description, ParameterType.CharBuf, flags, events, (TEvent source, string key, FieldScratch scratch, ref FieldValue value) =>
        {
            ApplicationText text = new(scratch);
            bool hasValue = read(source, key, ref text);
            return FieldValue.Of(text.Finish(), ref value) && hasValue;
        });
    }

    private ApplicationSource<TEvent> AddAddress(string name, string description, ParameterType type, Func<TEvent, IPAddress?> get, string[] events)
    {
        ArgumentNullException.ThrowIfNull(get);
        return Add(name, description, type, FieldFlags.None, events, (TEvent source, string _, FieldScratch scratch, ref FieldValue value) =>
        {
            if (get(source) is not { } address)
                return false;
            Span<byte> bytes = scratch.Take(AddressRoom);
            if (!address.TryWriteBytes(bytes, out int length))
                return false;
            bool isMapped = address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6;
            return FieldValue.Of(isMapped ? bytes[(length - IPv4Length)..length] : bytes[..length], ref value);
        });
    }

    private ApplicationSource<TEvent> Add(
        string name, string description, ParameterType type, FieldFlags flags, string[] events, ApplicationValueReader<TEvent> read)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(description);
        EventTypeInfo[]? types = TypesOf(events);
        Add(new FieldDefinition
        {
            Name = name,
            Type = type,
            Format = type is ParameterType.CharBuf or ParameterType.Bool or ParameterType.IPAddr or ParameterType.IPNet ? ParameterFormat.None : ParameterFormat.Decimal,
            Flags = flags,
            Dependencies = FieldDependencies.Event,
            DisplayName = name,
            Description = description,
            Bind = (FieldBinding binding, out string? error) => ApplicationField<TEvent>.Bind(binding, types, read, out error),
        }, events);
        return this;
    }
}
