using Grpc.Core;
using Grpc.Net.Client;

namespace Falco.Containers.Runtimes;

/// <summary>Calls over a unix socket, each bounded in time and size.</summary>
internal sealed class GrpcConnection : IDisposable
{
    private const int MaxAnswer = 16 * 1024 * 1024;

    private readonly TimeSpan _timeout;
    private readonly SocketsHttpHandler _handler;
    private readonly GrpcChannel _channel;

    public GrpcConnection(string socket, TimeSpan timeout)
    {
        _timeout = timeout;
        _handler = UnixSocketHandler.Create(socket, timeout);
        _channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = _handler, MaxReceiveMessageSize = MaxAnswer });
    }

    public CallInvoker Invoker => _channel.CreateCallInvoker();

    /// <summary>Makes a call.</summary>
    /// <returns>The answer; <see langword="null"/> if what is asked for does not exist.</returns>
    /// <exception cref="RuntimeException">There was no answer, or an error.</exception>
    public async Task<T?> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken stop, string? space = null)
        where T : class
    {
        CallOptions options = new(HeadersOf(space), DateTime.UtcNow + _timeout, stop);
        try
        {
            return await call(options).ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
        catch (RpcException error)
        {
            stop.ThrowIfCancellationRequested();
            throw new RuntimeException($"{error.StatusCode}: {error.Status.Detail}", error);
        }
    }

    /// <summary>The next message of a stream.</summary>
    /// <exception cref="RuntimeException">The stream broke.</exception>
    public static async Task<bool> MoveNextAsync<T>(IAsyncStreamReader<T> stream, CancellationToken stop)
    {
        try
        {
            return await stream.MoveNext(stop).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            stop.ThrowIfCancellationRequested();
            throw new RuntimeException($"{error.StatusCode}: {error.Status.Detail}", error);
        }
    }

    public void Dispose()
    {
        _channel.Dispose();
        _handler.Dispose();
    }

    private static Metadata? HeadersOf(string? space) => space is null ? null : new Metadata { { "containerd-namespace", space } };
}
