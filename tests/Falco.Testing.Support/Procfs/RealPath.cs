namespace Falco.Testing.Support.Procfs;

/// <summary>Resolves the symbolic links of a path: /proc shows where they lead, events what was asked for.</summary>
public static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The path without links, as far as it exists.</summary>
    public static string Of(string path)
    {
        int links = 0;
        return Resolve("/", path, ref links);
    }

    private static string Resolve(string folder, string path, ref int links)
    {
        string result = path.StartsWith('/') ? "/" : folder;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                result = Path.GetDirectoryName(result) ?? "/";
            }
            else if (part != ".")
            {
                string next = Path.Combine(result, part);
                string target = ProcText.LinkTarget(next);
                result = target.Length > 0 && links++ < MaxLinks ? Resolve(result, target, ref links) : next;
            }
        }

        return result;
    }
}
