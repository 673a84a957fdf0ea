#!/usr/bin/env bash
# The templates: installed from the feed into a hive of their own, instantiated, built and run.
. "$(dirname "$0")/setup.sh"

create() { dotnet new "$@" --debug:custom-hive "$trial/hive"; }

create install "$feed/Falco.Templates.$version.nupkg"

create falco-worker -o Watcher
dotnet build Watcher -v q -warnaserror
create falco-worker -o Replayer --source capture
dotnet build Replayer -v q -warnaserror
(cd Replayer && timeout 60 dotnet run --no-build -- --Falco:Captures:0="$capture") >said.txt 2>&1
must_say said.txt "$told"
timeout 60 Replayer/bin/Debug/net10.0/Replayer >said.txt 2>&1 && { echo 'a worker without a source started'; exit 1; }
must_say said.txt 'no source of events'

create falco-rules -o shop_rules
cd shop_rules
dotnet tool restore
dotnet falco -V shop_rules.yaml
if [ -d "$repository/Falco.Testing" ]; then
  dotnet falco test . | tee ../said.txt
  must_say ../said.txt '2 tests passed'
fi
