// A worker that watches this machine by the rules of appsettings.json and of ./rules.
using Falco.Outputs.Sinks;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,

    // Configuration and rules are those beside the program, wherever it is started from.
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Services.AddFalco(builder.Configuration.GetSection("Falco"), falco => falco
    .FromKernel()
    .WriteTo(sinks => sinks.Console()));
builder.Build().Run();
