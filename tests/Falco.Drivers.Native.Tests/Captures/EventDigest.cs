using System.Buffers.Binary;
using System.Security.Cryptography;
using Falco.Core.Events;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>A digest of everything that a source delivers of each event: the bytes, the CPU, the flags.</summary>
internal sealed class EventDigest : IEventObserver, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _delivery = new byte[6];

    public long Events { get; private set; }

    /// <summary>The digest of the events so far.</summary>
    public string Value => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void OnEvent(in Event view)
    {
        Events++;
        BinaryPrimitives.WriteUInt16LittleEndian(_delivery, view.Cpu);
        BinaryPrimitives.WriteUInt32LittleEndian(_delivery.AsSpan(2), (uint)view.Flags);
        _hash.AppendData(_delivery);
        _hash.AppendData(view.Bytes);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _hash.Dispose();
}
