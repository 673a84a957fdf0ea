using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Rules.Tests.Engine;
using Falco.Testing.Support;

namespace Falco.Rules.Tests.Plugins;

/// <summary>The rule files of plugins, for events that are no system calls, with fields that the host application brings.</summary>
public sealed class PluginRulesTests
{
    private static readonly Dictionary<string, string> Versions = new()
    {
        ["cloudtrail"] = "0.13.0",
        ["json"] = "0.7.3",
        ["k8saudit"] = "0.18.0",
        ["okta"] = "0.11.2",
        ["github"] = "0.8.1",
        ["gcpaudit"] = "0.6.0",
    };

    [Theory]
    [InlineData("aws_cloudtrail_rules.yaml", "aws_cloudtrail", "cloudtrail", 22)]
    [InlineData("k8s_audit_rules.yaml", "k8s_audit", "k8saudit", 48)]
    [InlineData("okta_rules.yaml", "okta", "okta", 21)]
    [InlineData("github.yaml", "github", "github", 15)]
    [InlineData("gcp_auditlog_rules.yaml", "gcp_auditlog", "gcpaudit", 39)]
    public void All_rules_of_a_plugin_load_with_its_fields(string file, string source, string plugin, int count)
    {
        (RuleLoader loader, RuleLoadResult result) = Load(file, source, plugin);

        Assert.True(result.IsSuccessful, result.ToString());
        Assert.Equal("ok", result.SchemaStatus);
        Assert.Null(loader.CheckPluginRequirements());
        Assert.Equal(count, loader.Build().Rules.Count(rule => rule.Source == source));
    }

    [Theory]
    [InlineData("aws_cloudtrail_rules.yaml", "aws_cloudtrail", "cloudtrail")]
    [InlineData("k8s_audit_rules.yaml", "k8s_audit", "k8saudit")]
    [InlineData("okta_rules.yaml", "okta", "okta")]
    [InlineData("github.yaml", "github", "github")]
    [InlineData("gcp_auditlog_rules.yaml", "gcp_auditlog", "gcpaudit")]
    public void Without_the_plugin_its_rules_are_skipped_with_a_warning(string file, string source, string plugin)
    {
        RuleLoader loader = new();
        RuleLoadResult result = loader.Load(file, File.ReadAllText(ReferenceData.File("falco-rules", file)));

        Assert.True(result.IsSuccessful, result.ToString());
        Assert.Empty(loader.Build().Rules);
        Assert.Contains(result.Warnings, warning => warning.Code == "LOAD_UNKNOWN_SOURCE" && warning.Message == $"Unknown source {source}, skipping");
        Assert.Contains(plugin, loader.CheckPluginRequirements(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cloudtrail_rules_hold_for_events_with_their_fields() => AssertRaised(
        "aws_cloudtrail_rules.yaml", "aws_cloudtrail", "cloudtrail",
        """
        ct.name = ConsoleLogin
        ct.user.identitytype = IAMUser
        ct.user = eve
        ct.srcip = 192.0.2.1
        json.value[/responseElements/ConsoleLogin] = Success
        json.value[/additionalEventData/MFAUsed] = No
        """,
        "Critical Console Login Without MFA: Detected a console login without MFA (requesting user=eve, requesting IP=192.0.2.1, AWS region=<NA>)");

    [Fact]
    public void A_field_that_an_event_has_keeps_a_rule_from_holding_that_asks_for_its_absence() => AssertRaised(
        "aws_cloudtrail_rules.yaml", "aws_cloudtrail", "cloudtrail",
        """
        ct.name = ConsoleLogin
        ct.error = Failed authentication
        ct.user.identitytype = IAMUser
        json.value[/responseElements/ConsoleLogin] = Success
        json.value[/additionalEventData/MFAUsed] = No
        """,
        null);

    [Fact]
    public void K8s_audit_rules_hold_for_events_with_their_fields() => AssertRaised(
        "k8s_audit_rules.yaml", "k8s_audit", "k8saudit",
        """
        jevt.value[/stage] = ResponseComplete
        ka.verb = create
        ka.target.resource = pods
        ka.target.namespace = shop
        ka.user.name = eve
        ka.auth.decision = allow
        ka.response.code = 201
        ka.req.pod.containers.image = docker.io/library/nginx
        ka.req.pod.containers.image.repository = docker.io/library/nginx
        ka.req.pod.containers.privileged = false|true
        """,
        "Warning Create Privileged Pod: Pod started with privileged container (user=eve pod=<NA> resource=pods ns=shop "
        + "images=(docker.io/library/nginx) init_images=<NA> ephemeral_images=<NA>)");

    [Fact]
    public void Arguments_of_fields_are_keys_in_k8s_audit_rules() => AssertRaised(
        "k8s_audit_rules.yaml", "k8s_audit", "k8saudit",
        """
        jevt.value[/stage] = ResponseStarted
        ka.verb = get
        ka.target.resource = pods
        ka.target.subresource = exec
        ka.target.name = web
        ka.user.name = eve
        ka.uri.param[command] = sh
        """,
        "Notice Attach/Exec Pod: Attach/Exec to pod (user=eve pod=web resource=pods ns=<NA> action=exec command=sh)");

    [Fact]
    public void Okta_rules_hold_for_events_with_their_fields() => AssertRaised(
        "okta_rules.yaml", "okta", "okta",
        """
        okta.evt.type = user.mfa.factor.update
        okta.actor.name = eve
        okta.reason = rejected
        okta.mfa.deny.countlast[300] = 3
        """,
        "Warning Too many denied MFA Pushes in last 5min: A user has denied too many MFA pushes in last 5min (user='eve' reason='rejected' countLast300=3)");

    [Fact]
    public void GitHub_rules_hold_for_events_with_their_fields() => AssertRaised(
        "github.yaml", "github", "github",
        """
        github.type = repository
        github.action = publicized
        github.repo.name = shop
        github.owner = acme
        github.user = eve
        """,
        "Critical Private Repository Becoming Public: A repository went from private to public (repository_name=shop repository_url=<NA> "
        + "repo_owner=acme org=<NA> user=eve)");

    [Fact]
    public void Gcp_rules_hold_for_events_with_their_fields() => AssertRaised(
        "gcp_auditlog_rules.yaml", "gcp_auditlog", "gcpaudit",
        """
        gcp.serviceName = cloudsql.googleapis.com
        gcp.methodName = cloudsql.users.delete
        gcp.projectId = shop
        gcp.user = eve
        """,
        "Notice GCP Cloud SQL database user modified or deleted: project=shop  A CloudSQL DB user has been updated by user=eve");

    private static void AssertRaised(string file, string source, string plugin, string payload, string? expected)
    {
        (RuleLoader loader, _) = Load(file, source, plugin);
        RuleEngine engine = new(loader.Build(), new RuleEngineOptions { Source = source, MatchAll = true });
        EngineReplay.AlertList alerts = new();
        engine.Subscribe(alerts);
        byte[] bytes = new EventBuilder(EventType.PlugineventEnter, -1).UInt32(2).Bytes(Encoding.UTF8.GetBytes(payload.ReplaceLineEndings("\n"))).Build();
        Assert.Equal(EventFault.None, Event.TryRead(bytes, 0, EventFlags.None, out Event view));
        engine.OnEvent(in view);

        Assert.Equal(0, engine.FaultCount);
        string[] raised = [.. alerts.Alerts.Select(alert => $"{alert.Priority} {alert.Rule}: {alert.Message}")];
        Assert.True(expected is null ? raised.Length == 0 : raised.Any(alert => alert.StartsWith(expected, StringComparison.Ordinal)), string.Join('\n', raised));
    }

    private static (RuleLoader Loader, RuleLoadResult Result) Load(string file, string source, string plugin)
    {
        RuleLoader loader = new(new RuleLoaderOptions
        {
            Sources = new Dictionary<string, IFieldResolver> { ["syscall"] = FieldCatalog.For("syscall"), [source] = PluginCatalog.For(source, plugin, "json") },
            Plugins = Versions,
        });
        return (loader, loader.Load(file, File.ReadAllText(ReferenceData.File("falco-rules", file))));
    }
}
