using System.Collections.Concurrent;
using System.Diagnostics;
using Falco.Testing.Support;

namespace Falco.Drivers.Native.Tests.Plugins;

/// <summary>The plugins of <c>Samples</c>, compiled when a test asks for them; without a compiler the test is skipped.</summary>
internal static class SamplePlugin
{
    private static readonly Lazy<string> Folder = new(CreateFolder);
    private static readonly ConcurrentDictionary<string, Lazy<string?>> Compiled = [];

    /// <summary>The library made of a source with definitions.</summary>
    public static string Compile(string source, params string[] definitions)
    {
        string key = string.Join('-', [source, .. definitions]);
        string? path = Compiled.GetOrAdd(key, _ => new Lazy<string?>(() => Build(key, source, definitions))).Value;
        Assert.SkipWhen(path is null, "there is no C compiler (cc) to build the sample plugins with");
        return path!;
    }

    /// <summary>The counter, sound or misbehaving.</summary>
    public static string Counter(string? misbehaviour = null) =>
        misbehaviour is null ? Compile("counter.c") : Compile("counter.c", $"BREAK={misbehaviour}");

    /// <summary>A file of a test's own.</summary>
    public static string Write(string name, string content)
    {
        string path = Path.Combine(Folder.Value, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static string CreateFolder()
    {
        string folder = Directory.CreateTempSubdirectory("falco-plugins-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static string? Build(string key, string source, string[] definitions)
    {
        string library = Path.Combine(Folder.Value, key.Replace('=', '-') + ".so");
        string path = Path.Combine(Repository.Root, "tests", "Falco.Drivers.Native.Tests", "Plugins", "Samples", source);
        try
        {
            string[] arguments =
                ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", .. definitions.Select(definition => "-D" + definition), "-o", library, path, "-lpthread"];
            using Process compiler = Process.Start("cc", arguments);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? library : throw new InvalidOperationException($"{source} does not compile");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
