using System.Globalization;
using System.Text.Json;
using Falco.Hosting.Configuration;
using Falco.Hosting.Configuration.Documents;

namespace Falco.Conformance;

/// <summary>Does to a configuration what a recorded test did, in a folder of its own.</summary>
internal sealed class ConfigurationReplay(Differences differences) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("falco-configuration-").FullName;
    private ConfigurationDocument _document = new();

    /// <summary>Does one operation and compares what it gave.</summary>
    public void Run(RecordedOperation operation)
    {
        switch (operation.Kind)
        {
            case "test":
                break;
            case "config_content":
                Load(operation, new ConfigurationSource { Text = operation.Text("yaml") });
                break;
            case "config_file":
                WriteFiles(operation);
                Load(operation, new ConfigurationSource { File = InFolder(operation.Text("path")!), Folder = _folder });
                break;
            case "yaml_load":
                Func<string, string?> variables = name => Variable(operation, name);
                _document = new ConfigurationDocument(ConfigurationYaml.Parse(operation.Text("content")!, "", variables));
                differences.Compare(operation, operation.Text("dump"), FlowText.Of(_document.Root));
                break;
            case "yaml_clear":
                _document = new ConfigurationDocument();
                break;
            case "yaml_set":
                _document.Set(operation.Text("key")!, new ScalarNode(TextOf(operation.Data.GetProperty("value")), ConfigurationPosition.None));
                break;
            case "yaml_defined":
                differences.Compare(operation, operation.Flag("result").ToString(), (_document.Find(operation.Text("key")!) is not null).ToString());
                break;
            case "yaml_get":
                CompareValue(operation);
                break;
            case "yaml_seq":
                CompareItems(operation);
                break;
            default:
                differences.Compare(operation, operation.Kind, "an operation that the replay does not know");
                break;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Variable(RecordedOperation operation, string name) =>
        operation.Data.TryGetProperty("env", out JsonElement variables) && variables.TryGetProperty(name, out JsonElement value)
            ? value.GetString()
            : null;

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToString(),
    };

    // The main file of one recording lies outside the folder of the test: it is kept inside ours.
    private static string InFolder(string path) => Path.GetFileName(path);

    private void WriteFiles(RecordedOperation operation)
    {
        foreach (JsonProperty file in operation.Data.GetProperty("files").EnumerateObject())
            Write(file.Name, file.Value.GetString()!);
        if (operation.Text("content") is { } content)
            Write(InFolder(operation.Text("path")!), content);

        void Write(string name, string text) =>
            File.WriteAllText(Path.Combine(_folder, name), text.Replace("$CWD", _folder, StringComparison.Ordinal));
    }

    private void Load(RecordedOperation operation, ConfigurationSource source)
    {
        string[] overrides = [.. operation.Data.GetProperty("cmdline").EnumerateArray().Select(item => item.GetString()!)];
        ConfigurationResult result = ConfigurationLoader.Load(source with { Overrides = overrides, Variables = _ => null });
        _document = result.Document;
        differences.Compare(operation, operation.Text("error"), result.Error?.Message);
        if (result.Options is not { } options || !operation.Flag("ok"))
            return;

        differences.Compare(operation, operation.Text("dump"), FlowText.Of(_document.Root).Replace(_folder, "$CWD", StringComparison.Ordinal));
        foreach (JsonProperty status in operation.Data.GetProperty("validation").EnumerateObject())
        {
            LoadedFile? file = result.Files.FirstOrDefault(file => InFolder(file.Name) == InFolder(status.Name));
            differences.Compare($"{operation} {status.Name}", status.Value.GetString(), file?.SchemaStatus);
        }

        ConfigurationOptionsJson.Compare(operation, options, differences);
    }

    private void CompareValue(RecordedOperation operation)
    {
        string key = operation.Text("key")!;
        JsonElement absent = operation.Data.GetProperty("default");
        var reader = new ConfigurationReader(_document, "");
        string? actual = null;
        string? error = null;
        try
        {
            actual = operation.Text("type") switch
            {
                "bool" => reader.Boolean(key, absent.GetBoolean()) ? "true" : "false",
                "int" => reader.Integer(key, absent.GetInt64()).ToString(CultureInfo.InvariantCulture),
                _ => reader.Text(key, absent.GetString()!),
            };
        }
        catch (ConfigurationException exception)
        {
            error = exception.Message;
        }

        differences.Compare(operation, operation.Text("error"), error);
        if (operation.Data.TryGetProperty("value", out JsonElement expected))
            differences.Compare(operation, TextOf(expected), actual);
    }

    private void CompareItems(RecordedOperation operation)
    {
        IEnumerable<string> actual = new ConfigurationReader(_document, "")
            .Items(operation.Text("key")!)
            .Select(item => item is ScalarNode scalar ? scalar.Text : "<object>");
        IEnumerable<string?> expected = operation.Data.GetProperty("values").EnumerateArray().Select(item => item.GetString());
        differences.Compare(operation, string.Join('\n', expected), string.Join('\n', actual));
    }
}
