using System.Buffers.Binary;
using Falco.Core.Events;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;
using Falco.Testing.Given;

namespace Falco.Testing.Events;

/// <summary>Makes one event of what a test says of it: what it leaves out gets what an ordinary call would have.</summary>
internal sealed partial class EventBuilder
{
    private readonly SceneBuilder _scene;
    private readonly EventTypeInfo _type;
    private readonly YamlNode _given;
    private readonly string _name;
    private readonly byte[]?[] _values;

    /// <param name="scene">The scene that it belongs to.</param>
    /// <param name="type">The type.</param>
    /// <param name="given">The parameters.</param>
    /// <param name="commonKeys">What may stand in every event.</param>
    public EventBuilder(SceneBuilder scene, EventTypeInfo type, YamlNode given, IReadOnlyList<string> commonKeys)
    {
        _scene = scene;
        _type = type;
        _given = given;
        _name = type.Name.ToString();
        _values = new byte[]?[type.Parameters.Count];
        Check([.. commonKeys, .. ComfortKeys]);
    }

    private GivenProcess Actor => _scene.Actor;

    private World World => _scene.World;

    private bool HasOwnProcessId => _type.IndexOf("pid") >= 0;

    private bool CreatesDescriptor => (_type.Flags & EventTypeFlags.CreatesDescriptor) != 0;

    private IEnumerable<string> ComfortKeys => Kind switch
    {
        EventKind.Exec => ["parent", .. ProcessReader.ProgramKeys],
        EventKind.Clone => ["child", "container"],
        EventKind.Connect => ["to", "from", "protocol", "unix"],
        EventKind.Accept => ["to", "from"],
        EventKind.Bind => ["to", "unix"],
        EventKind.Send or EventKind.Receive => ["to", "from", "unix"],
        _ => HasOwnProcessId ? [] : ["pid"],
    };

    private EventKind Kind => _type.Type switch
    {
        EventType.Execve_19Exit or EventType.ExecveatExit => EventKind.Exec,
        EventType.Clone_20Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit or EventType.Clone3Exit => EventKind.Clone,
        EventType.ConnectExit => EventKind.Connect,
        EventType.Accept_5Exit or EventType.Accept4_6Exit => EventKind.Accept,
        EventType.BindExit => EventKind.Bind,
        EventType.SendtoExit or EventType.SendmsgExit or EventType.SendmmsgExit or EventType.SendExit => EventKind.Send,
        EventType.RecvfromExit or EventType.RecvmsgExit or EventType.RecvmmsgExit or EventType.RecvExit => EventKind.Receive,
        _ => EventKind.Other,
    };

    /// <summary>Adds the event to the scene, with what it implies.</summary>
    public void Build()
    {
        switch (Kind)
        {
            case EventKind.Exec:
                BuildExec();
                return;
            case EventKind.Clone:
                BuildClone();
                return;
        }

        if (!HasOwnProcessId && _given["pid"] is { } actor)
            _scene.Actor = World.Find(actor, "pid");
        ReadParameters();
        BuildSocket();
        FillIn();
        _scene.Emit(_type, Actor, Completed());
        Track();
    }

    private void Check(string[] otherKeys)
    {
        HashSet<string> seen = [];
        string[] names = [.. _type.Parameters.Select(static parameter => parameter.Name.ToString())];
        foreach ((YamlNode key, _) in _given.Entries)
        {
            string name = NodeReader.Text(key, "a parameter");
            if (!names.Contains(name) && !otherKeys.Contains(name))
            {
                throw MalformedTestException.Unknown(
                    key, DiagnosticCode.TestParameter, $"{_name} has no parameter '{name}'", names.Concat(otherKeys), lists: true);
            }

            if (!seen.Add(name))
                throw new MalformedTestException(key, DiagnosticCode.TestKey, $"'{name}' stands twice in {_name}");
        }
    }

    private void ReadParameters()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            ParameterInfo parameter = _type.Parameters[i];
            if (_given[parameter.Name.ToString()] is not { } value)
                continue;
            bool isDescriptor = parameter.Type is ParameterType.Fd or ParameterType.Fd32;
            _values[i] = isDescriptor && value.Kind == YamlKind.Mapping
                ? ParameterWriter.Number(ParameterSize.FixedOf(parameter.Type)!.Value, (ulong)Give(value))
                : ParameterWriter.Write(parameter, value, World);
        }
    }

    private long Give(YamlNode described)
    {
        GivenDescriptor descriptor = DescriptorReader.Read(described, Actor);
        if (descriptor.IsConnection)
            ImplyConnection(descriptor.Number, descriptor.Source!.Value, descriptor.Destination!.Value, descriptor.Protocol);
        else
            _scene.Give(Actor, descriptor);
        return descriptor.Number;
    }

    /// <summary>The value of a parameter that is a number; 0 if nothing is known of it.</summary>
    private long Number(string name)
    {
        int index = _type.IndexOf(name);
        byte[] value = index < 0 ? [] : _values[index] ?? [];
        return value.Length switch
        {
            8 => BinaryPrimitives.ReadInt64LittleEndian(value),
            4 => BinaryPrimitives.ReadInt32LittleEndian(value),
            2 => BinaryPrimitives.ReadInt16LittleEndian(value),
            1 => value[0],
            _ => 0,
        };
    }

    private bool Has(string name) => _type.IndexOf(name) is >= 0 and int index && _values[index] is not null;

    /// <summary>Gives a parameter a value, unless it has one, or the event has no such parameter.</summary>
    private void Default(string name, byte[] value)
    {
        if (_type.IndexOf(name) is >= 0 and int index)
            _values[index] ??= value;
    }

    private void Default(string name, long number)
    {
        if (_type.IndexOf(name) is >= 0 and int index && ParameterSize.FixedOf(_type.Parameters[index].Type) is { } size)
            _values[index] ??= ParameterWriter.Number(size, (ulong)number);
    }

    private byte[][] Completed()
    {
        byte[][] values = new byte[_values.Length][];
        for (int i = 0; i < values.Length; i++)
            values[i] = _values[i] ?? ParameterWriter.Nothing(_type.Parameters[i]);
        return values;
    }

    private enum EventKind
    {
        Other,
        Exec,
        Clone,
        Connect,
        Accept,
        Bind,
        Send,
        Receive,
    }
}
