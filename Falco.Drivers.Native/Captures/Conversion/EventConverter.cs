using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>
/// Brings events of old drivers to the form of today's: today the end of a call tells what once only its start told.
/// </summary>
/// <remarks>Made when the first old event is met. Used by one thread; the views that it gives are valid until the next event.</remarks>
internal sealed class EventConverter(EnterEventStore starts) : IDisposable
{
    // The longest way in the table takes nine steps.
    private const int MaxSteps = 50;

    private ContainerJson? _container;

    // A step reads the event that the step before it has made.
    private EventAssembly _target = new();
    private EventAssembly _source = new();

    /// <summary>The starts of calls that are kept for their ends.</summary>
    public EnterEventStore Starts => starts;

    /// <summary>Why the last event could not be converted.</summary>
    public ConversionFault Fault { get; private set; }

    /// <summary>Converts an event in as many steps as it takes.</summary>
    /// <param name="old">The event.</param>
    /// <param name="converted">The event in today's form, if the result is <see cref="ConversionResult.Pass"/>.</param>
    public ConversionResult Convert(scoped in Event old, out Event converted)
    {
        converted = old;
        ConversionResult result = EventAge.Judge(in old, out ConversionFault fault);
        Fault = fault;
        for (int steps = 0; result == ConversionResult.Continue; steps++)
        {
            if (steps == MaxSteps)
                return Fail(ConversionFault.Endless);
            result = Step(in converted, out Event next);
            converted = next;
        }

        return result;
    }

    /// <summary>Takes one step of the conversion of an event that needs one.</summary>
    /// <param name="old">The event.</param>
    /// <param name="converted">What the step has made of it; the event itself if nothing.</param>
    public ConversionResult Step(scoped in Event old, out Event converted)
    {
        converted = old;
        Fault = ConversionFault.None;
        if (old.Bytes.Length > EventAssembly.MaxSize)
            return Fail(ConversionFault.TooLong);
        if (!ConversionTable.TryFind(old.Type, old.EncodedParameterCount, out EventConversion conversion))
            return Fail(ConversionFault.UnknownForm);
        switch (conversion.Action)
        {
            case ConversionAction.Store:
                starts.Store(in old);
                return ConversionResult.Drop;
            case ConversionAction.StoreAndPass:
                starts.Store(in old);
                return ConversionResult.Pass;
            case ConversionAction.Pass:
                return ConversionResult.Pass;
        }

        (_source, _target) = (_target, _source);
        Fault = Assemble(in old, in conversion);
        if (Fault != ConversionFault.None)
            return ConversionResult.Error;
        converted = _target.End(old.Cpu, old.Flags);
        ConversionResult result = EventAge.Judge(in converted, out ConversionFault fault);
        Fault = fault;
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _container?.Dispose();

    private ConversionFault Assemble(in Event old, in EventConversion conversion)
    {
        int kept = conversion.Action == ConversionAction.Append ? old.EncodedParameterCount : 0;
        _target.Begin(in old, EventSchema.Get(conversion.Becomes), kept + conversion.ValueCount);
        for (int i = 0; i < kept; i++)
        {
            if (!_target.TryAppend(old.GetBytes(i)))
                return ConversionFault.TooLong;
        }

        bool usesStart = false;
        for (int i = 0; i < conversion.ValueCount; i++)
        {
            ConvertedValue value = ConversionTable.Value(conversion.FirstValue + i);
            Event start = default;
            bool hasStart = value.Source is ConvertedValueSource.EnterOrDefault or ConvertedValueSource.EnterOrEmpty
                && starts.TryGet(old.ThreadId, out start);
            if (hasStart && (start.Type != old.Type - 1 || start.EncodedParameterCount <= value.Index))
                return ConversionFault.OtherCall;
            usesStart |= hasStart;
            if (!TryAppend(value, in old, in start, hasStart))
                return ConversionFault.TooLong;
        }

        // The end has told all that the start did; a later end must not be given the same.
        if (usesStart)
            starts.Remove(old.ThreadId);
        return ConversionFault.None;
    }

    private bool TryAppend(ConvertedValue value, in Event old, in Event start, bool hasStart) => value.Source switch
    {
        ConvertedValueSource.Default => _target.TryAppendDefault(),
        ConvertedValueSource.Old => _target.TryAppendCut(old.GetBytes(value.Index)),
        ConvertedValueSource.EnterOrDefault or ConvertedValueSource.EnterOrEmpty when hasStart => _target.TryAppendCut(start.GetBytes(value.Index)),
        ConvertedValueSource.EnterOrDefault => _target.TryAppendDefault(),
        ConvertedValueSource.ContainerOrEmpty => _target.TryAppend((_container ??= new ContainerJson()).Write(in old)),
        _ => _target.TryAppend(default),
    };

    private ConversionResult Fail(ConversionFault fault)
    {
        Fault = fault;
        return ConversionResult.Error;
    }
}
