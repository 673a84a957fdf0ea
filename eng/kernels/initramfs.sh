#!/bin/sh
# Makes an initramfs that runs tests/Falco.KernelProbe in all its ways and powers the machine off.
#
#   initramfs.sh PROGRAM OUTPUT     PROGRAM is statically linked (see docs/kernels.md); needs busybox-static and cpio,
#                                   and takes setpriv with its libraries along
set -eu

program=$1
output=$(realpath -m "$2")
busybox=${BUSYBOX:-/bin/busybox}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work/bin" "$work/proc" "$work/sys" "$work/dev" "$work/tmp" "$work/etc"
cp "$busybox" "$work/bin/busybox"
cp "$program" "$work/bin/kernel-probe"
for file in /usr/bin/setpriv $(ldd /usr/bin/setpriv | grep -o '/[^ ]*'); do
    mkdir -p "$work/$(dirname "$file")"
    cp -L "$file" "$work/$file"
done
printf 'root:x:0:0:root:/:/bin/sh\n' > "$work/etc/passwd"
printf 'root:x:0:\n' > "$work/etc/group"

# Each line of the result is "RESULT name exit-code"; boot.sh looks for them.
cat > "$work/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t securityfs security /sys/kernel/security
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

# The same as another user, with some capabilities only. What root's process has open is what it must be allowed to see.
as_user() { # capabilities, argument…
    capabilities=-all$1
    shift
    /usr/bin/setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps="$capabilities" --ambient-caps="$capabilities" \
        --bounding-set="$capabilities" /bin/kernel-probe "$@"
    echo "RESULT $capabilities $* $?"
}
chmod 1777 /tmp
nc -l -p 7777 > /dev/null &
as_user ,+bpf,+perfmon calls
as_user ,+bpf,+perfmon picture
as_user ,+bpf,+perfmon,+sys_ptrace,+dac_read_search picture --proc
echo "MISSING from here on"
as_user ,+bpf,+perfmon,+sys_ptrace picture --proc
as_user ,+bpf,+perfmon,+dac_read_search picture --proc
as_user ,+bpf,+perfmon picture --proc
as_user ,+bpf calls
as_user "" calls
poweroff -f
INIT
chmod +x "$work/init"
(cd "$work" && find . | cpio -o -H newc -R 0:0 --quiet) > "$output"
