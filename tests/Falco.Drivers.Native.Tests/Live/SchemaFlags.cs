using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Values of the schema's flag tables by their names.</summary>
internal static class SchemaFlags
{
    /// <summary>Flags of the table that a parameter of an event names.</summary>
    public static uint Of(EventType type, string parameter, params ReadOnlySpan<string> names)
    {
        ParameterInfo info = EventSchema.Get(type).Parameters.Single(candidate => candidate.Name.ToString() == parameter);
        uint value = 0;
        foreach (string name in names)
            value |= info.Flags!.Entries.Single(flag => flag.Name.ToString() == name).Value;
        return value;
    }

    /// <summary>Flags of the table that a parameter of a call's exit names.</summary>
    public static uint Of(string call, string parameter, params ReadOnlySpan<string> names) =>
        Of(EventSchema.FindSyscall(call)!.ExitType!.Value, parameter, names);
}
