using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>Makes the JSON object of a container from the parameters that drivers once sent one by one: id, type, name, image.</summary>
internal sealed class ContainerJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _writer;

    public ContainerJson()
    {
        // Names of images are told as they are, with "+" and the like.
        _writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Makes the object.</summary>
    /// <param name="container">An event with the four parameters.</param>
    /// <returns>The object ended by a NUL, valid until the next call; nothing if a parameter is missing or of another size.</returns>
    public ReadOnlySpan<byte> Write(in Event container)
    {
        ReadOnlySpan<byte> type = container.GetBytes(1);
        if (type.Length != sizeof(uint) || !container.TryGetText(0, out ReadOnlySpan<byte> id)
            || !container.TryGetText(2, out ReadOnlySpan<byte> name) || !container.TryGetText(3, out ReadOnlySpan<byte> image))
        {
            return default;
        }

        _bytes.ResetWrittenCount();
        _writer.Reset(_bytes);
        _writer.WriteStartObject();
        _writer.WriteString("id"u8, id);
        _writer.WriteNumber("type"u8, BinaryPrimitives.ReadUInt32LittleEndian(type));
        _writer.WriteString("name"u8, name);
        _writer.WriteString("image"u8, image);
        _writer.WriteEndObject();
        _writer.Flush();
        _bytes.GetSpan(1)[0] = 0;
        _bytes.Advance(1);
        return _bytes.WrittenSpan;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
