using System.Buffers.Text;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>What a system call event carries.</summary>
internal sealed partial class SyscallEventField(FieldBinding binding, FieldArgument argument) : Field(binding.Definition, binding.Text)
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    private readonly FieldId _id = FieldSchema.IdOf(binding.Definition);
    private ulong _previousTime;
    private ulong _previousNumber;
    private ulong _delta;

    public override bool CanHave(EventTypeInfo type) => _id switch
    {
        FieldId.EvtRes or FieldId.EvtRawres or FieldId.EvtFailed or FieldId.EvtCountError => HasResult(type),
        FieldId.EvtAbspath => AbsolutePath(type.Type, argument.Index == 1).Path >= 0,
        FieldId.EvtBuffer => type.IndexOf("data"u8) >= 0,
        FieldId.SyscallType => (type.Category & EventCategory.Syscall) != 0,
        FieldId.EvtCountExit => !type.IsEnter,
        FieldId.EvtCountErrorFile or FieldId.EvtCountErrorNet or FieldId.EvtCountErrorMemory or FieldId.EvtCountErrorOther => HasResult(type),
        FieldId.EvtBuflen or (>= FieldId.EvtBuflenIn and <= FieldId.EvtBuflenNetOut) => IsTransfer(type) && HasResult(type),
        >= FieldId.EvtInfraDockerName and <= FieldId.EvtInfraDockerContainerImage => type.Type == EventType.InfrastructureEventEnter,
        _ => true,
    };

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        EventTypeInfo info = view.Event.Info;
        switch (_id)
        {
            case FieldId.EvtType:
                return FieldValue.Of(EventName.Of(in view), ref value);
            case FieldId.SyscallType:
                return (info.Category & EventCategory.Syscall) != 0 && FieldValue.Of(EventName.Of(in view), ref value);
            case FieldId.EvtDir:
                return FieldValue.Of(info.IsEnter ? ">"u8 : "<"u8, ref value);
            case FieldId.EvtTypeIs:
                return FieldValue.Of(IsOfType(info.Type), ref value);
            case FieldId.EvtCpu:
                return FieldValue.Of((long)(short)view.Event.Cpu, ref value);
            case FieldId.EvtArgs or FieldId.EvtInfo:
                return Parameters(in view, scratch, ref value);
            case FieldId.EvtBuffer:
                return info.IndexOf("data"u8) is >= 0 and int data && data < view.Event.ParameterCount
                    && FieldValue.Of(view.Event.GetBytes(data), ref value);
            case FieldId.EvtRes or FieldId.EvtRawres or FieldId.EvtFailed:
                return Result(in view, scratch, ref value);
            case FieldId.EvtCategory:
                return FieldValue.Of(CategoryName.Of(in view), ref value);
            case FieldId.EvtIsIo:
                return Has(info, EventTypeFlags.ReadsFromDescriptor | EventTypeFlags.WritesToDescriptor, ref value);
            case FieldId.EvtIsIoRead:
                return Has(info, EventTypeFlags.ReadsFromDescriptor, ref value);
            case FieldId.EvtIsIoWrite:
                return Has(info, EventTypeFlags.WritesToDescriptor, ref value);
            case FieldId.EvtIsWait:
                return Has(info, EventTypeFlags.Waits, ref value);
            case FieldId.EvtIoDir:
                return (info.Flags & EventTypeFlags.WritesToDescriptor) != 0 ? FieldValue.Of("write"u8, ref value)
                    : (info.Flags & EventTypeFlags.ReadsFromDescriptor) != 0 && FieldValue.Of("read"u8, ref value);
            case FieldId.EvtIsSyslog:
                return FieldValue.Of((info.Flags & EventTypeFlags.WritesToDescriptor) != 0
                    && view.Descriptor is { } log && log.Name.IndexOf("/dev/log"u8) >= 0, ref value);
            case FieldId.EvtIsOpenRead or FieldId.EvtIsOpenWrite or FieldId.EvtIsOpenExec or FieldId.EvtIsOpenCreate:
                return FieldValue.Of(IsOpen(in view), ref value);
            case FieldId.EvtAbspath:
                return ReadAbsolutePath(in view, scratch, ref value);
            case FieldId.EvtLatency or FieldId.EvtLatencyS or FieldId.EvtLatencyNs or FieldId.EvtLatencyQuantized or FieldId.EvtWaitLatency:
                return FieldValue.Of(0UL, ref value);
            case FieldId.EvtLatencyHuman:
                return FieldValue.Of("0ns"u8, ref value);
            case FieldId.EvtDeltatime or FieldId.EvtDeltatimeS or FieldId.EvtDeltatimeNs:
                return FieldValue.Of(Delta(in view), ref value);
            case FieldId.EvtOutputtime:
                return FieldValue.Of(TimeText.Write(view.Event.Timestamp, TimeTextParts.TimeOfDay | TimeTextParts.Fraction, scratch), ref value);
            case FieldId.EvtCount:
                return FieldValue.Of(1UL, ref value);
            case FieldId.EvtCountExit:
                return !info.IsEnter && FieldValue.Of(1UL, ref value);
            default:
                return ReadCount(in view, scratch, ref value);
        }
    }

    private static bool Has(EventTypeInfo info, EventTypeFlags flags, ref FieldValue value) =>
        FieldValue.Of((info.Flags & flags) != 0, ref value);

    private static bool HasResult(EventTypeInfo info) =>
        !info.IsEnter && (info.Category & EventCategory.Syscall) != 0 && info.Type != EventType.GenericExit && info.Parameters.Count > 0;

    private static bool TryGetResult(in HostEvent view, out long result)
    {
        // Results have 4 or 8 bytes; one that could not be read counts as 0.
        result = 0;
        if (!HasResult(view.Event.Info) || view.Event.ParameterCount == 0)
            return false;
        if (view.Event.GetBytes(0).Length is 4 or 8)
            result = view.Event.GetInt64(0);
        return true;
    }

    private bool Result(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (!TryGetResult(in view, out long result))
            return false;
        if (_id == FieldId.EvtRawres)
            return FieldValue.Of(result, ref value);
        if (_id == FieldId.EvtFailed)
            return FieldValue.Of(result < 0, ref value);
        if (result >= 0)
            return FieldValue.Of("SUCCESS"u8, ref value);
        Utf8Composer text = new(scratch);
        ParameterText.AppendBest(in view, 0, ref text);
        return FieldValue.Of(text.Finish(), ref value);
    }

    private bool IsOfType(EventType type)
    {
        if (argument.IsIndex)
            return (ulong)type == argument.Index;
        return Utf8Parser.TryParse(argument.Key, out int code, out _) && ((int)type == code || (int)type == code + 1);
    }

    private static bool Parameters(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        Utf8Composer text = new(scratch);
        if (view.Event.Type != EventType.GenericExit)
            ParameterText.AppendAll(in view, ref text);
        return FieldValue.Of(text.Finish(), ref value);
    }

    // However often an event is asked, it is one event since the previous one.
    private ulong Delta(in HostEvent view)
    {
        if (_previousNumber != view.Number || _previousNumber == 0)
        {
            ulong time = view.Event.Timestamp;
            _delta = _previousTime == 0 ? 0 : time - _previousTime;
            _previousTime = time;
            _previousNumber = view.Number;
        }

        return _id switch
        {
            FieldId.EvtDeltatimeS => _delta / NanosecondsPerSecond,
            FieldId.EvtDeltatimeNs => _delta % NanosecondsPerSecond,
            _ => _delta,
        };
    }
}
