#!/bin/sh
# Makes an initramfs that runs tests/Falco.KernelProbe in all its ways and powers the machine off.
#
#   initramfs.sh PROGRAM OUTPUT     PROGRAM is statically linked (see docs/kernels.md); needs busybox-static and cpio
set -eu

program=$1
output=$(realpath -m "$2")
busybox=${BUSYBOX:-/bin/busybox}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/proc" "$work/sys" "$work/dev" "$work/tmp" "$work/etc"
cp "$busybox" "$work/bin/busybox"
cp "$program" "$work/bin/kernel-probe"
printf 'root:x:0:0:root:/:/bin/sh\n' > "$work/etc/passwd"
printf 'root:x:0:\n' > "$work/etc/group"

# Each line of the result is "RESULT name exit-code"; boot.sh looks for them.
cat > "$work/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mkdir -p /sys/fs/cgroup
mount -t cgroup2 cgroup /sys/fs/cgroup
ip link set lo up
echo "RELEASE $(uname -r)"
export DOTNET_GCHeapHardLimit=0x10000000
try() { # name, argument…
    name=$1
    shift
    kernel-probe "$@"
    echo "RESULT $name $?"
}
try calls calls
try calls-plain calls --plain
try picture picture
try picture-proc picture --proc
poweroff -f
INIT
chmod +x "$work/init"
(cd "$work" && find . | cpio -o -H newc -R 0:0 --quiet) > "$output"
