#!/bin/sh
# Runs the live tests of the driver on another kernel, under qemu without KVM: takes what they need of this machine's own
# files (the .NET runtime, the C compiler, stress-ng, the built tests) into a disk image and boots the kernel on it.
#
#   live-tests.sh KERNEL MODULES [ARGUMENT…]
#
#   KERNEL, MODULES   /boot/vmlinuz-… and /lib/modules/… of the unpacked package
#   ARGUMENT          of the test program (default: -namespace Falco.Drivers.Native.Tests.Live)
#
# Succeeds when the tests do; TIMEOUT=seconds (default 900), CPUS=number. Needs 3 GB in TMPDIR, busybox-static, cpio and e2fsprogs.
set -eu

kernel=$1
modules=$2
shift 2
[ $# -gt 0 ] || set -- -namespace Falco.Drivers.Native.Tests.Live
arguments=$(echo "$*" | tr ' ' '~') # the kernel's command line has no quotes
repository=$(cd "$(dirname "$0")/../.." && pwd)
tests=$repository/artifacts/bin/Falco.Drivers.Native.Tests/release
dotnet=$(dirname "$(realpath "$(command -v dotnet)")")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log=$work/log

# The root of the disk. Of the libraries, the largest belong to compilers of other languages.
root=$work/root
for folder in proc sys dev tmp run etc root mnt home usr/bin usr/sbin usr/local/bin; do mkdir -p "$root/$folder"; done
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
copy() { # takes names, ended by NUL
    tar -C / --ignore-failed-read -c --null -T - 2> /dev/null | tar -C "$root" -x
}
find "/usr/lib/$(uname -m)-linux-gnu" -size -12M ! -type d -print0 | copy
printf '%s\0' /usr/lib64 /usr/lib/gcc /usr/include /etc/passwd /etc/group "$dotnet/dotnet" "$dotnet/host" \
    "$dotnet/shared/Microsoft.NETCore.App" "$tests" | copy
git -C "$repository" ls-files -z | sed -z "s|^|$repository/|" | copy
for name in bash sh dash true false cat ls sleep cc gcc as ld setpriv env test id mount umount unshare stress-ng busybox; do
    program=$(which "$name") || continue
    cp -L "$program" "$root/usr/bin/$name"
done
for library in $(ldd /usr/bin/stress-ng | grep -o '/[^ ]*'); do cp -L "$library" "$root$library"; done
ln -s "$dotnet/dotnet" "$root/usr/bin/dotnet"

cat > "$root/init" << INIT
#!/bin/bash
export PATH=/usr/bin:/usr/sbin:/usr/local/bin HOME=/root DOTNET_ROOT=$dotnet
busybox --install -s /usr/local/bin
mkdir -p /dev/shm /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t devpts devpts /dev/pts
mount -t cgroup2 cgroup /sys/fs/cgroup
mount -t tmpfs tmpfs /tmp
chmod 1777 /tmp
ip link set lo up
echo "RELEASE \$(uname -r)"
cd $tests
./Falco.Drivers.Native.Tests -noColor \$(sed 's/.*tests=//' /proc/cmdline | tr '~' ' ') < /dev/null
echo "RESULT tests \$?"
poweroff -f
INIT
chmod +x "$root/init"
truncate -s 3G "$work/disk"
mkfs.ext4 -q -d "$root" "$work/disk"
rm -rf "$root"

# What mounts it. A kernel may have its block device built in or as modules, which depend on each other in this order.
start=$work/start
mkdir -p "$start/bin" "$start/modules" "$start/disk" "$start/proc" "$start/sys" "$start/dev"
chmod 755 "$start"
cp /bin/busybox "$start/bin/busybox"
names='virtio_ring virtio virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci virtio_blk'
for name in $names; do
    find "$modules" -name "$name.ko*" -exec cp {} "$start/modules/" \;
done
find "$start/modules" -name '*.xz' -exec xz -d {} \;
cat > "$start/init" << INIT
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
for name in $names; do [ -e /modules/\$name.ko ] && insmod /modules/\$name.ko; done
while [ ! -b /dev/vda ]; do sleep 1; done
mount -t ext4 /dev/vda /disk
for folder in proc sys dev; do mount --move /\$folder /disk/\$folder; done
exec switch_root /disk /init
INIT
chmod +x "$start/init"
(cd "$start" && find . | cpio -o -H newc -R 0:0 --quiet) > "$work/initramfs"

# A clock that the C library can read without a system call: the tests count those.
timeout --kill-after=5 "${TIMEOUT:-900}" qemu-system-x86_64 -machine q35 -cpu max -smp "${CPUS:-2}" -m 4096 \
    -kernel "$kernel" -initrd "$work/initramfs" -append "console=ttyS0 panic=-1 quiet tsc=reliable clocksource=tsc tests=$arguments" \
    -drive "file=$work/disk,if=virtio,format=raw" -display none -no-reboot -nic none -serial stdio < /dev/null | tee "$log"
grep -q '^RESULT tests 0' "$log"
