using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Sinks.Http;

/// <summary>Lays out the bodies of requests.</summary>
internal sealed class HttpBody(HttpSinkOptions options, AlertLayout layout)
{
    private readonly ArrayBufferWriter<byte> _text = new(4096);

    /// <summary>A body; valid until the next.</summary>
    public HttpContent Create(ReadOnlySpan<Alert> alerts)
    {
        _text.ResetWrittenCount();
        if (options.Batching == HttpBatching.JsonArray)
            WriteArray(alerts);
        else
            WriteLines(alerts);
        HttpContent content = new ReadOnlyMemoryContent(_text.WrittenMemory);
        if (options.Compression == HttpCompression.Request)
        {
            content = new ByteArrayContent(Compress(_text.WrittenSpan));
            content.Headers.ContentEncoding.Add("gzip");
        }

        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        return content;
    }

    private string MediaType => !layout.IsJson ? "text/plain" : options.Batching == HttpBatching.Lines ? "application/x-ndjson" : "application/json";

    private void WriteArray(ReadOnlySpan<Alert> alerts)
    {
        for (int i = 0; i < alerts.Length; i++)
        {
            _text.Write(i == 0 ? "["u8 : ","u8);
            layout.Write(alerts[i], _text);
        }

        _text.Write("]"u8);
    }

    // A single alert is the whole body, without a line end, as the reference sends it.
    private void WriteLines(ReadOnlySpan<Alert> alerts)
    {
        foreach (Alert alert in alerts)
        {
            layout.Write(alert, _text);
            if (options.Batching == HttpBatching.Lines)
                _text.Write("\n"u8);
        }
    }

    private static byte[] Compress(ReadOnlySpan<byte> text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);
        return compressed.ToArray();
    }
}
