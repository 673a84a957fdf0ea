namespace Falco.Core.Fields;

/// <summary>How a condition compares a field with constants.</summary>
public enum FieldComparison : byte
{
    /// <summary>The value is compared.</summary>
    Value,

    /// <summary>
    /// The field reads as a list of candidates (both ends of a connection): <c>!=</c> holds if all differ, every other operator if it
    /// holds for one. A field that reads as an empty list exists, but fits nothing.
    /// </summary>
    EitherEnd,

    /// <summary>The field reads as the list of the ancestors' values: an operator, <c>!=</c> included, holds if it holds for one.</summary>
    AnyAncestor,

    /// <summary><c>evt.around[T] = D</c>: the event happened within D milliseconds of T.</summary>
    Around,

    /// <summary>A domain name that is compared through the addresses that it resolves to.</summary>
    DomainName,
}
