using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Plugins;

/// <summary>The parsers that see the events of a picture of the host, in the order of loading.</summary>
internal sealed class EventParsers
{
    private readonly IEventParserPlugin[] _parsers;

    // Per type, whether a parser wants it: parsers one after another.
    private readonly bool[] _wanted;

    public EventParsers(IReadOnlyList<IEventParserPlugin> parsers)
    {
        _parsers = [.. parsers];
        _wanted = new bool[_parsers.Length * EventSchema.TypeCount];
        for (int i = 0; i < _parsers.Length; i++)
        {
            Span<bool> wanted = _wanted.AsSpan(i * EventSchema.TypeCount, EventSchema.TypeCount);
            if (_parsers[i].ParsedEventTypes is not { } types)
            {
                wanted.Fill(true);
                continue;
            }

            foreach (EventType type in types)
            {
                if ((ushort)type < EventSchema.TypeCount)
                    wanted[(int)type] = true;
            }
        }
    }

    public void Parse(in HostEvent view)
    {
        int type = (int)view.Event.Type;
        for (int i = 0; i < _parsers.Length; i++)
        {
            if (_wanted[i * EventSchema.TypeCount + type])
                _parsers[i].Parse(in view);
        }
    }
}
