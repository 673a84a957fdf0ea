using System.Text;

namespace Falco.Core.State;

/// <summary>Finds the container in the paths of control groups: each engine places its containers under names of its own.</summary>
/// <remarks>
/// Engines are asked in a fixed order, because the plainest of their names, 64 hexadecimal digits below a slash, are common to several; which of
/// them runs such a container only the engine itself can tell.
/// </remarks>
internal sealed class ContainerIdMatcher
{
    private readonly List<(ContainerType Type, Match Find)> _engines = [];
    private readonly ContainerRecord? _static;

    private delegate ReadOnlySpan<byte> Match(ReadOnlySpan<byte> path);

    /// <param name="engines">The engines that are looked for.</param>
    /// <param name="only">The container that everything counts to.</param>
    public ContainerIdMatcher(ContainerEngines engines, StaticContainer? only = null)
    {
        if (only is not null)
        {
            _static = Describe(only);
            return;
        }

        // What a runtime can be asked for has no type yet.
        Add(ContainerEngines.Podman, ContainerType.Unknown, RuncControlGroup.FindPodman);
        Add(ContainerEngines.Docker, ContainerType.Unknown, RuncControlGroup.FindDocker);
        Add(ContainerEngines.Cri, ContainerType.Unknown, RuncControlGroup.FindCri);
        Add(ContainerEngines.Lxc, ContainerType.Lxc, LxcControlGroup.Find);
        Add(ContainerEngines.LibvirtLxc, ContainerType.LibvirtLxc, LxcControlGroup.FindLibvirt);
        Add(ContainerEngines.Bpm, ContainerType.Bpm, BpmControlGroup.Find);

        // Last, other than in the reference: the paths of all others have its form.
        Add(ContainerEngines.Containerd, ContainerType.Unknown, ContainerdControlGroup.Find);

        void Add(ContainerEngines engine, ContainerType type, Match find)
        {
            if ((engines & engine) != 0)
                _engines.Add((type, find));
        }
    }

    /// <summary>The short id of the container, or nothing.</summary>
    /// <param name="controlGroups"><c>subsystem=path</c> strings, each ended by a NUL.</param>
    /// <param name="detected">All that is known of the container, if its engine cannot be asked.</param>
    public byte[] Find(ReadOnlySpan<byte> controlGroups, out ContainerRecord? detected)
    {
        detected = null;
        while (!controlGroups.IsEmpty)
        {
            int end = controlGroups.IndexOf((byte)0);
            ReadOnlySpan<byte> path = controlGroups[..end];
            path = path[(path.IndexOf((byte)'=') + 1)..];
            if (!path.IsEmpty && FindIn(path, out detected) is { Length: > 0 } id)
                return id;
            controlGroups = controlGroups[(end + 1)..];
        }

        return [];
    }

    private byte[] FindIn(ReadOnlySpan<byte> path, out ContainerRecord? detected)
    {
        detected = _static;
        if (_static is not null)
            return _static.Id.ToArray();
        foreach ((ContainerType type, Match find) in _engines)
        {
            ReadOnlySpan<byte> id = find(path);
            if (id.IsEmpty)
                continue;
            byte[] result = id.ToArray();
            if (type != ContainerType.Unknown)
                detected = new ContainerRecord { Id = result, Type = type };
            return result;
        }

        return [];
    }

    private static ContainerRecord Describe(StaticContainer container)
    {
        (string repository, string tag, string digest) = ContainerImageName.Split(container.Image);
        return new ContainerRecord
        {
            Id = Encoding.UTF8.GetBytes(container.Id),
            Type = ContainerType.Static,
            Name = Encoding.UTF8.GetBytes(container.Name),
            Image = Encoding.UTF8.GetBytes(container.Image),
            ImageRepository = Encoding.UTF8.GetBytes(repository),
            ImageTag = Encoding.UTF8.GetBytes(tag),
            ImageDigest = Encoding.UTF8.GetBytes(digest),
        };
    }
}
