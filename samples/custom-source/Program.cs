// An application's own events judged by rules: a bank that looks at its transfers before it carries them out.
using Falco.Core.Applications;
using Falco.Hosting;
using Falco.Rules.Engine;

ApplicationSource<Transfer> transfers = new ApplicationSource<Transfer>("bank", "ordered", "executed")
    .Text("transfer.from", "account that pays", static transfer => transfer.From)
    .Text("transfer.to", "account that is paid", static transfer => transfer.To)
    .Number("transfer.amount", "amount in cents", static transfer => transfer.Amount)
    .Text("transfer.country", "country of the account that is paid", static transfer => transfer.Country);

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,

    // Configuration and rules are those beside the program, wherever it is started from.
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Services.AddFalco(falco => falco.FromApplication(transfers).AddRules("transfers.yaml").WriteToLog());
builder.Services.AddHostedService<Clerk>();
builder.Build().Run();

internal sealed record Transfer(string From, string To, long Amount, string Country);

internal sealed class Clerk(ApplicationEvents<Transfer> judged, IHostApplicationLifetime application) : BackgroundService
{
    private static readonly Transfer[] Day =
    [
        new("alice", "bakery", 12_50, "DE"),
        new("alice", "landlord", 1_100_00, "DE"),
        new("bob", "stranger", 9_999_00, "XX"),
        new("bob", "bob-savings", 20_000_00, "DE"),
    ];

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (Transfer transfer in Day)
        {
            // On this thread, before anything is done: the verdict is there when the call returns.
            Verdict verdict = judged.Judge("ordered", transfer);
            if (!verdict.Refuses)
                judged.Judge("executed", transfer);
            Console.WriteLine($"{transfer.From} -> {transfer.To}: {(verdict.Refuses ? "refused" : "executed")}");
        }

        application.StopApplication();
        return Task.CompletedTask;
    }
}
