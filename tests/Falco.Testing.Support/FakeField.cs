using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Testing.Support;

/// <summary>A field with a fixed value, or none, for every event.</summary>
public sealed class FakeField : Field
{
    private readonly byte[]? _bytes;
    private readonly ulong? _number;
    private readonly byte[]? _candidates;

    /// <summary>Makes a field.</summary>
    public FakeField(FieldDefinition definition, string text, byte[]? bytes = null, ulong? number = null, byte[]? candidates = null)
        : base(definition, text)
    {
        _bytes = bytes;
        _number = number;
        _candidates = candidates;
    }

    /// <summary>How often the value was read.</summary>
    public int Reads { get; private set; }

    /// <summary>The same field under another text.</summary>
    public FakeField WithText(string text) => new(Definition, text, _bytes, _number, _candidates);

    /// <inheritdoc/>
    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        Reads++;
        value.Bytes = _bytes;
        value.Number = _number ?? 0;
        return _bytes is not null || _number is not null;
    }

    /// <inheritdoc/>
    protected override bool ReadCandidatesCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        value.Bytes = _candidates;
        return _candidates is not null;
    }
}
