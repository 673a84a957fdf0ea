using System.Text;

namespace Falco.Core.State;

/// <summary>Control groups of engines whose ids are 64 hexadecimal digits.</summary>
internal static class RuncControlGroup
{
    public const int IdLength = 64;

    private static readonly (byte[] Prefix, byte[] Suffix)[] Podman =
    [
        Layout("/libpod-", ".scope"), Layout("/libpod-", ".scope/container"), Layout("/libpod-", ""),
        Layout("/libpod-payload-", ".scope"), Layout("/libpod-payload-", ".scope/container"), Layout("/libpod-payload-", ""),
    ];

    private static readonly (byte[] Prefix, byte[] Suffix)[] Docker = [Layout("/", ""), Layout("/docker-", ".scope")];

    private static readonly (byte[] Prefix, byte[] Suffix)[] Cri =
    [
        Layout("/", ""), Layout("/crio-", ""), Layout("/cri-containerd-", ".scope"), Layout("/crio-", ".scope"),
        Layout(":cri-containerd:", ""), Layout("/docker-", ".scope"), Layout("/nerdctl-", ".scope"),
    ];

    /// <summary>The short id of a container of podman, with or without root.</summary>
    public static ReadOnlySpan<byte> FindPodman(ReadOnlySpan<byte> path) => Find(path, Podman);

    /// <summary>The short id of a container of Docker.</summary>
    public static ReadOnlySpan<byte> FindDocker(ReadOnlySpan<byte> path) => Find(path, Docker);

    /// <summary>The short id of a container of a runtime that speaks CRI.</summary>
    public static ReadOnlySpan<byte> FindCri(ReadOnlySpan<byte> path) => Find(path, Cri);

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> path, (byte[] Prefix, byte[] Suffix)[] layouts)
    {
        foreach ((byte[] prefix, byte[] suffix) in layouts)
        {
            int start = path.LastIndexOf(prefix);
            if (start < 0)
                continue;
            start += prefix.Length;
            int end = suffix.Length == 0 ? path.Length : path.LastIndexOf(suffix);
            if (end - start == IdLength && IsHexadecimal(path[start..end]))
                return path.Slice(start, ContainerRecord.ShortIdLength);
        }

        return default;
    }

    private static bool IsHexadecimal(ReadOnlySpan<byte> id)
    {
        foreach (byte digit in id)
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return false;
        }

        return true;
    }

    private static (byte[] Prefix, byte[] Suffix) Layout(string prefix, string suffix) =>
        (Encoding.ASCII.GetBytes(prefix), Encoding.ASCII.GetBytes(suffix));
}
