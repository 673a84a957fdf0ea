using System.Globalization;

namespace Falco.Drivers.Native.Plugins;

/// <summary>Three numbers with dots between them.</summary>
internal readonly record struct PluginVersion(int Major, int Minor, int Patch)
{
    public static bool TryParse(string? text, out PluginVersion version)
    {
        version = default;
        string[] parts = (text ?? "").Split('.');
        if (parts.Length != 3 || !TryRead(parts[0], out int major) || !TryRead(parts[1], out int minor) || !TryRead(parts[2], out int patch))
            return false;
        version = new PluginVersion(major, minor, patch);
        return true;
    }

    /// <summary>Whether what is required is a version, and is satisfied by what is offered.</summary>
    public static bool IsSatisfied(string required, string offered) =>
        TryParse(required, out PluginVersion wanted) && TryParse(offered, out PluginVersion here)
        && here.Major == wanted.Major && (here.Minor > wanted.Minor || (here.Minor == wanted.Minor && here.Patch >= wanted.Patch));

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
