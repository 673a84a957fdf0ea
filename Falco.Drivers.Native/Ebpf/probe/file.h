// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What a file is: inode, device, path, layer of an overlay, and who may write it.
#pragma once

#include "task.h"

static __always_inline struct file *file_of(struct task_struct *task, __s32 descriptor)
{
    struct fdtable *table = READ(task, files, fdt);
    struct file *file = NULL;
    if (descriptor < 0 || !table || (__u32)descriptor >= READ(table, max_fds))
        return NULL;
    struct file **files = READ(table, fd);
    bpf_probe_read_kernel(&file, sizeof(file), files + descriptor);
    return file;
}

static __always_inline __u32 encoded_device(__u32 device)
{
    __u32 major = device >> 20, minor = device & 0xfffff;
    return (minor & 0xff) | (major << 8) | ((minor & ~0xffU) << 12);
}

enum layer { LAYER_NONE, LAYER_LOWER, LAYER_UPPER };

// An overlay's inode is followed by a pointer to the upper dentry, when there is one.
static __always_inline enum layer layer_of(struct file *file)
{
    struct dentry *dentry = READ(file, f_path.dentry);
    if (READ(dentry, d_sb, s_magic) != OVERLAYFS_SUPER_MAGIC)
        return LAYER_NONE;
    void *inode = READ(dentry, d_inode);
    struct dentry *upper = NULL;
    bpf_probe_read_kernel(&upper, sizeof(upper), inode + bpf_core_type_size(struct inode));
    return upper && READ(upper, d_inode, i_ino) != 0 ? LAYER_UPPER : LAYER_LOWER;
}

// What an open call says about the file that it opened.
struct opened {
    __u64 inode;
    __u32 device;
    __u32 flags; // of FILE_FLAGS__
};

static __always_inline struct opened opened_file(__s64 descriptor)
{
    struct opened opened = { 0 };
    struct file *file = descriptor < 0 ? NULL : file_of(current_task(), descriptor);
    if (!file)
        return opened;
    if (READ(file, f_mode) & FMODE_CREATED)
        opened.flags |= FILE_FLAGS__O_F_CREATED;
    // Descriptor 0 has no inode here, as in the reference.
    if (descriptor == 0)
        return opened;
    struct inode *inode = READ(file, f_inode);
    opened.inode = READ(inode, i_ino);
    opened.device = encoded_device(READ(inode, i_sb, s_dev));
    enum layer layer = layer_of(file);
    if (layer == LAYER_UPPER)
        opened.flags |= FILE_FLAGS__FD_UPPER_LAYER;
    else if (layer == LAYER_LOWER)
        opened.flags |= FILE_FLAGS__FD_LOWER_LAYER;
    return opened;
}

static __always_inline __u64 nanoseconds(__s64 seconds, __u64 fraction)
{
    return seconds < 0 ? 0 : seconds * 1000000000ULL + fraction;
}

static __always_inline __u64 change_time(struct inode *inode)
{
    if (bpf_core_field_exists(inode->i_ctime))
        return nanoseconds(BPF_CORE_READ(inode, i_ctime.tv_sec), BPF_CORE_READ(inode, i_ctime.tv_nsec));
    struct inode___v6_6 *since6 = (void *)inode;
    if (bpf_core_field_exists(since6->__i_ctime))
        return nanoseconds(BPF_CORE_READ(since6, __i_ctime.tv_sec), BPF_CORE_READ(since6, __i_ctime.tv_nsec));
    struct inode___v6_11 *since11 = (void *)inode;
    // Since 6.13 the highest bit says that somebody has asked for the time, which is not part of it.
    return nanoseconds(BPF_CORE_READ(since11, i_ctime_sec), BPF_CORE_READ(since11, i_ctime_nsec) & ~(1U << 31));
}

static __always_inline __u64 modification_time(struct inode *inode)
{
    if (bpf_core_field_exists(inode->i_mtime))
        return nanoseconds(BPF_CORE_READ(inode, i_mtime.tv_sec), BPF_CORE_READ(inode, i_mtime.tv_nsec));
    struct inode___v6_6 *since6 = (void *)inode;
    if (bpf_core_field_exists(since6->__i_mtime))
        return nanoseconds(BPF_CORE_READ(since6, __i_mtime.tv_sec), BPF_CORE_READ(since6, __i_mtime.tv_nsec));
    struct inode___v6_11 *since11 = (void *)inode;
    return nanoseconds(BPF_CORE_READ(since11, i_mtime_sec), BPF_CORE_READ(since11, i_mtime_nsec));
}

// Steps from a file towards the root of all mounts: one for each component of the path, and one for each mount.
#define PATH_STEPS 96

// Adds the path as it is mounted, from the root of all mounts, without looking at the process's own root.
//
// The verifier follows each pass of a loop by itself, and each choice in it: hence few choices, and nothing that it could remember
// from one pass to the next, so that whatever was chosen, all ways of the same pass look alike.
static __always_inline __u64 add_file_path(struct writer *w, struct path *path)
{
    const unsigned char **names = (void *)w->cpu->work;
    struct dentry *dentry = BPF_CORE_READ(path, dentry);
    struct vfsmount *vfsmount = BPF_CORE_READ(path, mnt);
    struct mount *mount = (void *)vfsmount - bpf_core_field_offset(struct mount, mnt);
    struct dentry *root = BPF_CORE_READ(vfsmount, mnt_root);
    __u64 start = w->at, count = 0;

    for (int i = 0; i < PATH_STEPS; i++) {
        if (dentry == root) {
            struct mount *outer = BPF_CORE_READ(mount, mnt_parent);
            if (mount == outer)
                break;
            dentry = BPF_CORE_READ(mount, mnt_mountpoint);
            mount = outer;
            root = BPF_CORE_READ(mount, mnt.mnt_root);
            continue;
        }

        struct dentry *parent = BPF_CORE_READ(dentry, d_parent);
        if (dentry == parent)
            break;
        __u64 slot = count = forget(w->cpu, count);
        asm volatile("%0 &= 127" : "+r"(slot));
        names[slot] = BPF_CORE_READ(dentry, d_name.name);
        dentry = parent;
        count++;
    }

    for (int i = 0; i < PATH_STEPS; i++) {
        __u64 at = w->at, slot = count = forget(w->cpu, count - 1);
        if (slot >= PATH_STEPS) // below zero
            break;
        asm volatile("%0 &= 127" : "+r"(slot));
        add_u8(w, '/');
        __s64 length = bpf_probe_read_kernel_str(BYTE_AT(w, bounded(w->at)), 256, names[slot]);
        // With its slash and without its end a name takes as many bytes as were read; one that cannot be read is left out.
        w->at = forget(w->cpu, at + (length & ~(length >> 63)));
    }

    // Files without a place in a tree (memfd, pipes) have a name only; the name of the root of all is a slash.
    if (w->at == start) {
        add_kernel_text(w, BPF_CORE_READ(path, dentry, d_name.name), 256);
    } else {
        if (w->at - start >= PATH_LIMIT)
            w->at = start + PATH_LIMIT - 1;
        add_u8(w, 0);
    }

    w->at = forget(w->cpu, w->at);
    return w->at - start;
}

// Whether an id that the kernel uses is known in the user namespace.
static __always_inline int is_mapped(struct uid_gid_map *map, __u32 id)
{
    __u32 extents = BPF_CORE_READ(map, nr_extents);
    for (int i = 0; i < 5; i++) {
        if ((__u32)i >= extents)
            break;
        __u32 first = BPF_CORE_READ(map, extent[i].lower_first);
        if (id >= first && id - first < BPF_CORE_READ(map, extent[i].count))
            return 1;
    }
    return 0;
}

// The kernel keeps a process's further groups sorted.
static __always_inline int is_in_group(const struct cred *credentials, __u32 group)
{
    struct group_info *groups = BPF_CORE_READ(credentials, group_info);
    if (!groups)
        return 0;
    __u32 left = 0, right = BPF_CORE_READ(groups, ngroups);
    for (int i = 0; i < 16; i++) { // at most 65,536 groups
        if (left >= right)
            break;
        __u32 middle = (left + right) / 2, candidate = 0;
        bpf_core_read(&candidate, sizeof(candidate), &groups->gid[middle]);
        if (candidate == group)
            return 1;
        if (group > candidate)
            left = middle + 1;
        else
            right = middle;
    }
    return 0;
}

// Whether the process may write its own program: as owner, group or other, or by capability.
static __always_inline int is_writable(struct task_struct *task, struct inode *inode)
{
    const struct cred *credentials = BPF_CORE_READ(task, cred);
    __u16 mode = BPF_CORE_READ(inode, i_mode);
    __u16 kind = mode & S_IFMT;
    if ((BPF_CORE_READ(inode, i_sb, s_flags) & SB_RDONLY) && (kind == S_IFREG || kind == S_IFDIR || kind == S_IFLNK))
        return 0;
    if (BPF_CORE_READ(inode, i_flags) & S_IMMUTABLE)
        return 0;

    __u32 owner = BPF_CORE_READ(inode, i_uid.val);
    __u32 group = BPF_CORE_READ(inode, i_gid.val);
    if (owner == (__u32)-1 || group == (__u32)-1)
        return 0;
    if (BPF_CORE_READ(credentials, fsuid.val) == owner)
        return 1;
    if (BPF_CORE_READ(credentials, fsgid.val) == group || is_in_group(credentials, group))
        mode >>= 3;
    if (mode & MAY_WRITE)
        return 1;

    struct user_namespace *users = BPF_CORE_READ(credentials, user_ns);
    if (!users || !is_mapped(&users->uid_map, owner))
        return 0;
    __u64 capabilities = CAPABILITIES(task, cap_effective);
    if (capabilities & (1ULL << CAP_FOWNER))
        return 1;
    return (capabilities & (1ULL << CAP_DAC_OVERRIDE)) && is_mapped(&users->gid_map, group);
}

// A memfd is a root of its own whose name begins so.
static __always_inline int is_memfd(struct file *file)
{
    struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
    if (BPF_CORE_READ(dentry, d_parent) != dentry)
        return 0;
    char name[8] = { 0 };
    bpf_probe_read_kernel(name, 6, BPF_CORE_READ(dentry, d_name.name));
    return *(__u64 *)name == 0x3a64666d656dULL; // "memfd:", little-endian
}
