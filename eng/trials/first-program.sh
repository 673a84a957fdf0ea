#!/usr/bin/env bash
# From an empty folder to the first alert, as a reader of the README would: a new program, a package, a few lines.
. "$(dirname "$0")/setup.sh"

console() {
  dotnet new console -o first
  cd first
  dotnet add package Falco.Hosting --version "$version"
  cat >Program.cs <<CODE
using Falco.Hosting;
using Falco.Rules.Engine;

await using var falco = await FalcoEngine.WatchAsync(watch => watch.FromCapture(args[0]));
await foreach (Alert alert in falco.Alerts.ReadAllAsync())
    Console.WriteLine(alert);
CODE
  dotnet build -v q -warnaserror
  timeout 60 dotnet run --no-build -- "$capture" >../said.txt
  must_say ../said.txt "$told"
  cd ..
}

web() {
  local address
  dotnet new web -o site
  cd site
  dotnet add package Falco.AspNetCore --version "$version"
  cat >rules.yaml <<'RULES'
- rule: Somebody looks for secrets
  desc: A request for a file that no site should have.
  source: aspnetcore
  condition: evt.type = request and http.path startswith /.
  output: Somebody looks for secrets (path=%http.path client=%http.remote.ip)
  priority: WARNING
RULES
  # The five lines of the README, around what the template has.
  cat >Program.cs <<'CODE'
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddFalco(falco => falco.FromAspNetCore().AddRules("rules.yaml").WriteToLog());
var app = builder.Build();
app.UseFalcoSensor();
app.MapGet("/", () => "Hello World!");
app.Run();
CODE
  dotnet build -v q -warnaserror
  dotnet bin/Debug/net10.0/site.dll --urls http://127.0.0.1:0 >../said.txt 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null || true; rm -rf "$trial"' EXIT
  for _ in $(seq 150); do
    address=$(sed -n 's/.*Now listening on: \(http:[^ ]*\).*/\1/p' ../said.txt)
    [ -z "$address" ] || break
    sleep 0.2
  done
  [ "$(curl -s --max-time 10 "$address/")" = 'Hello World!' ]
  curl -s -o answer.txt --max-time 10 "$address/.env"
  for _ in $(seq 50); do
    ! grep -q 'path=/.env' ../said.txt || break
    sleep 0.2
  done
  must_say ../said.txt 'Somebody looks for secrets (path=/.env client=127.0.0.1)'
  kill -TERM "$server"
  wait "$server"
  cd ..
}

console
[ ! -d "$repository/Falco.AspNetCore" ] || web
