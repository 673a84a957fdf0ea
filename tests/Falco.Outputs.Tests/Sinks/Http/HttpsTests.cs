using Falco.Outputs.Rendering;
using Falco.Outputs.Sinks;
using Falco.Outputs.Sinks.Http;
using Falco.Outputs.Tests.Delivery;

namespace Falco.Outputs.Tests.Sinks.Http;

/// <summary>An HTTPS server whose authority nobody knows, and that demands a client certificate.</summary>
public sealed class HttpsTests : IDisposable
{
    private static readonly AlertLayout Layout = new(new AlertLayoutOptions { Json = true, HostName = "h" });

    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _certificates;

    public HttpsTests() => _certificates = new TestCertificates(_folder);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("file")]
    [InlineData("bundle")]
    [InlineData("folder")]
    public async Task The_authority_may_be_named(string how)
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(certificate: _certificates.Server);
        var options = new HttpSinkOptions
        {
            Url = receiver.Url,
            CaCertificate = how == "file" ? _certificates.AuthorityFile : null,
            CaBundle = how == "bundle" ? _certificates.AuthorityFile : null,
            CaFolder = how == "folder" ? _folder.Path : null,
        };

        await WriteAsync(options);

        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task An_authority_that_nobody_knows_is_not_believed()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(certificate: _certificates.Server);

        await Assert.ThrowsAsync<HttpRequestException>(() => WriteAsync(new HttpSinkOptions { Url = receiver.Url }));

        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_believed()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(certificate: _certificates.Server);
        Uri other = new UriBuilder(receiver.Url) { Host = "127.0.0.1" }.Uri;

        await Assert.ThrowsAsync<HttpRequestException>(
            () => WriteAsync(new HttpSinkOptions { Url = other, CaCertificate = _certificates.AuthorityFile }));
    }

    [Fact]
    public async Task Whoever_answers_is_believed_when_insecure()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(certificate: _certificates.Server);

        await WriteAsync(new HttpSinkOptions { Url = receiver.Url, IsInsecure = true });

        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task The_client_shows_its_certificate()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(null, _certificates.Server, _certificates.Authority);

        await WriteAsync(new HttpSinkOptions
        {
            Url = receiver.Url,
            CaCertificate = _certificates.AuthorityFile,
            ClientCertificate = _certificates.ClientFile,
            ClientKey = _certificates.ClientKeyFile,
        });

        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Without_a_certificate_the_server_refuses_the_client()
    {
        await using HttpReceiver receiver = await HttpReceiver.StartAsync(null, _certificates.Server, _certificates.Authority);

        await Assert.ThrowsAsync<HttpRequestException>(
            () => WriteAsync(new HttpSinkOptions { Url = receiver.Url, CaCertificate = _certificates.AuthorityFile }));

        Assert.Empty(receiver.Requests);
    }

    private static async Task WriteAsync(HttpSinkOptions options)
    {
        using var sink = new HttpSink(options, Layout);
        await sink.WriteAsync(new AlertBatch(new[] { Alerts.Numbered(0) }), CancellationToken.None);
    }
}
