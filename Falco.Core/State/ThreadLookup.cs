namespace Falco.Core.State;

/// <summary>How the thread of an event is found.</summary>
internal enum ThreadLookup : byte
{
    /// <summary>The event has no thread.</summary>
    None,

    /// <summary>It is looked up, and nothing else of the thread's state is touched.</summary>
    FindOnly,

    /// <summary>It is looked up; an unknown thread stays unknown.</summary>
    Find,

    /// <summary>
    /// It is looked up; for an unknown thread the source is asked, and if that fails an invalid record is made, so that the next events of
    /// the thread find one.
    /// </summary>
    FindOrInvent,
}
