namespace Falco.Core.State;

/// <summary>What a thread has used of the processors, as PROCINFO events tell it.</summary>
internal struct ProcessorTime
{
    private ulong _user;
    private ulong _system;

    /// <summary>Used in user mode since the former event; 0 if there was none.</summary>
    public ulong UserUse { get; private set; }

    /// <summary>Used in kernel mode since the former event; 0 if there was none.</summary>
    public ulong SystemUse { get; private set; }

    /// <summary>Takes the totals of an event over.</summary>
    public void Set(ulong user, ulong system)
    {
        bool isFirst = _user + _system == 0;
        UserUse = isFirst ? 0 : user - _user;
        SystemUse = isFirst ? 0 : system - _system;
        _user = user;
        _system = system;
    }
}
