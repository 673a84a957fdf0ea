using System.Buffers.Binary;
using System.Net;
using System.Text.Json;

namespace Falco.Core.State;

/// <summary>Reads the JSON object in which events tell of a container, in place and bounded.</summary>
/// <remarks>
/// <c>{"container":{…}}</c>; what old drivers sent lacks the outer object. Keys that are not known are passed over, and a null is no value.
/// </remarks>
internal static class ContainerDocument
{
    /// <summary>The longest document that is read, in bytes: labels and environments of real containers take a few thousand.</summary>
    public const int MaxLength = 1024 * 1024;

    // Of mounts and of labels; what exceeds it makes the document malformed.
    private const int MaxItems = 4096;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads a document.</summary>
    /// <param name="json">UTF-8, without a NUL.</param>
    /// <returns><see langword="null"/> if it is malformed, too long, or names no container.</returns>
    public static ContainerRecord? Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxLength)
            return null;
        try
        {
            ContainerRecord record = new();
            Utf8JsonReader reader = new(json, Options);
            ReadRoot(ref reader, record);
            if (record.Id.IsEmpty)
                return null;
            record.Document = json.ToArray();
            record.AddressNumber = NumberOf(record.Address.Span);
            return record;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // Bytes that are no JSON, values of another type than the key asks for, or text that is not UTF-8.
            return null;
        }
    }

    private static void ReadRoot(ref Utf8JsonReader reader, ContainerRecord record)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextKey(ref reader))
        {
            if (reader.ValueTextEquals("container"u8))
                ReadContainer(ref reader, record);
            else
                ReadKey(ref reader, record);
        }

        if (reader.Read())
            throw new JsonException();
    }

    private static void ReadContainer(ref Utf8JsonReader reader, ContainerRecord record)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextKey(ref reader))
            ReadKey(ref reader, record);
    }

    private static void ReadKey(ref Utf8JsonReader reader, ContainerRecord record)
    {
        if (reader.ValueTextEquals("id"u8))
            record.Id = Text(ref reader);
        else if (reader.ValueTextEquals("full_id"u8))
            record.FullId = Text(ref reader);
        else if (reader.ValueTextEquals("type"u8))
            record.Type = Type(ref reader);
        else if (reader.ValueTextEquals("name"u8))
            record.Name = Text(ref reader);
        else if (reader.ValueTextEquals("image"u8))
            record.Image = Text(ref reader);
        else if (reader.ValueTextEquals("imageid"u8))
            record.ImageId = Text(ref reader);
        else if (reader.ValueTextEquals("imagerepo"u8))
            record.ImageRepository = Text(ref reader);
        else if (reader.ValueTextEquals("imagetag"u8))
            record.ImageTag = Text(ref reader);
        else if (reader.ValueTextEquals("imagedigest"u8))
            record.ImageDigest = Text(ref reader);
        else if (reader.ValueTextEquals("ip"u8))
            record.Address = Text(ref reader);
        else if (reader.ValueTextEquals("User"u8))
            record.User = Text(ref reader);
        else if (reader.ValueTextEquals("cni_json"u8))
            record.NetworkResult = Text(ref reader);
        else if (reader.ValueTextEquals("pod_sandbox_id"u8))
            record.PodSandboxId = Text(ref reader);
        else if (reader.ValueTextEquals("privileged"u8))
            record.IsPrivileged = Truth(ref reader);
        else if (reader.ValueTextEquals("is_pod_sandbox"u8))
            record.IsPodSandbox = Truth(ref reader);
        else if (reader.ValueTextEquals("host_pid"u8))
            record.HasHostProcesses = Truth(ref reader);
        else if (reader.ValueTextEquals("host_network"u8))
            record.HasHostNetwork = Truth(ref reader);
        else if (reader.ValueTextEquals("host_ipc"u8))
            record.HasHostIpc = Truth(ref reader);
        else if (reader.ValueTextEquals("Mounts"u8))
            record.MountArray = Mounts(ref reader);
        else if (reader.ValueTextEquals("labels"u8))
            record.LabelArray = Labels(ref reader);
        else if (reader.ValueTextEquals("pod_sandbox_labels"u8))
            record.PodLabelArray = Labels(ref reader);
        else
            Pass(ref reader);
    }

    private static ContainerMount[] Mounts(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
            return [];
        Require(reader.TokenType == JsonTokenType.StartArray);
        List<ContainerMount> mounts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(reader.TokenType == JsonTokenType.StartObject && mounts.Count < MaxItems);
            mounts.Add(Mount(ref reader));
        }

        return [.. mounts];
    }

    private static ContainerMount Mount(ref Utf8JsonReader reader)
    {
        byte[] source = [], destination = [], mode = [], propagation = [];
        bool isWritable = false;
        while (NextKey(ref reader))
        {
            if (reader.ValueTextEquals("Source"u8))
                source = Text(ref reader);
            else if (reader.ValueTextEquals("Destination"u8))
                destination = Text(ref reader);
            else if (reader.ValueTextEquals("Mode"u8))
                mode = Text(ref reader);
            else if (reader.ValueTextEquals("RW"u8))
                isWritable = Truth(ref reader);
            else if (reader.ValueTextEquals("Propagation"u8))
                propagation = Text(ref reader);
            else
                Pass(ref reader);
        }

        return new ContainerMount(source, destination, mode, isWritable, propagation);
    }

    private static ContainerLabel[] Labels(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
            return [];
        Require(reader.TokenType == JsonTokenType.StartObject);
        SortedDictionary<byte[], byte[]> labels = new(ByteOrder.Instance);
        while (NextKey(ref reader))
        {
            Require(labels.Count < MaxItems);
            byte[] name = Value(ref reader);
            labels[name] = Text(ref reader);
        }

        return [.. labels.Select(label => new ContainerLabel(label.Key, label.Value))];
    }

    private static bool NextKey(ref Utf8JsonReader reader)
    {
        Require(reader.Read());
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    private static byte[] Text(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
            return [];
        Require(reader.TokenType == JsonTokenType.String);
        return Value(ref reader);
    }

    private static byte[] Value(ref Utf8JsonReader reader)
    {
        // Escapes only ever make a text shorter.
        byte[] text = new byte[reader.ValueSpan.Length];
        int length = reader.CopyString(text);
        return length == text.Length ? text : text[..length];
    }

    private static bool Truth(ref Utf8JsonReader reader) => !IsNull(ref reader) && reader.GetBoolean();

    private static ContainerType Type(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
            return ContainerType.Unknown;
        return reader.GetInt64() is >= 0 and < (long)ContainerType.Unknown and var number ? (ContainerType)number : ContainerType.Unknown;
    }

    private static bool IsNull(ref Utf8JsonReader reader)
    {
        Require(reader.Read());
        return reader.TokenType == JsonTokenType.Null;
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        Require(reader.Read());
        reader.Skip();
    }

    private static uint NumberOf(ReadOnlySpan<byte> address)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        return IPAddress.TryParse(address, out IPAddress? parsed) && parsed.TryWriteBytes(number, out int length) && length == sizeof(uint)
            ? BinaryPrimitives.ReadUInt32BigEndian(number)
            : 0;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        Require(reader.Read() && reader.TokenType == type);
    }

    private static void Require(bool isRight)
    {
        if (!isRight)
            throw new JsonException();
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
