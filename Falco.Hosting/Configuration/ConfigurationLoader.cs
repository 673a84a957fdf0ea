using Falco.Hosting.Configuration.Documents;
using Falco.Hosting.Configuration.Schema;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;

namespace Falco.Hosting.Configuration;

/// <summary>Loads a configuration: main file, included files, overrides, in the reference's order.</summary>
public sealed class ConfigurationLoader
{
    private readonly ConfigurationSource _source;
    private readonly List<LoadedFile> _files = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private ConfigurationDocument _document = new();
    private ConfigurationSchema? _schema;

    private ConfigurationLoader(ConfigurationSource source) => _source = source;

    // What the reference calls a configuration that comes from no file.
    private string Name => _source.File ?? "default";

    /// <summary>Loads a configuration. What is wrong with it is told by the result.</summary>
    public static ConfigurationResult Load(ConfigurationSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ConfigurationLoader(source).Load();
    }

    private ConfigurationResult Load()
    {
        FalcoOptions? options = null;
        try
        {
            _document = new ConfigurationDocument(ReadMain());
            ApplyOverrides("config_files");
            IncludeFiles();
            ApplyOverrides("");
            options = new OptionsReader(new ConfigurationReader(_document, Name), _diagnostics).Read();
        }
        catch (ConfigurationException error)
        {
            _diagnostics.Add(ToDiagnostic(error.Code, DiagnosticSeverity.Error, error.Message, error.Position));
        }

        return new ConfigurationResult(options, _document, _files, _diagnostics);
    }

    internal static Diagnostic ToDiagnostic(string code, DiagnosticSeverity severity, string message, ConfigurationPosition position) =>
        new(code, severity, message, position.Line < 0
            ? []
            : [new DiagnosticLocation(
                position.File, new SourcePosition(position.Offset, position.Line, position.Column), "configuration", "")])
        {
            Range = position.Line < 0 ? null : RangeOf(position),
        };

    private static TextRange RangeOf(ConfigurationPosition position)
    {
        TextPosition place = new(position.Line + 1, position.Column + 1);
        return new TextRange(position.File, place, place);
    }

    private ConfigurationNode ReadMain()
    {
        if (_source.Text is { } text)
            return Parse(text, Name);
        return _source.File is { } file
            ? ReadFile(file, Path.Combine(_source.Folder, file))
            : DefaultConfiguration.Create();
    }

    private ConfigurationNode ReadFile(string name, string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                ConfigurationCodes.File, $"Could not find configuration file at {name}", ConfigurationPosition.None);
        }

        return Parse(text, name);
    }

    private ConfigurationNode Parse(string text, string name)
    {
        ConfigurationNode root = ConfigurationYaml.Parse(text, name, _source.Variables);
        string status = SchemaValidator.Validate(_schema ??= ConfigurationSchema.Read(), root);
        _files.Add(new LoadedFile(name, status));
        if (status != SchemaValidator.Ok)
            _diagnostics.Add(ToDiagnostic(ConfigurationCodes.Schema, DiagnosticSeverity.Warning, status, root.Position));
        return root;
    }

    private void IncludeFiles()
    {
        foreach (IncludedFile file in new ConfigurationFiles(_source, _source.File ?? "").Find(_document))
            ConfigurationFiles.Merge(_document, ReadFile(file.Name, file.Path), file);
    }

    private void ApplyOverrides(string prefix)
    {
        foreach (string text in _source.Overrides)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
                ApplyOverride(text);
        }
    }

    private void ApplyOverride(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new ConfigurationException(
                ConfigurationCodes.Key,
                $"Error parsing config option \"{text}\". Must be of the form key=val or key.subkey=val",
                ConfigurationPosition.None);
        }

        string value = text[(equals + 1)..];
        ConfigurationNode node = value is ['{', .., '}']
            ? ConfigurationYaml.Parse(value, "", variables: null)
            : new ScalarNode(value, ConfigurationPosition.None);
        _document.Set(text[..equals], node);
    }
}
