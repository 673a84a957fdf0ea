using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Descriptors that a test opens, and that are closed at its end.</summary>
internal sealed class ScratchDescriptors : IDisposable
{
    private readonly Stack<nint> _open = new();

    /// <summary>Makes a call that gives a descriptor.</summary>
    public nint Open(string call, params ReadOnlySpan<nint> arguments) => Take(NativeCall.Succeed(call, arguments));

    /// <summary>Closes a descriptor at the end, too, if it is one.</summary>
    public nint Take(nint descriptor)
    {
        if (descriptor >= 0)
            _open.Push(descriptor);
        return descriptor;
    }

    /// <summary>The end to read from, and the one to write to.</summary>
    public (nint Output, nint Input) Pipe()
    {
        using NativeBytes pair = new(8);
        NativeCall.Succeed("pipe2", pair, 0);
        return TakePair(pair);
    }

    /// <summary>Two Unix sockets that are connected with each other.</summary>
    /// <param name="type">1 is a stream, 2 datagrams.</param>
    public (nint First, nint Second) Sockets(int type = 1)
    {
        using NativeBytes pair = new(8);
        NativeCall.Succeed("socketpair", SocketEnd.UnixFamily, type, 0, pair);
        return TakePair(pair);
    }

    /// <summary>Two descriptors that a call wrote.</summary>
    public (nint First, nint Second) TakePair(NativeBytes pair)
    {
        ReadOnlySpan<int> descriptors = MemoryMarshal.Cast<byte, int>(pair.Span);
        return (Take(descriptors[0]), Take(descriptors[1]));
    }

    public void Dispose()
    {
        while (_open.TryPop(out nint descriptor))
            NativeCall.Make(3, [descriptor, 0, 0, 0, 0, 0]);
    }
}
