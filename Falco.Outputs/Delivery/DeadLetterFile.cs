using System.Buffers;
using System.Text;
using System.Text.Json;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

/// <summary>
/// Takes alerts that are given up, one JSON object a line: <c>alert</c> (all of it, as JSON alerts are), <c>error</c>, <c>sink</c> and
/// <c>time</c>. It is opened for each use: giving up is rare, and the file may have been moved away.
/// </summary>
internal sealed class DeadLetterFile(string path, string sink, TimeProvider clock)
{
    private readonly AlertLayout _layout = new(new AlertLayoutOptions { Json = true, IncludeMessage = true }, clock);

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public void Append(ReadOnlySpan<Alert> alerts, string error)
    {
        var lines = new ArrayBufferWriter<byte>(4096);
        string now = clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        byte[] rest = Encoding.UTF8.GetBytes(
            $",\"error\":\"{JsonEncodedText.Encode(error)}\",\"sink\":\"{JsonEncodedText.Encode(sink)}\",\"time\":\"{now}\"}}\n");
        foreach (Alert alert in alerts)
        {
            lines.Write("{\"alert\":"u8);
            _layout.Write(alert, lines);
            lines.Write(rest);
        }

        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(lines.WrittenSpan);
    }
}
