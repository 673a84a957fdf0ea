using System.Globalization;
using System.Text;
using Falco.Hosting.Configuration;

namespace Falco.Cli;

/// <summary>Standard output and standard error of the command. Writes at once: alerts go to the same stream by another way.</summary>
internal sealed class Terminal(Stream output, Stream error, TimeProvider clock, bool isColoured = false)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Lock _complaining = new();
    private LogOptions _log = new() { StandardError = true };
    private bool _isIso8601;

    /// <summary>Standard output. Several sources may write to it, each from its own thread.</summary>
    public Stream Output { get; } = Stream.Synchronized(output);

    /// <summary>Whether a person reads standard output, who is not averse to colours.</summary>
    public bool IsColoured => isColoured;

    /// <summary>Says which messages of the log are written, and how their time is.</summary>
    public void Configure(FalcoOptions options)
    {
        _log = options.Log;
        _isIso8601 = options.Layout.Iso8601Time;
    }

    /// <summary>Writes to standard output.</summary>
    public void Print(string text)
    {
        Output.Write(Utf8.GetBytes(text));
        Output.Flush();
    }

    /// <summary>Writes to standard error.</summary>
    public void Complain(string text)
    {
        // Outputs complain on threads of their own.
        lock (_complaining)
        {
            error.Write(Utf8.GetBytes(text));
            error.Flush();
        }
    }

    /// <summary>Tells why the command ends.</summary>
    public void Fail(CommandException exception)
    {
        string text = $"Runtime error: {exception.Message}. Exiting.";
        if (!exception.IsRuntimeError)
            Complain($"Error: {exception.Message}\n");
        else if (_log.StandardError)
            Log(LogSeverity.Error, text);
        else
            Complain(text + "\n");
    }

    /// <summary>Writes a line of the log to standard error, unless the configuration says that it is not to be written.</summary>
    public void Log(LogSeverity severity, string message)
    {
        if (!_log.StandardError || severity > _log.Level)
            return;

        DateTimeOffset now = _isIso8601 ? clock.GetUtcNow() : clock.GetLocalNow();
        string time = now.ToString(_isIso8601 ? "yyyy-MM-dd'T'HH:mm:ss'+0000'" : "ddd MMM dd HH:mm:ss yyyy", CultureInfo.InvariantCulture);
        Complain($"{time}: {message}\n");
    }
}
