#!/bin/sh
# Rebuilds the fixtures (Debian's clang 16): tests use the objects beside this file, so that they need no compiler.
set -e
cd "$(dirname "$0")"
for source in *.c; do
	clang-16 -O2 -g -target bpf -mcpu=v3 -Wall -Wno-unused-variable -ffile-prefix-map="$PWD"=. -fdebug-compilation-dir=. -c "$source" -o "${source%.c}.o"
	llvm-strip-16 -g "${source%.c}.o"
done
