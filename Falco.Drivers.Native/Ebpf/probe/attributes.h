// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that change the mode and the owner of files.
#pragma once

#include "dispatch.h"
#include "paths.h"

// The bits are the kernel's.
#define PERMISSIONS 07777

EXIT(chmod, SYSCALL_CHMOD_X)
{
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, call->arguments[1] & PERMISSIONS);
}

EXIT(fchmod, SYSCALL_FCHMOD_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[1] & PERMISSIONS);
}

EXIT(fchmodat, SYSCALL_FCHMODAT_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_u32(w, call->arguments[2] & PERMISSIONS);
}

#define OWNER_EXIT(name, event) \
    EXIT(name, event) \
    { \
        put_s64(w, call->result); \
        put_path(w, call->arguments[0]); \
        put_u32(w, call->arguments[1]); \
        put_u32(w, call->arguments[2]); \
    }

OWNER_EXIT(chown, SYSCALL_CHOWN_X)
OWNER_EXIT(lchown, SYSCALL_LCHOWN_X)

EXIT(fchown, SYSCALL_FCHOWN_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[1]);
    put_u32(w, call->arguments[2]);
}

// The table calls the bit of AT_SYMLINK_FOLLOW (0x400) AT_SYMLINK_NOFOLLOW, and the reference fills it from the former.
EXIT(fchownat, SYSCALL_FCHOWNAT_X)
{
    put_s64(w, call->result);
    put_path_at(w, call->arguments[0], call->arguments[1]);
    put_u32(w, call->arguments[2]);
    put_u32(w, call->arguments[3]);
    put_u32(w, call->arguments[4] & (FCHOWNAT_FLAGS__AT_SYMLINK_NOFOLLOW | FCHOWNAT_FLAGS__AT_EMPTY_PATH));
}
