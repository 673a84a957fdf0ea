#!/bin/sh
# Builds the probe's objects, one for each architecture, from the sources in this folder.
#
#   build.sh [FOLDER]     writes probe.x86_64.bpf.o and probe.arm64.bpf.o into FOLDER (default: beside the sources)
#
# Needs Debian's clang-16 and llvm-16, and the headers of libbpf-dev and linux-libc-dev. The objects that are checked in
# are built with exactly the version below; another one may give other instructions, and CI compares byte by byte.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
schema=$here/../../../Falco.Core/Events/Schema
wanted='16.0.6'
clang=${CLANG:-clang-16}
strip=${LLVM_STRIP:-llvm-strip-16}

version=$("$clang" --version | sed -n '1s/.*version \([0-9.]*\).*/\1/p')
[ "$version" = "$wanted" ] || { echo "build.sh: clang $wanted is wanted, $clang is $version" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk -f "$here/schema.awk" "$schema/events.tsv" "$schema/flags.tsv" "$here/compat_calls.tsv" > "$work/schema.h"
mkdir -p "$out"
out=$(cd "$out" && pwd)

compile() { # name in the file, name for the compiler
    # -g gives BTF and the relocations; what only a debugger reads is stripped afterwards. The paths of the machine are mapped away.
    (cd "$here" && "$clang" -target bpf -mcpu=v3 -O2 -g -std=gnu11 \
        -D"__TARGET_ARCH_$2" -I "$work" -I "/usr/include/$(uname -m)-linux-gnu" \
        -fno-strict-aliasing -ffile-prefix-map="$here=." -ffile-prefix-map="$work=." -fdebug-compilation-dir=. \
        -Wall -Wextra -Werror -Wno-unused-function -Wno-unused-parameter -Wno-address-of-packed-member \
        -c probe.bpf.c -o "$out/probe.$1.bpf.o")
    "$strip" -g "$out/probe.$1.bpf.o"
}
compile x86_64 x86
compile arm64 arm64
