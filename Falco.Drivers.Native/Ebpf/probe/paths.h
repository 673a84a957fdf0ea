// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that make, rename, remove and look up names, and that move a process between directories.
#pragma once

#include "dispatch.h"
#include "file.h"

// A directory and a path that begins there.
static __always_inline void put_path_at(struct writer *w, __u64 directory, __u64 path)
{
    put_dirfd(w, directory);
    put_path(w, path);
}

// Calls that take one path, or two.
#define PATH_EXIT(name, event) EXIT(name, event) { put_s64(w, call->result); put_path(w, call->arguments[0]); }
#define TWO_PATHS_EXIT(name, event) \
    EXIT(name, event) \
    { \
        put_s64(w, call->result); \
        put_path(w, call->arguments[0]); \
        put_path(w, call->arguments[1]); \
    }

PATH_EXIT(unlink, SYSCALL_UNLINK_2_X)
PATH_EXIT(rmdir, SYSCALL_RMDIR_2_X)
PATH_EXIT(chdir, SYSCALL_CHDIR_X)
PATH_EXIT(chroot, SYSCALL_CHROOT_X)
PATH_EXIT(stat, SYSCALL_STAT_X)
PATH_EXIT(lstat, SYSCALL_LSTAT_X)
TWO_PATHS_EXIT(link, SYSCALL_LINK_2_X)
TWO_PATHS_EXIT(rename, SYSCALL_RENAME_X)
TWO_PATHS_EXIT(symlink, SYSCALL_SYMLINK_X)

// The bits of the AT_… flags are the kernel's.
EXIT(linkat, SYSCALL_LINKAT_2_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_path_at(w, call->arguments[2], call->arguments[3]);
    put_u32(w, call->arguments[4] & (LINKAT_FLAGS__AT_SYMLINK_FOLLOW | LINKAT_FLAGS__AT_EMPTY_PATH));
}

EXIT(unlinkat, SYSCALL_UNLINKAT_2_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_u32(w, call->arguments[2] & UNLINKAT_FLAGS__AT_REMOVEDIR);
}

EXIT(renameat, SYSCALL_RENAMEAT_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_path_at(w, call->arguments[2], call->arguments[3]);
}

// The reference hands the flags on as they are.
EXIT(renameat2, SYSCALL_RENAMEAT2_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_path_at(w, call->arguments[2], call->arguments[3]);
    put_u32(w, call->arguments[4]);
}

EXIT(symlinkat, SYSCALL_SYMLINKAT_X)
{
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_path_at(w, call->arguments[1], call->arguments[2]);
}

EXIT(mkdir, SYSCALL_MKDIR_2_X)
{
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, call->arguments[1]);
}

EXIT(mkdirat, SYSCALL_MKDIRAT_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_u32(w, call->arguments[2]);
}

// The bits are the kernel's. No kind means a regular file; a kind that mknod does not make is left out.
static __always_inline __u32 node_mode(__u32 mode)
{
    __u32 kind = mode & S_IFMT;
    if (kind == 0)
        kind = S_IFREG;
    else if (kind != S_IFREG && kind != S_IFCHR && kind != S_IFBLK && kind != S_IFIFO && kind != S_IFSOCK)
        kind = 0;
    return (mode & 07777) | kind;
}

// The device is encoded as if it were the kernel's own number, as in the reference, although the call has it encoded already.
EXIT(mknod, SYSCALL_MKNOD_X)
{
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, node_mode(call->arguments[1]));
    put_u32(w, encoded_device(call->arguments[2]));
}

EXIT(mknodat, SYSCALL_MKNODAT_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_u32(w, node_mode(call->arguments[2]));
    put_u32(w, encoded_device(call->arguments[3]));
}

EXIT(newfstatat, SYSCALL_NEWFSTATAT_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_u32(w, call->arguments[3] & (NEWFSTATAT_FLAGS__AT_SYMLINK_NOFOLLOW | NEWFSTATAT_FLAGS__AT_EMPTY_PATH
        | NEWFSTATAT_FLAGS__AT_NO_AUTOMOUNT));
}

EXIT(access, SYSCALL_ACCESS_X)
{
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, call->arguments[1] & (ACCESS_FLAGS__R_OK | ACCESS_FLAGS__W_OK | ACCESS_FLAGS__X_OK));
}

EXIT(fchdir, SYSCALL_FCHDIR_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
}

EXIT(getcwd, SYSCALL_GETCWD_X)
{
    put_s64(w, call->result);
    // A failed call has written nothing there.
    put_path(w, call->result >= 0 ? call->arguments[0] : 0);
}
