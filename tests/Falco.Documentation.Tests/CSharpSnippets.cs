using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Falco.Documentation.Tests;

/// <summary>Compiles C# of the documentation as a reader would: with the implicit usings, and with what the text around it says is there.</summary>
internal static partial class CSharpSnippets
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string WebUsings = """
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging; global using System.Net.Http.Json;
        """;

    /// <summary>What comes before and after a block, by the name of its setting.</summary>
    private static readonly FrozenDictionary<string, (string Before, string After)> Settings = new Dictionary<string, (string, string)>
    {
        [""] = ("", ""),
        ["console"] = ("CancellationToken stop = default;", ""),
        ["host"] = ("HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);", "builder.Build().Run();"),
        ["web"] = ("WebApplicationBuilder builder = WebApplication.CreateBuilder(args);", ""),
        ["app"] = ("WebApplicationBuilder builder = WebApplication.CreateBuilder(args); WebApplication app = builder.Build();", "app.Run();"),
        ["engine"] = ("FalcoEngine engine = null!; CancellationToken stop = default;", ""),
        ["xunit"] = ("using Falco.Testing; using Xunit; public sealed class Tests {", "}"),
    }.ToFrozenDictionary();

    private static readonly Lazy<MetadataReference[]> References = new(static () =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))]);

    /// <summary>What the compiler says against a block; nothing if it compiles.</summary>
    public static IReadOnlyList<string> Compile(Snippet snippet)
    {
        if (!Settings.TryGetValue(snippet.Setting, out (string Before, string After) setting))
            return [$"unknown setting '{snippet.Setting}'; there are {string.Join(", ", Settings.Keys.Where(static name => name.Length > 0))}"];
        CSharpParseOptions language = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        (string usings, string statements, string types) = Split(snippet.Text);
        int typesLine = snippet.Line + 1 + statements.Count(static character => character == '\n') + 1;
        string source = $"""
            {usings}
            {setting.Before}
            #line {snippet.Line + 1} "{snippet.File}"
            {statements}
            {setting.After}
            #line {typesLine} "{snippet.File}"
            {types}
            """;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "snippet",
            [
                CSharpSyntaxTree.ParseText(source, language),
                CSharpSyntaxTree.ParseText(Usings, language),
                CSharpSyntaxTree.ParseText(WebUsings, language),
            ],
            References.Value,
            new CSharpCompilationOptions(
                snippet.Setting == "xunit" ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(static diagnostic => diagnostic.ToString())];
    }

    // Usings must stand before what surrounds the block, types after it.
    private static (string Usings, string Statements, string Types) Split(string text)
    {
        string[] lines = text.Split('\n');
        int types = Array.FindIndex(lines, static line => TypeStart().IsMatch(line));
        types = types < 0 ? lines.Length : types;
        string statements = string.Join('\n', lines[..types].Select(static line => IsUsing(line) ? "" : line));
        return (string.Join('\n', lines.Where(IsUsing)), statements, string.Join('\n', lines[types..]));

        static bool IsUsing(string line) =>
            line.StartsWith("using ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(';') && !line.Contains('=', StringComparison.Ordinal) && !line.Contains('(', StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(public |internal |file |sealed |static |abstract |partial |readonly )*(class|record|struct|interface|enum) ", RegexOptions.CultureInvariant)]
    private static partial Regex TypeStart();
}
