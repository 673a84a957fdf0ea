namespace Falco.Core.Events;

/// <summary>What is known of all events of a type.</summary>
[Flags]
public enum EventTypeFlags : ushort
{
    /// <summary>Nothing particular.</summary>
    None = 0,

    /// <summary>Creates a descriptor.</summary>
    CreatesDescriptor = 0x1,

    /// <summary>Destroys a descriptor.</summary>
    DestroysDescriptor = 0x2,

    /// <summary>Works on a descriptor, found at <see cref="EventTypeInfo.DescriptorParameter"/>.</summary>
    UsesDescriptor = 0x4,

    /// <summary>Reads from a descriptor.</summary>
    ReadsFromDescriptor = 0x8,

    /// <summary>Writes to a descriptor.</summary>
    WritesToDescriptor = 0x10,

    /// <summary>Changes the picture of the host and must not be filtered away before it.</summary>
    ModifiesState = 0x20,

    /// <summary>The code is not in use.</summary>
    Unused = 0x40,

    /// <summary>May block.</summary>
    Waits = 0x80,

    /// <summary>Has no thread.</summary>
    SkipsParserReset = 0x100,

    /// <summary>No longer produced by drivers.</summary>
    OldVersion = 0x200,

    /// <summary>Parameter lengths have 32 bits instead of 16.</summary>
    LargePayload = 0x800,

    /// <summary>Upgraded by the converter of old captures.</summary>
    ConverterManaged = 0x1000,
}
