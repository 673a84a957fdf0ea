using System.Runtime.CompilerServices;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Graph;

/// <summary>
/// What evaluation writes to: room for values, results remembered for the current event, and the way to those remembered on records.
/// One per thread that evaluates.
/// </summary>
internal sealed class EvaluationContext
{
    private readonly HostState _host;
    private MemoLayout _layout = MemoLayout.Empty;
    private ulong[] _eventResults = [];
    private ulong[] _candidates = [];
    private ulong _serial;
    private uint _epoch;
    private uint _usersVersion;
    private uint _containersVersion;
    private ulong _threadReady;
    private ulong _lineageReady;
    private ulong _descriptorReady;

    /// <summary>Makes the context of a thread.</summary>
    /// <param name="host">The picture of the host.</param>
    /// <param name="scratch">Room for values, used by nobody else.</param>
    public EvaluationContext(HostState host, FieldScratch? scratch = null)
    {
        _host = host;
        Scratch = scratch ?? new FieldScratch();
    }

    public FieldScratch Scratch { get; }

    /// <summary>Bits of the current event's thread, descriptor …; valid after the matching <c>Has…Bits</c>.</summary>
    public MemoBits ThreadBits;

    /// <inheritdoc cref="ThreadBits"/>
    public MemoBits LineageBits;

    /// <inheritdoc cref="ThreadBits"/>
    public MemoBits DescriptorBits;

    /// <summary>Room for the rules that can hold for the current event, 64 a word.</summary>
    public Span<ulong> Candidates => _candidates;

    /// <summary>Makes room for a rule set's results and voids what was remembered for another.</summary>
    /// <param name="layout">The room that results take on records.</param>
    /// <param name="room">Room for the results of one event, never used before: made elsewhere, so that this takes no time.</param>
    public void Adopt(MemoLayout layout, EvaluationRoom room)
    {
        _layout = layout;
        _eventResults = room.EventResults;
        _candidates = room.Candidates;
        BeginEpoch();
    }

    /// <summary>Voids everything remembered on records: the rule set, or a table without a version, has changed.</summary>
    public void BeginEpoch() => _epoch = _host.BeginPredicateEpoch();

    /// <summary>Begins an event.</summary>
    public void BeginEvent()
    {
        // Users, groups and containers have no version of their own in what is remembered on threads.
        if (_usersVersion != _host.UsersVersion || _containersVersion != _host.ContainersVersion)
        {
            _usersVersion = _host.UsersVersion;
            _containersVersion = _host.ContainersVersion;
            BeginEpoch();
        }

        _serial++;
        Scratch.Reset();
    }

    /// <summary>The result that a slot holds for the current event, if it holds one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRecall(int slot, out bool result)
    {
        ulong stored = _eventResults[slot];
        result = (stored & 1) != 0;
        return stored >> 1 == _serial;
    }

    /// <summary>Keeps a result for the rest of the event.</summary>
    public void Remember(int slot, bool result) => _eventResults[slot] = (_serial << 1) | (result ? 1UL : 0UL);

    /// <summary>Whether results can be remembered on the event's thread; then <see cref="ThreadBits"/> are that thread's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasThreadBits(in HostEvent view) => view.Thread is not null && (_threadReady == _serial || OpenThread(view.Thread));

    /// <summary>Whether results that depend on ancestors can be remembered; then <see cref="LineageBits"/> are the thread's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasLineageBits(in HostEvent view) => view.Thread is not null && (_lineageReady == _serial || OpenLineage(view.Thread));

    /// <summary>Whether results can be remembered on the event's descriptor; then <see cref="DescriptorBits"/> are its.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasDescriptorBits(in HostEvent view) =>
        view.Descriptor is not null && (_descriptorReady == _serial || OpenDescriptor(view.Descriptor));

    // Fields of a thread may read its main thread, so both versions count.
    private uint MainVersionOf(ThreadRecord thread) =>
        thread.IsMainThread ? 0 : _host.MainThreadOf(thread)?.Version ?? uint.MaxValue;

    private bool OpenThread(ThreadRecord thread)
    {
        ref PredicateMemo memo = ref thread.Memo;
        var stamp = new PredicateStamp(_epoch, thread.Version, MainVersionOf(thread), 0);
        ThreadBits = MemoBits.Open(ref memo, in stamp, _layout.ThreadWords);
        _threadReady = _serial;
        return true;
    }

    private bool OpenLineage(ThreadRecord thread)
    {
        ref PredicateMemo memo = ref thread.LineageMemo;
        var stamp = new PredicateStamp(_epoch, thread.Version, MainVersionOf(thread), _host.LineageVersion);
        LineageBits = MemoBits.Open(ref memo, in stamp, _layout.LineageWords);
        _lineageReady = _serial;
        return true;
    }

    private bool OpenDescriptor(DescriptorRecord descriptor)
    {
        ref PredicateMemo memo = ref descriptor.Memo;
        var stamp = new PredicateStamp(_epoch, descriptor.Version, 0, 0);
        DescriptorBits = MemoBits.Open(ref memo, in stamp, _layout.DescriptorWords);
        _descriptorReady = _serial;
        return true;
    }
}
