namespace Falco.Core.State;

/// <summary>Splits references of images: <c>host:port/path:tag@digest</c>.</summary>
internal static class ContainerImageName
{
    /// <summary>Splits a reference; the repository keeps the host and its port.</summary>
    public static (string Repository, string Tag, string Digest) Split(string image)
    {
        // A colon before the first slash is the port of the host's.
        int path = image.IndexOf('/', StringComparison.Ordinal) + 1;
        string digest = "";
        int at = image.IndexOf('@', path);
        if (at >= 0)
        {
            digest = image[(at + 1)..];
            image = image[..at];
        }

        int colon = image.IndexOf(':', path);
        return colon < 0 ? (image, "", digest) : (image[..colon], image[(colon + 1)..], digest);
    }
}
