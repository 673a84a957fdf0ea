#!/usr/bin/env bash
# Builds every sample on the packages of artifacts/packages and runs it as samples/smoke.tsv says; or those named: eng/samples.sh NAME…
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

[ -f artifacts/feed.props ] || { echo 'there are no packages: eng/pack.sh makes them' >&2; exit 1; }
output=artifacts/samples/output.txt
failures=0

# Requests the paths of an application that has told where it listens.
request() { # paths…
  local address path
  address=$(sed -n 's/.*Now listening on: \(http:[^ ]*\).*/\1/p' "$output" | head -n 1)
  [ -n "$address" ] || return 0
  for path in "$@"; do curl -s -o /dev/null --max-time 5 "$address$path"; done
}

run() { # sample, arguments, expected, paths
  local sample=$1 arguments=$2 expected=$3 paths=$4 pid seen=no status
  dotnet build "samples/$sample" -c Release -v q >artifacts/samples/build.txt 2>&1 || { cat artifacts/samples/build.txt; return 1; }
  # Words of the table are arguments, as on a command line.
  # shellcheck disable=SC2086
  timeout 90 dotnet run -c Release --no-build --project "samples/$sample" -- $arguments >"$output" 2>&1 &
  pid=$!
  for _ in $(seq 300); do
    kill -0 "$pid" 2>/dev/null || break
    # shellcheck disable=SC2086
    [ -z "$paths" ] || request $paths
    grep -qE -- "$expected" "$output" && { seen=yes; kill -TERM "$pid" 2>/dev/null; break; }
    sleep 0.2
  done
  wait "$pid"
  status=$?
  [ $seen = yes ] || { grep -qE -- "$expected" "$output" && seen=yes; }
  tail -n 3 "$output" | cut -c 1-160
  # 143: a program without a host ends by the signal itself; 124 would be the time-out.
  [ $seen = yes ] && { [ $status = 0 ] || [ $status = 143 ]; }
}

mkdir -p artifacts/samples
samples=$(find samples -mindepth 2 -maxdepth 2 -name '*.csproj' -printf '%h\n' | xargs -n 1 basename | sort)
for sample in $samples; do
  grep -q "^$sample	" samples/smoke.tsv || { echo "FAILED: $sample is not in samples/smoke.tsv"; failures=$((failures + 1)); }
done
# Tabs would be taken together: a column may be empty.
while IFS=$'\037' read -r sample arguments expected paths; do
  case $sample in '' | '#'*) continue ;; esac
  [ $# = 0 ] || [[ " $* " == *" $sample "* ]] || continue
  printf -- '-- %s %s\n' "$sample" "$arguments"
  run "$sample" "$arguments" "$expected" "$paths" || { printf 'FAILED: %s: no "%s", or it ended with an error\n' "$sample" "$expected"; failures=$((failures + 1)); }
done < <(tr '\t' '\037' <samples/smoke.tsv)
[ $failures = 0 ]
