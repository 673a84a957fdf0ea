#!/usr/bin/env bash
# That the same sources give the same assemblies in another folder: builds the packages' projects there, and compares with what is in
# artifacts/packages.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
root=$PWD
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

git ls-files -z --cached --others --exclude-standard | tar -c --ignore-failed-read --null -T - | tar -x -C "$copy"
# The assemblies name the commit.
printf 'gitdir: %s\n' "$(git rev-parse --absolute-git-dir)" >"$copy/.git"
cd "$copy"
dotnet build Falco.Cli -c Release -v q
[ ! -d Falco.AspNetCore ] || dotnet build Falco.AspNetCore -c Release -v q
differing=0
compared=0
for package in "$root"/artifacts/packages/*.nupkg; do
  name=$(basename "$package" | sed -E 's/\.[0-9]+\.[0-9]+\.[0-9]+.*//')
  built=artifacts/bin/$name/release/$name.dll
  [ -f "$built" ] || continue
  compared=$((compared + 1))
  unzip -p "$package" "lib/net10.0/$name.dll" 2>/dev/null | cmp - "$built" || { echo "differs: $name"; differing=$((differing + 1)); }
done
printf '%s assemblies are the same in another folder, %s differ\n' $((compared - differing)) $differing
[ $differing = 0 ] && [ $compared -gt 4 ]
