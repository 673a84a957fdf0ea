using Falco.Core.Events;
using Falco.Testing.Files;
using Falco.Testing.Given;

namespace Falco.Testing.Events;

internal sealed partial class EventBuilder
{
    private const uint CloneThread = 0x2000;
    private const uint ChildInPidNamespace = 0x20000000;
    private const int DescriptorLimit = 1024;

    private void BuildExec()
    {
        if (_given["parent"] is { } parent)
            Fork(World.Find(parent, "parent"));
        else if (_given["pid"] is { } actor)
            _scene.Actor = World.Find(actor, "pid");
        if (!_given.Has("parent") && _given["vpid"] is { } unchangeable)
            throw MalformedTestException.Value(unchangeable, "vpid cannot change when a program is started", "give it under 'processes', or with 'parent' for a new process");
        GivenProcess program = Actor with { Arguments = [], Descriptors = [] };
        if (_given.Has("exe") || _given.Has("name"))
            (program.Exe, program.ExePath, program.ExeFlags) = ("", "", 0);
        ProcessReader.Apply(program, _given, World);
        if (_given["cwd"] is not null)
            ImplyDirectory(program.Directory);

        // What a process has a name for has been applied to it, and is encoded from there.
        string[] ofProcess = [.. ProcessReader.ProgramKeys, "pid"];
        for (int i = 0; i < _values.Length; i++)
        {
            string name = _type.Parameters[i].Name.ToString();
            if (!ofProcess.Contains(name) && _given[name] is { } value)
                _values[i] = ParameterWriter.Write(_type.Parameters[i], value, World);
        }

        DescribeProgram(program);
        _scene.Emit(_type, Actor, Completed());
        if (Number("res") < 0)
            return;
        World.Put(program);
        _scene.Actor = program;
    }

    private void DescribeProgram(GivenProcess program)
    {
        Default("exe", ParameterWriter.Text(program.Exe));
        Default("args", ParameterWriter.Texts(program.Arguments));
        Default("tid", program.Id);
        Default("pid", program.Id);
        Default("ptid", program.ParentId);
        Default("fdlimit", DescriptorLimit);
        Default("comm", ParameterWriter.Text(program.Comm));
        Default("cgroups", ParameterWriter.Texts(program.ControlGroups));
        Default("env", ParameterWriter.Texts(program.Environment));
        Default("tty", program.Tty);
        Default("vpgid", program.VirtualProcessGroupId ?? program.ProcessGroupId);
        Default("loginuid", program.LoginUserId);
        Default("flags", program.ExeFlags);
        Default("cap_permitted", (long)program.Capabilities);
        Default("cap_effective", (long)program.Capabilities);
        Default("exe_ino", (long)program.ExeInode);
        Default("exe_ino_ctime", (long)program.ExeChanged);
        Default("exe_ino_mtime", (long)program.ExeModified);
        Default("uid", program.UserId);
        Default("trusted_exepath", ParameterWriter.Text(program.ExePath));
        Default("pgid", program.ProcessGroupId);
        Default("gid", program.GroupId);
        Default("filename", ParameterWriter.Text(program.ExePath));
    }

    /// <summary>A process has made a child, which makes the call.</summary>
    private void Fork(GivenProcess parent)
    {
        long id = _given["pid"] is { } given ? NodeReader.Number(given, "pid", 2, int.MaxValue) : World.NextId();
        if (World.Find(id) is not null)
            throw MalformedTestException.Value(_given["pid"]!, $"there is a process {id} already, so that 'parent' cannot make it");
        EventTypeInfo type = EventSchema.Get(EventType.Clone_20Exit);
        GivenProcess child = parent.Fork(id);
        child.VirtualId = _given["vpid"] is { } inside ? NodeReader.Number(inside, "vpid", 1, int.MaxValue) : null;
        _scene.Imply(type, parent, DescribeClone(type, parent, id, child: child));
        _scene.Imply(type, child, DescribeClone(type, child, 0));
        World.Put(child);
        _scene.Actor = child;
    }

    private void BuildClone()
    {
        GivenProcess parent = Actor;
        long id = _given["child"] is { } wanted ? NodeReader.Number(wanted, "child", 2, int.MaxValue) : World.NextId();
        ReadParameters();
        if (Has("res") && Number("res") <= 0)
        {
            _scene.Emit(_type, parent, Merge(DescribeClone(_type, parent, Number("res"))));
            return;
        }

        GivenProcess child = parent.Fork(id);
        if (_given["container"] is { } container)
            child.ControlGroups = World.ControlGroups(container);
        bool isThread = (Number("flags") & CloneThread) != 0;
        _scene.Emit(_type, parent, Merge(DescribeClone(_type, parent, id, child: child)));
        byte[][] ofChild = DescribeClone(_type, child, 0, isThread ? parent : null);
        if (_type.IndexOf("flags") is >= 0 and int flags && _values[flags] is { } given)
            ofChild[flags] = given;
        _scene.Emit(_type, child, ofChild);
        World.Put(child);
    }

    private byte[][] Merge(byte[][] described)
    {
        for (int i = 0; i < described.Length; i++)
            described[i] = _values[i] ?? described[i];
        return described;
    }

    /// <summary>The event of either side of a fork.</summary>
    /// <param name="type">The type of the event.</param>
    /// <param name="process">The side.</param>
    /// <param name="result">The child's id for the parent, 0 for the child.</param>
    /// <param name="leader">For a thread, its process.</param>
    /// <param name="child">For the parent's side, the child.</param>
    private static byte[][] DescribeClone(
        EventTypeInfo type, GivenProcess process, long result, GivenProcess? leader = null, GivenProcess? child = null)
    {
        long processId = leader?.Id ?? process.Id;
        return [.. type.Parameters.Select(parameter => parameter.Name.ToString() switch
        {
            "res" => ParameterWriter.Number(8, (ulong)result),
            "exe" => ParameterWriter.Text(process.Exe),
            "args" => ParameterWriter.Texts(process.Arguments),
            "tid" => ParameterWriter.Number(8, (ulong)process.Id),
            "pid" => ParameterWriter.Number(8, (ulong)processId),
            "ptid" => ParameterWriter.Number(8, (ulong)(leader?.ParentId ?? process.ParentId)),
            "fdlimit" => ParameterWriter.Number(8, DescriptorLimit),
            "comm" => ParameterWriter.Text(process.Comm),
            "cgroups" => ParameterWriter.Texts(process.ControlGroups),
            "flags" => ParameterWriter.Number(4, (child ?? process).VirtualId is null ? 0 : ChildInPidNamespace),
            "uid" => ParameterWriter.Number(4, process.UserId),
            "gid" => ParameterWriter.Number(4, process.GroupId),
            "vtid" => ParameterWriter.Number(8, (ulong)(process.VirtualId ?? process.Id)),
            "vpid" => ParameterWriter.Number(8, (ulong)(process.VirtualId ?? processId)),
            "pidns_init_start_ts" => ParameterWriter.Number(8, process.Started),
            _ => ParameterWriter.Nothing(parameter),
        })];
    }

    private void ImplyDirectory(string path)
    {
        EventTypeInfo type = EventSchema.Get(EventType.ChdirExit);
        _scene.Imply(type, Actor, [ParameterWriter.Number(8, 0), ParameterWriter.Text(path)]);
    }
}
