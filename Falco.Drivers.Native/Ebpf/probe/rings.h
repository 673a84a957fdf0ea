// SPDX-License-Identifier: MIT OR GPL-2.0-only
// io_uring.
#pragma once

#include "dispatch.h"
#include "flags.h"

// The first fields of the kernel's parameters; those behind them are not told.
struct ring_parameters { __u32 sq_entries, cq_entries, flags, sq_thread_cpu, sq_thread_idle, features; };

// The name IORING_SQ_NEED_WAKEUP is of another set of flags, whose first bit is that of IORING_SETUP_IOPOLL: one brings the
// other, as in the reference.
#define RING_SETUP_TRANSLATION(X) \
    X(0x01, IORING_SETUP_IOPOLL) X(0x01, IORING_SQ_NEED_WAKEUP) X(0x02, IORING_SETUP_SQPOLL) X(0x04, IORING_SETUP_SQ_AFF) \
    X(0x08, IORING_SETUP_CQSIZE) X(0x10, IORING_SETUP_CLAMP) X(0x20, IORING_SETUP_ATTACH_RW) X(0x40, IORING_SETUP_R_DISABLED)

static __always_inline __u32 ring_setup_flags(__u32 flags)
{
    __u32 result = 0;
#define TRANSLATE(kernel, name) if (flags & kernel) result |= IO_URING_SETUP_FLAGS__##name;
    RING_SETUP_TRANSLATION(TRANSLATE)
#undef TRANSLATE
    return result;
}

// Features and flags of entering have the kernel's values. The reference does not know IORING_FEAT_EXT_ARG (its name in the
// schema is another), so it is never set.
#define KNOWN_RING_FEATURES ((IO_URING_SETUP_FEATS__IORING_FEAT_RSRC_TAGS * 2 - 1) & ~IO_URING_SETUP_FEATS__IORING_FEAT_ENTER_EXT_ARG)
#define KNOWN_RING_ENTER_FLAGS (IO_URING_ENTER_FLAGS__IORING_ENTER_EXT_ARG * 2 - 1)

EXIT(io_uring_setup, SYSCALL_IO_URING_SETUP_X)
{
    struct ring_parameters ring = { 0 };
    bpf_probe_read_user(&ring, sizeof(ring), (const void *)call->arguments[1]);
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]);
    put_u32(w, ring.sq_entries);
    put_u32(w, ring.cq_entries);
    put_u32(w, ring_setup_flags(ring.flags));
    put_u32(w, ring.sq_thread_cpu);
    put_u32(w, ring.sq_thread_idle);
    put_u32(w, ring.features & KNOWN_RING_FEATURES);
}

// The signals are the lower half of the pointer to them, as in the reference.
EXIT(io_uring_enter, SYSCALL_IO_URING_ENTER_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[1]);
    put_u32(w, call->arguments[2]);
    put_u32(w, call->arguments[3] & KNOWN_RING_ENTER_FLAGS);
    put_u32(w, call->arguments[4]);
}

EXIT(io_uring_register, SYSCALL_IO_URING_REGISTER_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u16(w, call->arguments[1]);
    put_u64(w, call->arguments[2]);
    put_u32(w, call->arguments[3]);
}
