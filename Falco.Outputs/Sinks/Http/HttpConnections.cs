using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Falco.Outputs.Sinks.Http;

/// <summary>Makes what connects to a receiver: whom it trusts and how it shows who it is.</summary>
internal static class HttpConnections
{
    /// <exception cref="IOException">A certificate cannot be read.</exception>
    /// <exception cref="CryptographicException">A file holds no certificate, or no key that fits.</exception>
    public static SocketsHttpHandler Create(HttpSinkOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // The request carries alerts, not the trace of whatever raised them.
            ActivityHeadersPropagator = null,

            // Names may move to other addresses.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (options.KeepAlive)
            handler.ConnectCallback = ConnectAsync;
        handler.SslOptions.CertificateChainPolicy = CreatePolicy(options);
        if (options.IsInsecure)
            Trust(handler.SslOptions);
        if (options.ClientCertificate is { } certificate)
            handler.SslOptions.ClientCertificateContext = LoadClient(certificate, options.ClientKey);
        return handler;
    }

    [SuppressMessage("Security", "CA5359", Justification = "It is what the user asked for.")]
    private static void Trust(SslClientAuthenticationOptions options) => options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(context.DnsEndPoint, token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static X509ChainPolicy? CreatePolicy(HttpSinkOptions options)
    {
        X509Certificate2Collection? authorities = LoadAuthorities(options);
        if (authorities is null)
            return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static X509Certificate2Collection? LoadAuthorities(HttpSinkOptions options)
    {
        var authorities = new X509Certificate2Collection();
        if ((options.CaCertificate ?? options.CaBundle) is { } file)
            authorities.ImportFromPemFile(file);
        else if (options.CaFolder is { } folder)
            LoadFolder(folder, authorities);
        else
            return null;
        return authorities;
    }

    // As the reference's TLS library, which passes over files that are no certificates.
    private static void LoadFolder(string folder, X509Certificate2Collection authorities)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            try
            {
                authorities.ImportFromPemFile(file);
            }
            catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private static SslStreamCertificateContext LoadClient(string certificate, string? key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificate, key), chain, offline: true);
    }
}
