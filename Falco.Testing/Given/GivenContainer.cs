using System.Security.Cryptography;
using System.Text;

namespace Falco.Testing.Given;

/// <summary>A container of the host that a test is about.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Json">What a runtime tells of it, in the form of the asynchronous event <c>container</c>.</param>
internal sealed record GivenContainer(string Name, string Id, string Json)
{
    private const int IdLength = 64;

    /// <summary>The first part of the id, which rules see.</summary>
    public string ShortId => Id[..12];

    /// <summary>The control groups of its processes.</summary>
    public IReadOnlyList<string> ControlGroups { get; } =
        [.. new[] { "cpuset", "cpu", "cpuacct", "io", "memory" }.Select(subsystem => $"{subsystem}=/system.slice/docker-{Id}.scope")];

    /// <summary>The whole id of one that is given in short, or is made from a name.</summary>
    public static string CompleteId(string name, string? id)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return id is null ? hash : id.Length == IdLength ? id : id + hash[id.Length..];
    }
}
