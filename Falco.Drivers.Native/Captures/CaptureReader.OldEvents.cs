using System.Runtime.CompilerServices;
using Falco.Core.Events;
using Falco.Drivers.Native.Captures.Conversion;

namespace Falco.Drivers.Native.Captures;

public sealed partial class CaptureReader
{
    private EventConverter? _converter;
    private long _oldEvents;
    private long _convertedEvents;
    private long _malformedEvents;

    // Away from the path of today's events, which must not become slower by what old captures need.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DeliverConverted(in Event view)
    {
        if (!_options.ConvertOldEvents)
        {
            if (EventAge.IsOld(in view))
                _oldEvents++;
            DeliverCurrent(in view);
            return;
        }

        _converter ??= new EventConverter(new EnterEventStore(_options.MaxPendingCalls, _options.MaxPendingBytes));
        ConversionResult result = _converter.Convert(in view, out Event converted);
        if (result == ConversionResult.Pass && IsUnchanged(in view, in converted))
        {
            // The start of a call that is still reported was kept as well.
            DeliverCurrent(in view);
            return;
        }

        _oldEvents++;
        if (result == ConversionResult.Pass)
        {
            _convertedEvents++;
            DeliverCurrent(in converted);
        }
        else if (result == ConversionResult.Error)
        {
            _malformedEvents++;
            _options.OnSkippedEvent?.Invoke(new SkippedEvent(_blockOffset, view.Type, Describe(in view, _converter.Fault)));
        }
    }

    private static bool IsUnchanged(in Event view, in Event converted) =>
        view.Type == converted.Type && view.EncodedParameterCount == converted.EncodedParameterCount;

    private static string Describe(in Event view, ConversionFault fault) => fault switch
    {
        ConversionFault.TooManyParameters =>
            $"the event has {view.EncodedParameterCount} parameters, its type has {view.Info.Parameters.Count}",
        ConversionFault.UnknownForm => $"no driver has recorded the event with this number of parameters: {view.EncodedParameterCount}",
        ConversionFault.OtherCall => $"the call that thread {view.ThreadId} had begun is another one than that which it ends",
        ConversionFault.TooLong => $"the event would be longer than {EventAssembly.MaxSize} bytes in its newest form",
        _ => "the event has no newest form",
    };

    // Another section happened at another time, with threads of its own.
    private void ForgetPendingCalls() => _converter?.Starts.Clear();
}
