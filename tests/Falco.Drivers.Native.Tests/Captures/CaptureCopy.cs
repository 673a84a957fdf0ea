using System.Buffers.Binary;
using System.Security.Cryptography;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Copies captures: what a reader delivers goes into a writer.</summary>
internal static class CaptureCopy
{
    /// <summary>Copies a capture file.</summary>
    public static byte[] Of(string path, CaptureWriterOptions? options = null) => Of(CaptureReader.Open(path), options);

    /// <summary>Copies a capture in memory.</summary>
    public static byte[] Of(CaptureBuilder capture, CaptureWriterOptions? options = null) =>
        Of(CaptureReader.Open(new MemoryStream(capture.ToArray())), options);

    public static byte[] Of(CaptureReader reader, CaptureWriterOptions? options = null)
    {
        using (reader)
        {
            using MemoryStream copy = new();
            using CaptureWriter writer = CaptureWriter.Create(copy, leaveOpen: true, options);
            using IDisposable subscription = reader.Subscribe(writer);
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
            Assert.Equal(reader.Statistics.Events, writer.Statistics.Events);
            return copy.ToArray();
        }
    }

    /// <summary>A digest of everything that a reader delivers of each event: the bytes, the CPU, the flags.</summary>
    public static (long Count, string Digest) EventsOf(CaptureReader reader)
    {
        using (reader)
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long count = 0;
            byte[] delivery = new byte[6];
            using IDisposable subscription = reader.Subscribe((in Event view) =>
            {
                count++;
                BinaryPrimitives.WriteUInt16LittleEndian(delivery, view.Cpu);
                BinaryPrimitives.WriteUInt32LittleEndian(delivery.AsSpan(2), (uint)view.Flags);
                hash.AppendData(delivery);
                hash.AppendData(view.Bytes);
            });
            Assert.Null(reader.Run(TestContext.Current.CancellationToken));
            return (count, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }
}
