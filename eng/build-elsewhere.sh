#!/usr/bin/env bash
# Builds the sources in another folder: the Native AOT program comes from there (artifacts/publish/Falco.Cli), and the assemblies must be those of
# artifacts/packages, byte by byte.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
root=$PWD
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

git ls-files -z --cached --others --exclude-standard | tar -c --ignore-failed-read --null -T - | tar -x -C "$copy"
# Assemblies name the commit.
printf 'gitdir: %s\n' "$(git rev-parse --absolute-git-dir)" >"$copy/.git"
cd "$copy"
rm -rf "$root/artifacts/publish/Falco.Cli"
dotnet publish Falco.Cli -c Release -p:FalcoNative=true -o "$root/artifacts/publish/Falco.Cli" -v q

# Those that the program does not have in it.
for package in "$root"/artifacts/packages/*.snupkg; do
  name=$(basename "$package" | sed -E 's/\.[0-9]+\.[0-9]+\.[0-9]+.*//')
  [ -f "artifacts/bin/$name/release/$name.dll" ] || dotnet build "$(find . -name "$name.csproj" | head -n 1)" -c Release -v q
done

# The SDK's generator of log messages writes the classes of this assembly in another order with every build, in one and the same folder, too. Nothing else
# in it differs; until that is mended it is not reproducible, and not held to it.
unordered=Falco.Hosting

same=0
differing=0
for package in "$root"/artifacts/packages/*.snupkg; do
  name=$(basename "$package" | sed -E 's/\.[0-9]+\.[0-9]+\.[0-9]+.*//')
  if unzip -p "${package%.snupkg}.nupkg" "lib/net10.0/$name.dll" | cmp - "artifacts/bin/$name/release/$name.dll"; then
    same=$((same + 1))
  elif [ "$name" = "$unordered" ]; then
    echo "$name differs: not reproducible yet"
  else
    differing=$((differing + 1))
  fi
done
printf '%s assemblies are the same when built in another folder, %s differ\n' $same $differing
grep -qF "$copy" "$root/artifacts/publish/Falco.Cli/falco" && { echo 'the native program names the folder that it was built in'; exit 1; }
[ $differing = 0 ] && [ $same -gt 0 ]
