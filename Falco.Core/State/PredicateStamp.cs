namespace Falco.Core.State;

/// <summary>Under what results were remembered; they hold only while all of it is unchanged.</summary>
/// <param name="Epoch">The rule set, and the tables that have no version of their own.</param>
/// <param name="Record">The version of the record that remembers.</param>
/// <param name="MainThread">For a thread that is not the main one of its process: the version of that one.</param>
/// <param name="Lineage">For what depends on ancestors: their version.</param>
internal readonly record struct PredicateStamp(uint Epoch, uint Record, uint MainThread, uint Lineage);
