using System.Diagnostics;

namespace Falco.Core.Events;

/// <summary>What the schema says of one parameter of an event type.</summary>
[DebuggerDisplay("{Name}: {Type}")]
public sealed class ParameterInfo
{
    internal ParameterInfo(SchemaName name, ParameterType type, ParameterFormat format, FlagTable? flags, int directoryParameter)
    {
        Name = name;
        Type = type;
        Format = format;
        Flags = flags;
        DirectoryParameter = directoryParameter;
    }

    /// <summary>The name, for instance <c>fd</c>.</summary>
    public SchemaName Name { get; }

    /// <summary>The encoding of the value.</summary>
    public ParameterType Type { get; }

    /// <summary>How a number is printed.</summary>
    public ParameterFormat Format { get; }

    /// <summary>The names of flag or enumeration values, where the type has some.</summary>
    public FlagTable? Flags { get; }

    /// <summary>The index of the parameter that holds the directory descriptor of a relative path, or -1.</summary>
    public int DirectoryParameter { get; }

    /// <summary>For <see cref="ParameterType.Dyn"/>: the parameter that each selector stands for.</summary>
    public IReadOnlyList<ParameterInfo> Selectable { get; internal set; } = [];
}
