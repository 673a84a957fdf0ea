// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that open and close files. The entries are for rules that must see the path before another thread can change it.
#pragma once

#include "dispatch.h"
#include "file.h"
#include "flags.h"

struct open_how { __u64 flags, mode, resolve; };

static __always_inline struct open_how read_open_how(__u64 address)
{
    struct open_how how = { 0 };
    bpf_probe_read_user(&how, sizeof(how), (const void *)address);
    return how;
}

EXIT(open, SYSCALL_OPEN_X)
{
    struct opened opened = opened_file(call->result);
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, file_flags(call->arguments[1]) | opened.flags);
    put_u32(w, open_mode(call->arguments[1], call->arguments[2]));
    put_u32(w, opened.device);
    put_u64(w, opened.inode);
}

ENTRY(open, SYSCALL_OPEN_E)
{
    put_path(w, call->arguments[0]);
    put_u32(w, file_flags(call->arguments[1]));
    put_u32(w, open_mode(call->arguments[1], call->arguments[2]));
}

EXIT(openat, SYSCALL_OPENAT_2_X)
{
    struct opened opened = opened_file(call->result);
    put_s64(w, call->result);
    put_dirfd(w, call->arguments[0]);
    put_path(w, call->arguments[1]);
    put_u32(w, file_flags(call->arguments[2]) | opened.flags);
    put_u32(w, open_mode(call->arguments[2], call->arguments[3]));
    put_u32(w, opened.device);
    put_u64(w, opened.inode);
}

ENTRY(openat, SYSCALL_OPENAT_2_E)
{
    put_dirfd(w, call->arguments[0]);
    put_path(w, call->arguments[1]);
    put_u32(w, file_flags(call->arguments[2]));
    put_u32(w, open_mode(call->arguments[2], call->arguments[3]));
}

#define OPENAT2_BITS(X) \
    X(0x01, OPENAT2_FLAGS__RESOLVE_NO_XDEV) \
    X(0x02, OPENAT2_FLAGS__RESOLVE_NO_MAGICLINKS) \
    X(0x04, OPENAT2_FLAGS__RESOLVE_NO_SYMLINKS) \
    X(0x08, OPENAT2_FLAGS__RESOLVE_BENEATH) \
    X(0x10, OPENAT2_FLAGS__RESOLVE_IN_ROOT) \
    X(0x20, OPENAT2_FLAGS__RESOLVE_CACHED)
TRANSLATED(resolve_flags, OPENAT2_BITS)

EXIT(openat2, SYSCALL_OPENAT2_X)
{
    struct opened opened = opened_file(call->result);
    struct open_how how = read_open_how(call->arguments[2]);
    put_s64(w, call->result);
    put_dirfd(w, call->arguments[0]);
    put_path(w, call->arguments[1]);
    put_u32(w, file_flags(how.flags) | opened.flags);
    put_u32(w, open_mode(how.flags, how.mode));
    put_u32(w, resolve_flags(how.resolve));
    put_u32(w, opened.device);
    put_u64(w, opened.inode);
}

ENTRY(openat2, SYSCALL_OPENAT2_E)
{
    struct open_how how = read_open_how(call->arguments[2]);
    put_dirfd(w, call->arguments[0]);
    put_path(w, call->arguments[1]);
    put_u32(w, file_flags(how.flags));
    put_u32(w, open_mode(how.flags, how.mode));
    put_u32(w, resolve_flags(how.resolve));
}

EXIT(creat, SYSCALL_CREAT_X)
{
    struct opened opened = opened_file(call->result);
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, open_mode(O_CREAT, call->arguments[1]));
    put_u32(w, opened.device);
    put_u64(w, opened.inode);
    put_u16(w, opened.flags & FILE_FLAGS__FD_UPPER_LAYER ? CREAT_FLAGS__FD_UPPER_LAYER_CREAT
        : opened.flags & FILE_FLAGS__FD_LOWER_LAYER ? CREAT_FLAGS__FD_LOWER_LAYER_CREAT : 0);
}

ENTRY(creat, SYSCALL_CREAT_E)
{
    put_path(w, call->arguments[0]);
    put_u32(w, open_mode(O_CREAT, call->arguments[1]));
}

// The call names the file by a handle, so the path comes from what was opened.
EXIT(open_by_handle_at, SYSCALL_OPEN_BY_HANDLE_AT_X)
{
    struct opened opened = opened_file(call->result);
    struct file *file = call->result > 0 ? file_of(current_task(), call->result) : NULL;
    put_s64(w, call->result);
    put_dirfd(w, call->arguments[0]);
    put_u32(w, file_flags(call->arguments[2]) | opened.flags);
    end_parameter(w, file ? add_file_path(w, &file->f_path) : 0);
    put_u32(w, opened.device);
    put_u64(w, opened.inode);
}

EXIT(close, SYSCALL_CLOSE_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
}
