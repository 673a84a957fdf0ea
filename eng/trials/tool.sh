#!/usr/bin/env bash
# The command as a tool of .NET: installed from the feed, run, and removed.
. "$(dirname "$0")/setup.sh"

dotnet tool install Falco.Cli --tool-path tools --version "$version"
without_capabilities timeout 120 tools/falco >said.txt
must_say said.txt "$told"
tools/falco -o engine.kind=replay -o engine.replay.capture_file="$capture" >said.txt 2>&1
must_say said.txt "$told"
dotnet tool uninstall Falco.Cli --tool-path tools
