// A web shop whose rules know the shop: every request is judged, and some are refused.
using System.Security.Claims;

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,

    // Configuration and rules are those beside the program, wherever it is started from.
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Services.AddFalco(builder.Configuration.GetSection("Falco"), falco => falco
    .FromAspNetCore(sensor => sensor.CanRefuse = true)
    .AddDefaultRules()
    .AddRules("shop.yaml")
    .WriteToLog());
builder.Services.AddHealthChecks();
builder.Services.AddAuthorization();

WebApplication app = builder.Build();

// Stands in for the shop's own sign-in: rules ask for claims by their names.
app.Use((context, next) =>
{
    if (context.Request.Headers["X-Demo-Customer"] is [{ Length: > 0 } customer])
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, customer), new Claim("tier", "trial")], "demo"));
    return next(context);
});
app.UseFalcoSensor();

app.MapGet("/", () => "A shop. Try /products/7, /admin/export and /orders/all?limit=100000");
app.MapGet("/products/{id:int}", (int id) => Results.Ok(new { id, price = 100 * id }));
app.MapGet("/orders/all", (int limit) => Results.Text(new string('x', Math.Min(limit, 1_000_000))));
app.MapGet("/admin/export", () => "everything");
app.MapHealthChecks("/healthz");

// What is behind it is not for everyone. This demonstration has no sign-in, so it is open to this machine only, by Kestrel's default address.
app.MapFalcoStatus("/falco").AllowAnonymous();
app.Run();
