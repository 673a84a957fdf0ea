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

EXIT(close, SYSCALL_CLOSE_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
}
