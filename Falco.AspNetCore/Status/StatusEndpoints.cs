using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Falco.Hosting;
using Falco.Rules.Loading;
using Microsoft.AspNetCore.Http;

namespace Falco.AspNetCore.Status;

/// <summary>Answers what an engine is doing.</summary>
internal sealed class StatusEndpoints(FalcoEngine engine, HttpSensor? sensor, AlertStream alerts)
{
    public Task WriteStatusAsync(HttpContext context) =>
        WriteAsync(context, StatusDocument.Of(engine.GetStatus(), sensor is null ? null : Describe(sensor)), StatusJson.Default.StatusDocument);

    public Task WriteRulesAsync(HttpContext context)
    {
        Dictionary<string, long> counts = engine.GetAlertsByRule().ToDictionary(static count => count.Key.Name, static count => count.Value, StringComparer.Ordinal);
        IReadOnlyList<RuleDocument> rules =
        [
            .. (engine.Rules?.Rules ?? []).Select(rule => Describe(rule, counts.GetValueOrDefault(rule.Name))),
        ];
        return WriteAsync(context, rules, StatusJson.Default.IReadOnlyListRuleDocument);
    }

    public Task FollowAlertsAsync(HttpContext context) => alerts.ServeAsync(context);

    private static RuleDocument Describe(Rule rule, long count) =>
        new(rule.Name, rule.Source, rule.Priority.ToString(), rule.Tags, rule.Description, rule.IsEnabled, count);

    private SensorDocument Describe(HttpSensor requests) =>
        new(requests.Options.CanRefuse, requests.Refused, requests.TruncatedTexts, alerts.Clients, alerts.Dropped);

    private static Task WriteAsync<T>(HttpContext context, T document, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, document, type, context.RequestAborted);
    }
}
