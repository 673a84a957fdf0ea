// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that wait: for descriptors, for time, for other threads.
#pragma once

#include "dispatch.h"
#include "flags.h"

#define POLLED 16 // descriptors of a call that are told

struct polled { __s32 descriptor; __s16 wanted, happened; };

#define POLL_TRANSLATION(X) \
    X(0x0001, POLLIN) X(0x0002, POLLPRI) X(0x0004, POLLOUT) X(0x0008, POLLERR) X(0x0010, POLLHUP) X(0x0020, POLLNVAL) \
    X(0x0040, POLLRDNORM) X(0x0080, POLLRDBAND) X(0x0100, POLLWRNORM) X(0x0200, POLLWRBAND) X(0x2000, POLLRDHUP)

static __always_inline __u16 poll_flags(__u16 flags)
{
    __u16 result = 0;
#define TRANSLATE(kernel, name) if (flags & kernel) result |= POLL_FLAGS__##name;
    POLL_TRANSLATION(TRANSLATE)
#undef TRANSLATE
    return result;
}

// A number of pairs, and the pairs: the descriptor and what happened to it.
static __always_inline void put_polled(struct writer *w, __u64 address, __u32 descriptors)
{
    struct polled *polled = (void *)w->cpu->work;
    __u64 start = w->at;
    __u64 count = at_most(descriptors, POLLED);
    if (bpf_probe_read_user(polled, at_most(count * sizeof(*polled), POLLED * sizeof(*polled)), (const void *)address) != 0)
        count = 0;
    count = forget(w->cpu, count);
    add_u16(w, count);
    for (__u32 i = 0; i < POLLED; i++) {
        if (i >= count)
            break;
        add_u64(w, polled[i].descriptor);
        add_u16(w, poll_flags(polled[i].happened));
        w->at = forget(w->cpu, w->at);
    }

    w->at = forget(w->cpu, w->at);
    end_parameter(w, w->at - start);
}

// A length of time in user memory, in nanoseconds. It has the kernel's 64-bit form, or the old one of 32-bit code.
static __always_inline __u64 read_interval(const struct call *call, __u64 address)
{
    if (call->is_compat) {
        __u32 time[2] = { 0 };
        bpf_probe_read_user(time, sizeof(time), (const void *)address);
        return time[0] * 1000000000ULL + time[1];
    }

    __u64 time[2] = { 0 };
    bpf_probe_read_user(time, sizeof(time), (const void *)address);
    return time[0] * 1000000000ULL + time[1];
}

// To wait for ever (-1) is 4294967295, as in the reference.
EXIT(poll, SYSCALL_POLL_X)
{
    put_s64(w, call->result);
    put_polled(w, call->arguments[0], call->arguments[1]);
    put_s64(w, (__u32)call->arguments[2]);
}

EXIT(ppoll, SYSCALL_PPOLL_X)
{
    __u64 signals = 0;
    bpf_probe_read_user(&signals, sizeof(signals), (const void *)call->arguments[3]);
    put_s64(w, call->result);
    put_polled(w, call->arguments[0], call->arguments[1]);
    put_u64(w, read_interval(call, call->arguments[2]));
    put_u32(w, signals);
}

EXIT(select, SYSCALL_SELECT_X) { put_s64(w, call->result); }

EXIT(epoll_wait, SYSCALL_EPOLLWAIT_X)
{
    put_s64(w, call->result);
    put_s64(w, (__s32)call->arguments[2]);
}

EXIT(nanosleep, SYSCALL_NANOSLEEP_X)
{
    put_s64(w, call->result);
    put_u64(w, read_interval(call, call->arguments[0]));
}

// Operations and flags have the kernel's values; an operation without a name reads as FUTEX_WAIT.
#define KNOWN_FUTEX_FLAGS (FUTEX_OPERATIONS__FUTEX_PRIVATE_FLAG | FUTEX_OPERATIONS__FUTEX_CLOCK_REALTIME)
#define FUTEX_OPERATION 127

EXIT(futex, SYSCALL_FUTEX_X)
{
    __u32 operation = call->arguments[1] & FUTEX_OPERATION;
    if (operation > FUTEX_OPERATIONS__FUTEX_CMP_REQUEUE_PI)
        operation = FUTEX_OPERATIONS__FUTEX_WAIT;
    put_s64(w, call->result);
    put_u64(w, call->arguments[0]);
    put_u16(w, operation | (call->arguments[1] & KNOWN_FUTEX_FLAGS));
    put_u64(w, call->arguments[2]);
}
