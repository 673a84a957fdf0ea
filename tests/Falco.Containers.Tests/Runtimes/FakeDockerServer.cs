using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Falco.Containers.Tests.Runtimes;

/// <summary>A server on a unix socket that answers as Docker does, from texts that a test gives.</summary>
internal sealed class FakeDockerServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("docker");
    private readonly WebApplication _server;

    private FakeDockerServer(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Socket));
        _server = builder.Build();
        _server.Run(answer);
    }

    public string Socket => Path.Combine(_folder.FullName, "docker.sock");

    public static async Task<FakeDockerServer> StartAsync(RequestDelegate answer)
    {
        FakeDockerServer server = new(answer);
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
