using FalcoWorker1;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddFalco(builder.Configuration.GetSection("Falco"), falco => falco
#if (isKernel)
    .FromKernel()
#endif
    .AddDefaultRules()
    .AddRules(Path.Combine(AppContext.BaseDirectory, "rules")));
builder.Services.AddHostedService<Worker>();
builder.Build().Run();
