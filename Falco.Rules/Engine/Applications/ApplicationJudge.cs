using System.Buffers.Binary;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation.Graph;

namespace Falco.Rules.Engine.Applications;

/// <summary>Judges one application's object at a time: what a call needs for itself.</summary>
internal sealed class ApplicationJudge
{
    // Whoever sends large values should not make the process keep room for them.
    private const int MaxKeptScratch = 256 * 1024;

    private readonly EventJudge _judge;
    private readonly HostState _host;
    private readonly byte[] _header = new byte[Event.HeaderSize];
    private long _truncated;

    /// <param name="host">An empty picture, which is read only and may be shared.</param>
    /// <param name="rules">The rules to begin with.</param>
    /// <param name="options">How they are judged.</param>
    /// <param name="outlet">Where alerts go.</param>
    public ApplicationJudge(HostState host, ActiveRules rules, ApplicationEngineOptions options, AlertOutlet outlet)
    {
        _host = host;
        _judge = new EventJudge(host, rules, options.Judging, outlet, new FieldScratch { MaxTextLength = options.MaxTextLength });
        BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(8), -1);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(16), Event.HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(20), (ushort)EventType.PlugineventEnter);
    }

    /// <summary>Whether it may wait for the next call.</summary>
    public bool IsWorthKeeping => _judge.Scratch.Capacity <= MaxKeptScratch;

    /// <summary>Judges an object.</summary>
    /// <param name="rules">The rules in use.</param>
    /// <param name="list">Those of them that the event can meet.</param>
    /// <param name="type">The type of the event.</param>
    /// <param name="payload">The object.</param>
    /// <param name="number">The number of the event.</param>
    /// <param name="time">Nanoseconds since the Unix epoch.</param>
    /// <param name="verdict">What the rules say, or have said when something threw.</param>
    public void Judge(ActiveRules rules, RuleList list, EventTypeInfo type, object payload, ulong number, ulong time, ref Verdict verdict)
    {
        if (_judge.Rules != rules)
            _judge.Adopt(rules);
        BinaryPrimitives.WriteUInt64LittleEndian(_header, time);
        HostEvent current = new()
        {
            Event = Event.OfHeader(_header, type),
            Host = _host,
            Number = number,
            DescriptorNumber = -1,
            Payload = payload,
            IsShown = true,
        };
        _judge.Judge(list, in current, ref verdict);
    }

    /// <summary>How many texts were cut since this was asked last.</summary>
    public long TakeTruncated()
    {
        long truncated = _judge.Scratch.TruncatedTexts - _truncated;
        _truncated += truncated;
        return truncated;
    }
}
