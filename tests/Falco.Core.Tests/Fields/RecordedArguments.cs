using System.IO.Compression;
using System.Text.Json;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Fields;

/// <summary><c>evt.args</c> of a capture as the reference printed it, by the number of the event.</summary>
internal static class RecordedArguments
{
    public static Dictionary<ulong, string?> Of(params string[] capture)
    {
        using StreamReader lines = new(new GZipStream(
            File.OpenRead(ReferenceData.File(["captures", .. capture]) + ".fields.jsonl.gz"), CompressionMode.Decompress));
        Dictionary<ulong, string?> arguments = [];
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument fields = JsonDocument.Parse(line);
            arguments.Add(fields.RootElement.GetProperty("evt.num").GetUInt64(), fields.RootElement.GetProperty("evt.args").GetString());
        }

        return arguments;
    }
}
