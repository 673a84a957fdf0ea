using System.Text;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>What every event has, whatever its source.</summary>
internal sealed class GenericEventField(FieldBinding binding) : Field(binding.Definition, binding.Text)
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    private readonly FieldId _id = FieldSchema.IdOf(binding.Definition);
    private readonly byte[] _source = Encoding.UTF8.GetBytes(binding.Source);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        ulong time = view.Event.Timestamp;
        switch (_id)
        {
            case FieldId.EvtNum:
                return FieldValue.Of(view.Number, ref value);
            case FieldId.EvtTime:
                return FieldValue.Of(TimeText.Write(time, TimeTextParts.TimeOfDay | TimeTextParts.Fraction, scratch), ref value);
            case FieldId.EvtTimeS:
                return FieldValue.Of(TimeText.Write(time, TimeTextParts.TimeOfDay, scratch), ref value);
            case FieldId.EvtTimeIso8601:
                return FieldValue.Of(TimeText.Write(time, TimeTextParts.Iso, scratch), ref value);
            case FieldId.EvtDatetime:
                return FieldValue.Of(TimeText.Write(time, TimeTextParts.Date | TimeTextParts.TimeOfDay | TimeTextParts.Fraction, scratch), ref value);
            case FieldId.EvtDatetimeS:
                return FieldValue.Of(TimeText.Write(time, TimeTextParts.Date | TimeTextParts.TimeOfDay, scratch), ref value);
            case FieldId.EvtRawtime:
                return FieldValue.Of(time, ref value);
            case FieldId.EvtRawtimeS:
                return FieldValue.Of(time / NanosecondsPerSecond, ref value);
            case FieldId.EvtRawtimeNs:
                return FieldValue.Of(time % NanosecondsPerSecond, ref value);
            case FieldId.EvtReltime:
                return FieldValue.Of(time - view.Host.FirstEventTime, ref value);
            case FieldId.EvtReltimeS:
                return FieldValue.Of((time - view.Host.FirstEventTime) / NanosecondsPerSecond, ref value);
            case FieldId.EvtReltimeNs:
                return FieldValue.Of((time - view.Host.FirstEventTime) % NanosecondsPerSecond, ref value);
            case FieldId.EvtSource:
                return FieldValue.Of(_source, ref value);
            case FieldId.EvtIsAsync:
                return FieldValue.Of(IsMeta(view.Event.Info), ref value);
            case FieldId.EvtAsynctype:
                if (!IsMeta(view.Event.Info))
                    return false;
                return FieldValue.Of(
                    view.Event.Type == EventType.AsynceventEnter ? view.Event.GetText(1) : view.Event.Info.Name.Utf8, ref value);
            case FieldId.EvtHostname:
                return FieldValue.Of(view.Host.HostName, ref value);
            case FieldId.EvtPluginname:
                return binding.EventPlugins is { } plugins && plugins.TryGetName(in view, ref value);
            case FieldId.EvtPlugininfo:
                return binding.EventPlugins is { } tellers && tellers.TryGetInfo(in view, scratch, ref value);
            default:
                return false;
        }
    }

    private static bool IsMeta(EventTypeInfo info) => (info.Category & EventCategory.Meta) != 0;
}
