# Sourced by the trials: an empty folder, away from the repository's own settings, in which the packages of artifacts/packages can be had beside the
# sources of the machine. They are unpacked into a folder of their own, because every run makes new ones.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
feed=$repository/artifacts/packages
[ -f "$repository/artifacts/feed.props" ] || { echo 'there are no packages: eng/pack.sh makes them' >&2; exit 1; }
version=$(sed -n 's/.*<FalcoVersion>\(.*\)<.*/\1/p' "$repository/artifacts/feed.props")
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NUGET_PACKAGES=$repository/artifacts/sample-packages
unset Configuration
cd "$trial"
cat >nuget.config <<CONFIG
<configuration>
  <packageSources>
    <add key="packed" value="$feed" />
  </packageSources>
</configuration>
CONFIG

capture=$repository/tests/data/attack-small.scap

# What the built-in rules tell of it first.
told=$(sed -n 's/.*"output":"[^ ]* [A-Z][a-z]* \([^|"]*[^ |"]\) *|.*/\1/p;q' "$repository/tests/data/attack-small.alerts.jsonl")

# Root without a single capability: may read files, but not watch the kernel.
without_capabilities() {
  if [ "$(id -u)" = 0 ]; then setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all "$@"; else "$@"; fi
}

# FILE TEXT: shows the end of what a program said if it did not say TEXT.
must_say() {
  grep -qF -- "$2" "$1" && return
  tail -n 20 "$1"
  printf 'not said: %s\n' "$2"
  return 1
}
