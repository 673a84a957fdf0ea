using System.Runtime.InteropServices;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.Plugins;
using Falco.Core.State;
using Falco.Drivers.Native.Plugins.Interface;

namespace Falco.Drivers.Native.Plugins;

/// <summary>Reads one field, with its argument, through the native interface. The request is made once; a read only fills in the event.</summary>
internal sealed unsafe class NativeFieldReader
{
    private const ulong NoIndex = ulong.MaxValue;
    private const ulong MaxElements = 1 << 20;

    private readonly NativePlugin _plugin;
    private readonly NativeFields _fields;
    private readonly delegate* unmanaged[Cdecl]<nint, EventInput*, ExtractInput*, int> _extract;
    private readonly ParameterType _type;
    private readonly bool _isList;
    private Request* _request;

    public NativeFieldReader(NativePlugin plugin, NativeFields fields, PluginFieldRequest request)
    {
        _plugin = plugin;
        _fields = fields;
        _extract = plugin.Functions.ExtractFields;
        _type = request.Field.Type;
        _isList = (request.Field.Flags & FieldFlags.List) != 0;
        _request = (Request*)NativeMemory.AllocZeroed((nuint)sizeof(Request));
        _request->Field = new ExtractField
        {
            FieldId = (uint)request.Ordinal,
            Field = NativeText.Allocate(request.Field.Name),
            Key = request.Key is { } key ? NativeText.Allocate(key) : null,
            Index = request.Index ?? NoIndex,
            HasArgument = request.HasArgument ? 1u : 0u,
            Type = (uint)_type,
            IsList = _isList ? 1u : 0u,
        };
        _request->Input = new ExtractInput
        {
            Owner = plugin.Owner,
            GetOwnerError = &PluginCallbacks.GetOwnerError,
            Count = 1,
            Fields = &_request->Field,
            Reader = plugin.Tables.Reader->Reader,
            ReaderExt = plugin.Tables.Reader,
        };
    }

    public bool Read(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        // The plugin's thread rule is kept by the source's thread, which alone reads fields; freed memory is not touched after the plugin has ended.
        nint state = _plugin.State;
        ref ExtractField field = ref _request->Field;
        field.Result = null;
        field.ResultLength = 0;
        int code;
        fixed (byte* bytes = view.Event.Bytes)
        {
            EventInput input = new() { Event = bytes, Number = view.Number, Source = _plugin.SourceText };
            code = _extract(state, &input, &_request->Input);
        }

        if (code != (int)ReturnCode.Success)
            return _fields.CountFault();
        if (field.ResultLength == 0)
            return false;
        if (field.Result is null || field.ResultLength > (_isList ? MaxElements : 1))
            return _fields.CountFault();
        return _isList ? ReadList(scratch, (int)field.ResultLength, ref value) : ReadOne(scratch, ref value);
    }

    public void Free()
    {
        NativeMemory.Free(_request->Field.Field);
        NativeMemory.Free(_request->Field.Key);
        NativeMemory.Free(_request);
        _request = null;
    }

    // What the plugin returns is its own until its next call: texts are copied, because other fields are read for the same event.
    private bool ReadOne(FieldScratch scratch, ref FieldValue value)
    {
        if (TryGetNumber(0, out ulong number))
            return FieldValue.Of(number, ref value);
        if (!TryGetBytes(0, out ReadOnlySpan<byte> bytes))
            return _fields.CountFault();
        Span<byte> copy = scratch.Take(bytes.Length);
        bytes.CopyTo(copy);
        return FieldValue.Of(copy, ref value);
    }

    private bool ReadList(FieldScratch scratch, int count, ref FieldValue value)
    {
        scratch.BeginList();
        for (int i = 0; i < count; i++)
        {
            if (TryGetNumber(i, out ulong number))
                scratch.AddElement(number);
            else if (TryGetBytes(i, out ReadOnlySpan<byte> bytes))
                scratch.AddElement(bytes);
            else
                return _fields.CountFault();
        }

        return FieldValue.Of(scratch.EndList(), ref value);
    }

    private bool TryGetNumber(int index, out ulong number)
    {
        void* result = _request->Field.Result;
        switch (_type)
        {
            case ParameterType.UInt64 or ParameterType.RelTime or ParameterType.AbsTime:
                number = ((ulong*)result)[index];
                return true;
            case ParameterType.Bool:
                number = ((uint*)result)[index] != 0 ? 1UL : 0UL;
                return true;
            default:
                number = 0;
                return false;
        }
    }

    private bool TryGetBytes(int index, out ReadOnlySpan<byte> bytes)
    {
        if (_type == ParameterType.CharBuf)
        {
            byte* text = ((byte**)_request->Field.Result)[index];
            bytes = NativeText.Bytes(text);
            return text is not null;
        }

        ByteBuffer buffer = ((ByteBuffer*)_request->Field.Result)[index];
        bool isAddress = buffer.Bytes is not null && buffer.Length is (4 or 16);
        bytes = isAddress ? new ReadOnlySpan<byte>(buffer.Bytes, (int)buffer.Length) : default;
        return isAddress;
    }

    private struct Request
    {
        public ExtractInput Input;
        public ExtractField Field;
    }
}
