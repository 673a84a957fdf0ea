#!/bin/sh
# Boots a kernel with an initramfs (of initramfs.sh) under qemu, without KVM, and prints what it says.
#
#   boot.sh KERNEL INITRAMFS     succeeds when every way of the program succeeded; TIMEOUT=seconds (default 600), CPUS=number
set -eu

kernel=$1
initramfs=$2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

timeout --kill-after=5 "${TIMEOUT:-600}" qemu-system-x86_64 -machine q35 -cpu max -smp "${CPUS:-2}" -m 1536 \
    -kernel "$kernel" -initrd "$initramfs" -append "console=ttyS0 panic=-1 quiet ${APPEND:-}" \
    -display none -no-reboot -nic none -serial stdio < /dev/null | tee "$log"

# Behind this mark the program lacks a capability.
results=$(tr -d '\r' < "$log" | sed '/^MISSING/,$d' | grep '^RESULT' || true)
[ "$(echo "$results" | wc -l)" -eq 7 ] && ! echo "$results" | grep -qv ' 0$'
