#!/usr/bin/env bash
# Makes artifacts/packages from what `dotnet build -c Release` has left: a feed of packages with a version of its own, and SHA256SUMS over them.
#   eng/pack.sh [VERSION]     by default the number of Directory.Build.props and the time
# artifacts/feed.props tells samples and trials the version.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

version=${1:-$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' Directory.Build.props)-ci.$(date -u +%Y%m%d%H%M%S)}
rm -rf artifacts/packages artifacts/sample-packages/falco.*
dotnet pack Falco.slnx -c Release --no-build -p:PackageVersion="$version" -o artifacts/packages -v q
(cd artifacts/packages && sha256sum -- *nupkg >SHA256SUMS)
cat >artifacts/feed.props <<PROPS
<Project>
  <PropertyGroup>
    <FalcoVersion>$version</FalcoVersion>
  </PropertyGroup>
</Project>
PROPS
printf '%s: %s packages\n' "$version" "$(ls artifacts/packages/*.nupkg | wc -l)"
