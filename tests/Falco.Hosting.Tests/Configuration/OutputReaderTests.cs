using Falco.Hosting.Configuration;
using Falco.Outputs.Sinks.Http;

namespace Falco.Hosting.Tests.Configuration;

public sealed class OutputReaderTests
{
    [Fact]
    public void Nothing_but_what_is_enabled_is_read()
    {
        OutputOptions outputs = Read("file_output: {filename: x}\nhttp_output: {url: http://x}\n");

        Assert.False(outputs.Any);
        Assert.Equal((1_000_000, TimeSpan.FromSeconds(2)), (outputs.QueueCapacity, outputs.Timeout));
    }

    [Fact]
    public void Queue_file_and_program_are_read()
    {
        OutputOptions outputs = Read("""
            output_timeout: 500
            outputs_queue: {capacity: 7}
            file_output: {enabled: true, filename: ./events.txt, keep_alive: true}
            program_output: {enabled: true, program: "cat > x", keep_alive: yes}
            syslog_output: {enabled: true}
            """);

        Assert.Equal((7, TimeSpan.FromMilliseconds(500), true), (outputs.QueueCapacity, outputs.Timeout, outputs.Syslog));
        Assert.Equal(("./events.txt", true), (outputs.File!.Path, outputs.File.KeepOpen));

        // Only the text "true" keeps a program.
        Assert.Equal(("cat > x", false, true), (outputs.Program!.Command, outputs.Program.KeepRunning, outputs.Program.IgnoresExitCode));
    }

    [Fact]
    public void Http_is_read()
    {
        OutputOptions outputs = Read("""
            http_output:
              enabled: true
              url: "'https://example.org/alerts'"
              user_agent: mine
              insecure: true
              ca_cert: /ca.crt
              mtls: true
              client_cert: /c.crt
              echo: true
              compress_uploads: true
              keep_alive: true
              max_consecutive_timeouts: 2
            """);

        HttpSinkOptions http = outputs.Http!;
        Assert.Equal("https://example.org/alerts", http.Url.AbsoluteUri);
        Assert.Equal(("mine", true, "/ca.crt", null, null), (http.UserAgent, http.IsInsecure, http.CaCertificate, http.CaBundle, http.CaFolder));
        Assert.Equal(("/c.crt", "/etc/ssl/certs/client.key"), (http.ClientCertificate, http.ClientKey));
        Assert.Equal((HttpCompression.Reply, true, 2, true), (http.Compression, http.KeepAlive, http.MaxConsecutiveTimeouts, outputs.EchoesHttp));
    }

    [Theory]
    [InlineData("file_output: {enabled: true}", "file output enabled but no filename in configuration block")]
    [InlineData("program_output: {enabled: true}", "program output enabled but no program in configuration block")]
    [InlineData("http_output: {enabled: true}", "http output enabled but no url in configuration block")]
    [InlineData("http_output: {enabled: true, url: 'ftp://x'}", "http output url 'ftp://x' is not a URL of http or https")]
    public void What_an_output_cannot_do_without_is_demanded(string text, string message)
    {
        ConfigurationResult result = ConfigurationLoader.Load(new ConfigurationSource { Text = text });

        Assert.Contains(message, result.Error!.Message, StringComparison.Ordinal);
    }

    private static OutputOptions Read(string text)
    {
        ConfigurationResult result = ConfigurationLoader.Load(new ConfigurationSource { Text = text });
        Assert.Null(result.Error);
        return result.Options!.Outputs;
    }
}
