using Falco.Core.Events;
using Falco.Testing.Support;

namespace Falco.Core.Tests.State;

/// <summary>
/// Makes events as a kernel would: processes and threads that begin and end, reuse of ids, descriptors that are opened before they are
/// used. A clone is seen by the parent, by the child or by both, in any order; and events may be lost.
/// </summary>
internal sealed class RandomKernel
{
    private const int FirstId = 100;
    private const int LastId = 400;
    private const uint CloneThread = 0x2000 | 0x8000 | 0x1;
    private const uint SetChildSubreaper = 0x24;

    private readonly Random _random;
    private readonly double _loss;
    private readonly SortedDictionary<long, Process> _processes = new() { [HostScene.Init] = new Process(HostScene.Init, 0) };
    private readonly HashSet<long> _ids = [];
    private readonly List<byte[]> _events = [];
    private ulong _time = HostScene.Start;

    /// <param name="seed">What decides everything.</param>
    /// <param name="loss">The part of events that is lost, 0 to 1.</param>
    public RandomKernel(int seed, double loss = 0)
    {
        _random = new Random(seed);
        _loss = loss;
    }

    /// <summary>Makes events, and lets all processes end but for the first, which closes what it has open.</summary>
    public IReadOnlyList<byte[]> Run(int steps)
    {
        for (int i = 0; i < steps; i++)
            Step(Any(_processes.Values));
        foreach (Process process in _processes.Values.Where(process => process.Id != HostScene.Init).ToArray())
            EndProcess(process);
        Process init = _processes[HostScene.Init];
        while (init.Threads.Count > 1)
            EndThread(init);
        Emit(On(EventType.CloseRangeExit, init.Id).Int64(0).UInt32(0).UInt32(uint.MaxValue).UInt32(0));
        return _events;
    }

    private void Step(Process process)
    {
        long thread = Any(process.Threads);
        switch (_random.Next(20))
        {
            case 0 or 1: Fork(process, thread); break;
            case 2: AddThread(process, thread); break;
            case 3: EndThread(process); break;
            case 4 when process.Id != HostScene.Init: EndProcess(process); break;
            case 5: Exec(process); break;
            case 6 or 7: Open(process, thread); break;
            case 8: Close(process, thread); break;
            case 9: Duplicate(process, thread); break;
            case 10: Connect(process, thread); break;
            case 11: Pipe(process, thread); break;
            case 12: Emit(On(EventType.ChdirExit, thread).Int64(0).Text(_random.Next(2) == 0 ? "/tmp/x" : "../y")); break;
            case 13: Emit(On(EventType.SetsidExit, thread).Int64(process.Id)); break;
            case 14: Emit(On(EventType.SetuidExit, thread).Int64(0).UInt32((uint)_random.Next(3))); break;
            case 15: Emit(On(EventType.PrctlExit, thread).Int64(0).UInt32(SetChildSubreaper).Text("").Int64(_random.Next(2))); break;
            case 16: Emit(On(EventType.CloseRangeExit, thread).Int64(0).UInt32(10).UInt32(20).UInt32((uint)_random.Next(2) * 4)); break;
            case 17: Emit(On(EventType.OpenEnter, thread).Text("/etc/hosts").UInt32(1).UInt32(0)); break;
            default: Use(process, thread); break;
        }
    }

    private void Fork(Process parent, long thread)
    {
        if (NewId() is not { } id)
            return;
        Process child = new(id, parent.Id);
        child.Descriptors.UnionWith(parent.Descriptors);
        _processes.Add(id, child);
        EmitClone(thread, parent, id, id, 0);
    }

    private void AddThread(Process process, long thread)
    {
        if (NewId() is not { } id)
            return;
        process.Threads.Add(id);
        EmitClone(thread, process, id, process.Id, CloneThread);
    }

    private void EmitClone(long caller, Process parent, long childId, long processId, uint flags)
    {
        long parentId = flags == 0 ? parent.Id : parent.ParentId;
        EventBuilder seenByParent = CloneExit(caller, childId, parent.Id, parent.ParentId, flags);
        EventBuilder seenByChild = CloneExit(childId, 0, processId, parentId, flags);
        switch (_random.Next(4))
        {
            case 0: Emit(seenByParent); Emit(seenByChild); break;
            case 1: Emit(seenByChild); Emit(seenByParent); break;
            case 2: Emit(seenByParent); break;
            default: Emit(seenByChild); break;
        }
    }

    private EventBuilder CloneExit(long threadId, long result, long processId, long parentId, uint flags) =>
        On(EventType.Clone_20Exit, threadId).Int64(result).Text("prog").Texts("-a", "b").Int64(threadId).Int64(processId).Int64(parentId)
            .Text("").Int64(1024).UInt64(1).UInt64(2).UInt32(3).UInt32(4).UInt32(5).Text("prog").Texts("cpu=/", "memory=/x").UInt32(flags)
            .UInt32(0).UInt32(0).Int64(threadId).Int64(processId).UInt64(0);

    private void EndThread(Process process)
    {
        long thread = process.Threads.FirstOrDefault(thread => thread != process.Id, -1);
        if (thread < 0)
            return;
        process.Threads.Remove(thread);
        End(thread, 0);
    }

    private void EndProcess(Process process)
    {
        _processes.Remove(process.Id);
        foreach (Process orphan in _processes.Values.Where(other => other.ParentId == process.Id))
            orphan.ParentId = HostScene.Init;
        foreach (long thread in process.Threads.OrderBy(_ => _random.Next()).ToArray())
            End(thread, _random.Next(2) == 0 ? HostScene.Init : 0);
    }

    private void End(long thread, long reaper)
    {
        _ids.Remove(thread);
        Emit(On(EventType.Procexit_1Enter, thread).Int64(0).Int64(0).UInt8(0).UInt8(0).Int64(reaper));
    }

    private void Exec(Process process)
    {
        foreach (long thread in process.Threads.Where(thread => thread != process.Id).ToArray())
        {
            process.Threads.Remove(thread);
            End(thread, 0);
        }

        string name = _random.Next(2) == 0 ? "ls" : "a_longer_name";
        Emit(On(EventType.Execve_19Exit, process.Id).Int64(0).Text(name).Texts("-l", new string('x', _random.Next(300))).Int64(process.Id)
            .Int64(process.Id).Int64(process.ParentId).Text("").UInt64(1024).UInt64(0).UInt64(0).UInt32(0).UInt32(0).UInt32(0).Text(name)
            .Texts("cpu=/", "memory=/x").Texts("A=1", "B=" + new string('y', _random.Next(300))).UInt32(0).Int64(process.Id)
            .UInt32(uint.MaxValue).UInt32(0).UInt64(0).UInt64(0).UInt64(0).UInt64(5).UInt64(6).UInt64(7).UInt32(0).Text("/usr/bin/" + name)
            .Int64(process.Id).UInt32(0).Text(name));
    }

    private void Open(Process process, long thread)
    {
        long number = NewNumber(process);
        string path = _random.Next(3) == 0 ? "a/../b" : $"/var/lib/{new string('d', _random.Next(100))}/{_random.Next(1000)}";
        Emit(On(EventType.Openat_2Exit, thread).Int64(number).Int64(-100).Text(path).UInt32(0x1001).UInt32(0).UInt32(7).UInt64(9));
    }

    private void Close(Process process, long thread)
    {
        if (process.Descriptors.Count == 0)
            return;
        long number = Any(process.Descriptors);
        process.Descriptors.Remove(number);
        Emit(On(EventType.CloseExit, thread).Int64(0).Int64(number));
    }

    private void Duplicate(Process process, long thread)
    {
        if (process.Descriptors.Count == 0)
            return;
        long source = Any(process.Descriptors);
        long number = NewNumber(process);
        Emit(On(EventType.Dup2Exit, thread).Int64(number).Int64(source).Int64(number));
    }

    private void Connect(Process process, long thread)
    {
        long number = NewNumber(process);
        string peer = _random.Next(2) == 0 ? "10.0.0.2" : "::2";
        string own = peer == "::2" ? "::1" : "10.0.0.1";
        uint domain = peer == "::2" ? 10u : 2u;
        Emit(On(EventType.SocketExit, thread).Int64(number).UInt32(domain).UInt32((uint)_random.Next(1, 3)).UInt32(0).UInt32(0));
        Emit(On(EventType.ConnectExit, thread).Int64(_random.Next(3) == 0 ? -115 : 0).SocketTuple(own, 4000, peer, 443).Int64(number).Bytes());
        Emit(On(EventType.SendtoExit, thread).Int64(1).Bytes(1).Int64(number).UInt32(1).SocketTuple(own, 4001, peer, 53));
    }

    private void Pipe(Process process, long thread)
    {
        long first = NewNumber(process);
        long second = NewNumber(process);
        Emit(On(EventType.Pipe2Exit, thread).Int64(0).Int64(first).Int64(second).UInt64(77).UInt32(0));
    }

    private void Use(Process process, long thread)
    {
        long number = process.Descriptors.Count == 0 ? 0 : Any(process.Descriptors);
        Emit(On(EventType.ReadExit, thread).Int64(1).Bytes(1).Int64(number).UInt32(1));
    }

    private long? NewId()
    {
        long id = _random.Next(FirstId, LastId);
        return _ids.Add(id) ? id : null;
    }

    private static long NewNumber(Process process)
    {
        long number = 0;
        while (!process.Descriptors.Add(number))
            number++;
        return number;
    }

    private T Any<T>(ICollection<T> items) => items.ElementAt(_random.Next(items.Count));

    private EventBuilder On(EventType type, long threadId) => new(type, threadId, _time += 1000);

    private void Emit(EventBuilder built)
    {
        if (_random.NextDouble() >= _loss)
            _events.Add(built.Build());
    }

    private sealed class Process
    {
        public Process(long id, long parentId)
        {
            Id = id;
            ParentId = parentId;
            Threads = [id];
        }

        public long Id { get; }

        public long ParentId { get; set; }

        public SortedSet<long> Threads { get; }

        public SortedSet<long> Descriptors { get; } = [];
    }
}
