namespace Falco.Outputs.Delivery.Spooling;

/// <summary>What the value of a field is; on disk, so numbers stay.</summary>
internal enum ValueKind : byte
{
    None = 0,
    Text = 1,
    False = 2,
    True = 3,
    Signed = 4,
    Unsigned = 5,
    Double = 6,
    List = 7,
}
