using System.Security.Cryptography;
using System.Text;
using Falco.Core.State;

namespace Falco.Testing.Given;

/// <summary>A container of the host that a test is about.</summary>
/// <param name="Description">What a runtime tells of it.</param>
internal sealed record GivenContainer(ContainerDescription Description)
{
    private const int IdLength = 64;

    public string Name => Description.Name;

    /// <summary>64 hexadecimal digits.</summary>
    public string Id => Description.FullId;

    /// <summary>The first part of the id, which rules see.</summary>
    public string ShortId => Description.Id;

    /// <summary>The control groups of its processes.</summary>
    public IReadOnlyList<string> ControlGroups { get; } =
        [.. new[] { "cpuset", "cpu", "cpuacct", "io", "memory" }.Select(subsystem => $"{subsystem}=/system.slice/docker-{Description.FullId}.scope")];

    /// <summary>The whole id of one that is given in short, or is made from a name.</summary>
    public static string CompleteId(string name, string? id)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return id is null ? hash : id.Length == IdLength ? id : id + hash[id.Length..];
    }
}
