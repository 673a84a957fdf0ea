#!/usr/bin/env bash
# Makes artifacts/packages, a feed of packages with a version of its own, from what `dotnet build -c Release` has left (or builds it):
#   eng/pack.sh [VERSION]     by default VERSION.props' number with -ci.<time>
# beside it SHA256SUMS, and artifacts/feed.props, by which samples/ know the version.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

version=${1:-$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' Directory.Build.props)-ci.$(date -u +%Y%m%d%H%M%S)}
rm -rf artifacts/packages
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
