using System.Diagnostics;
using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Core.Plugins;

/// <summary>A field that a plugin adds.</summary>
[DebuggerDisplay("{Name}: {Type}")]
public sealed record PluginField
{
    /// <summary>The name that rules use, for instance <c>ct.user</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The type of the value, or of each element of a list: <see cref="ParameterType.CharBuf"/>, <see cref="ParameterType.UInt64"/>,
    /// <see cref="ParameterType.Bool"/>, <see cref="ParameterType.RelTime"/>, <see cref="ParameterType.AbsTime"/>,
    /// <see cref="ParameterType.IPAddr"/> or <see cref="ParameterType.IPNet"/>.
    /// </summary>
    public ParameterType Type { get; init; } = ParameterType.CharBuf;

    /// <summary>What the field holds.</summary>
    public required string Description { get; init; }

    /// <summary>A short name for people.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Whether it is a list, which arguments it takes, whether outputs should show it.</summary>
    public FieldFlags Flags { get; init; }

    internal bool HasKnownType => Type is ParameterType.CharBuf or ParameterType.UInt64 or ParameterType.Bool or ParameterType.RelTime
        or ParameterType.AbsTime or ParameterType.IPAddr or ParameterType.IPNet;
}
