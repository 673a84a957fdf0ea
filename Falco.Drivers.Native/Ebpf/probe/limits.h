// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that bound what a process may do: resource limits, seccomp, namespaces, and the options of prctl.
#pragma once

#include "dispatch.h"
#include "flags.h"
#include "task.h"

struct limit { __u64 current, maximum; };

// Of 32-bit code the structure has 32-bit numbers, the largest of which is "no limit", too.
static __always_inline struct limit read_limit(const struct call *call, __u64 address)
{
    struct limit limit = { 0 };
    if (!call->is_compat) {
        bpf_probe_read_user(&limit, sizeof(limit), (const void *)address);
        return limit;
    }

    __u32 words[2] = { 0 };
    bpf_probe_read_user(words, sizeof(words), (const void *)address);
    limit.current = words[0] == 0xffffffffU ? ~0ULL : words[0];
    limit.maximum = words[1] == 0xffffffffU ? ~0ULL : words[1];
    return limit;
}

// The same whatever the caller, for the call that has 64 in its name.
static __always_inline struct limit read_limit64(__u64 address)
{
    struct limit limit = { 0 };
    bpf_probe_read_user(&limit, sizeof(limit), (const void *)address);
    return limit;
}

static __always_inline void put_limit(struct writer *w, struct limit limit)
{
    put_u64(w, limit.current);
    put_u64(w, limit.maximum);
}

// What a failed call would have told.
#define NO_LIMIT_TOLD ((struct limit){ .current = ~0ULL, .maximum = ~0ULL })

// The table has the kernel's numbers.
static __always_inline void put_resource(struct writer *w, __u32 resource)
{
    put_u8(w, resource <= RLIMIT_RESOURCES__RLIMIT_RTTIME ? resource : RLIMIT_RESOURCES__RLIMIT_UNKNOWN);
}

EXIT(getrlimit, SYSCALL_GETRLIMIT_X)
{
    put_s64(w, call->result);
    put_limit(w, call->result == 0 ? read_limit(call, call->arguments[1]) : NO_LIMIT_TOLD);
    put_resource(w, call->arguments[0]);
}

EXIT(setrlimit, SYSCALL_SETRLIMIT_X)
{
    put_s64(w, call->result);
    put_limit(w, read_limit(call, call->arguments[1]));
    put_resource(w, call->arguments[0]);
}

EXIT(prlimit64, SYSCALL_PRLIMIT_X)
{
    put_s64(w, call->result);
    put_limit(w, read_limit64(call->arguments[2]));
    put_limit(w, call->result == 0 ? read_limit64(call->arguments[3]) : NO_LIMIT_TOLD);
    put_pid(w, call->arguments[0]);
    put_resource(w, call->arguments[1]);
}

EXIT(unshare, SYSCALL_UNSHARE_X)
{
    put_s64(w, call->result);
    put_u32(w, clone_flags(call->arguments[0]));
}

EXIT(setns, SYSCALL_SETNS_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, clone_flags(call->arguments[1]));
}

EXIT(seccomp, SYSCALL_SECCOMP_X)
{
    put_s64(w, call->result);
    put_u64(w, call->arguments[0]);
    put_u64(w, (__u32)call->arguments[1]);
}

// The second argument is a text, a number, or the place of a number. The table has the kernel's numbers.
EXIT(prctl, SYSCALL_PRCTL_X)
{
    __u32 option = call->arguments[0];
    int is_name = option == PRCTL_OPTIONS__PR_SET_NAME || option == PRCTL_OPTIONS__PR_GET_NAME;
    __s64 number = is_name ? 0 : call->arguments[1];
    if (option == PRCTL_OPTIONS__PR_GET_CHILD_SUBREAPER) {
        __s32 answer = 0;
        bpf_probe_read_user(&answer, sizeof(answer), (const void *)call->arguments[1]);
        number = answer;
    }

    put_s64(w, call->result);
    put_u32(w, option);
    put_path(w, is_name ? call->arguments[1] : 0);
    put_s64(w, number);
}

EXIT(bpf, SYSCALL_BPF_2_X)
{
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]); // the table has the kernel's numbers
}
