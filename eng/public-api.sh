#!/usr/bin/env bash
# Writes the PublicAPI.Unshipped.txt of every library anew (or of those named: eng/public-api.sh Falco.Core …): what is public and not in
# PublicAPI.Shipped.txt. A release moves the lines to Shipped. The analyzer itself says what is missing, so that the text is as it wants it.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

if [ $# -gt 0 ]; then
  libraries=("${@%/}")
else
  mapfile -t libraries < <(grep -l 'eng/Library.props' */*.csproj */*/*.csproj | xargs -n 1 dirname)
fi
log=$PWD/artifacts/public-api
rm -rf "$log"

for library in "${libraries[@]}"; do
  [ -f "$library/PublicAPI.Shipped.txt" ] || echo '#nullable enable' >"$library/PublicAPI.Shipped.txt"
  echo '#nullable enable' >"$library/PublicAPI.Unshipped.txt"
done
for library in "${libraries[@]}"; do
  dotnet build "$library" -c Release -v q --artifacts-path "$log" -p:RecordPublicApi=true >"$log.log" 2>&1 || {
    grep -m 5 'error ' "$log.log" >&2
    exit 1
  }
  python3 - "$log/$(basename "$library").sarif" "$library/PublicAPI.Unshipped.txt" <<'PYTHON'
import json
import sys

names = {'RS0016': '', 'RS0017': '*REMOVED*'}
with open(sys.argv[1], encoding='utf-8-sig') as log:
    results = json.load(log)['runs'][0]['results']
lines = {names[result['ruleId']] + result['properties']['customProperties']['APIName'] for result in results if result['ruleId'] in names}
with open(sys.argv[2], 'w', encoding='utf-8', newline='\n') as file:
    file.write('\n'.join(['#nullable enable', *sorted(lines)]) + '\n')
print(f'{sys.argv[2]}: {len(lines)}')
PYTHON
done
