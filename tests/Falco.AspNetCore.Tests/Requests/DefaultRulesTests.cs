using Falco.AspNetCore.Requests;
using Falco.AspNetCore.Tests.Servers;
using Falco.Core.Fields;
using Falco.Rules.Analysis;
using Falco.Rules.Loading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Falco.AspNetCore.Tests.Requests;

/// <summary>The rules that come with the library.</summary>
public sealed class DefaultRulesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Nothing_is_wrong_with_them() => Assert.Empty(RuleLint.Check([HttpRules.Read()], new RuleLoaderOptions
    {
        Sources = new Dictionary<string, IFieldResolver> { [HttpFields.SourceName] = HttpFields.CreateSource().CreateCatalog() },
    }));

    [Theory]
    [InlineData("/files?name=..%2F..%2Fetc%2Fpasswd", "curl", "Request climbs out of the application")]
    [InlineData("/files?name=%2e%2e/%2e%2e/secret", "curl", "Request climbs out of the application")]
    [InlineData("/.env", "curl", "Request for a hidden file")]
    [InlineData("/site/.GIT/config", "curl", "Request for a hidden file")]
    [InlineData("/", "sqlmap/1.8", "Request of a scanner")]
    [InlineData("/", "Mozilla/5.0 Nikto", "Request of a scanner")]
    [InlineData("/?x=${jndi:ldap://h/a}", "curl", "Lookup in a request")]
    [InlineData("/", "${jndi:ldap://h/a}", "Lookup in a request")]
    public async Task They_hold_for_what_they_are_about(string target, string agent, string rule)
    {
        await using WebServer server = await StartAsync();
        await GetAsync(server, target, agent);

        Assert.Equal(rule, server.NextAlert().Rule);
    }

    [Theory]
    [InlineData("/", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36")]
    [InlineData("/files/a..b?range=1..2", "curl/8")]
    [InlineData("/environment?x=.env", "PostmanRuntime/7")]
    [InlineData("/.well-known/openid-configuration", "curl/8")]
    public async Task They_do_not_hold_for_what_users_send(string target, string agent)
    {
        await using WebServer server = await StartAsync();
        await GetAsync(server, target, agent);

        Assert.False(server.HasAlert);
    }

    private static Task<WebServer> StartAsync() => WebServer.KestrelAsync(null, static app =>
    {
        app.UseFalcoSensor();
        app.MapGet("{**path}", static context => context.Response.WriteAsync("hello"));
    }, services: static services => services.AddFalco(static falco => falco.FromAspNetCore()));

    private static async Task GetAsync(WebServer server, string target, string agent)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(server.Address.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        using HttpResponseMessage response = await server.Client.SendAsync(request, Stop);
        Assert.True(response.IsSuccessStatusCode);
    }
}
