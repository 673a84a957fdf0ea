using System.Text;

namespace Falco.SchemaGenerator;

/// <summary>Turns the symbols of the schema into C# identifiers.</summary>
internal static class Identifier
{
    /// <summary><c>SYSCALL_OPENAT_2_X</c> becomes <c>Openat_2Exit</c>: a version number keeps its underscore, because
    /// <c>openat2</c> is another system call than the second version of <c>openat</c>.</summary>
    public static string ForEvent(string symbol)
    {
        string stem = symbol.Substring(0, symbol.Length - 2);
        foreach (string prefix in new[] { "SYSCALL_", "SOCKET_" })
        {
            // SOCKET_SOCKET_X is the event "socket"; ITER_TASK_FILE_SOCKET_INET keeps its inner word.
            if (stem.StartsWith(prefix, System.StringComparison.Ordinal))
            {
                stem = stem.Substring(prefix.Length);
                break;
            }
        }

        StringBuilder name = new();
        foreach (string word in stem.Split('_'))
        {
            if (word.Length > 0 && char.IsDigit(word[0]))
                name.Append('_');
            name.Append(Capitalised(word));
        }

        return name.Append(symbol.EndsWith("_E", System.StringComparison.Ordinal) ? "Enter" : "Exit").ToString();
    }

    /// <summary><c>proc.exe_ino.ctime</c> becomes <c>ProcExeInoCtime</c>.</summary>
    public static string ForField(string field)
    {
        StringBuilder name = new();
        foreach (string word in field.Split('.', '_'))
            name.Append(Capitalised(word));
        return name.ToString();
    }

    /// <summary><c>SYSCALL_OTHER</c> becomes <c>SyscallOther</c>.</summary>
    public static string ForConstant(string symbol)
    {
        StringBuilder name = new();
        foreach (string word in symbol.Split('_'))
            name.Append(Capitalised(word));
        return name.ToString();
    }

    private static string Capitalised(string word) =>
        word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1).ToLowerInvariant();
}
