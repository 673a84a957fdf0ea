// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that ask for and change a process's users, groups, capabilities, process group and session.
#pragma once

#include "dispatch.h"
#include "task.h"

// Calls that take ids, and nothing else.
#define IDS_1_EXIT(name, event) EXIT(name, event) { put_s64(w, call->result); put_u32(w, call->arguments[0]); }
#define IDS_2_EXIT(name, event) \
    EXIT(name, event) { put_s64(w, call->result); put_u32(w, call->arguments[0]); put_u32(w, call->arguments[1]); }
#define IDS_3_EXIT(name, event) \
    EXIT(name, event) \
    { \
        put_s64(w, call->result); \
        put_u32(w, call->arguments[0]); \
        put_u32(w, call->arguments[1]); \
        put_u32(w, call->arguments[2]); \
    }

IDS_1_EXIT(setuid, SYSCALL_SETUID_X)
IDS_1_EXIT(setgid, SYSCALL_SETGID_X)
IDS_2_EXIT(setreuid, SYSCALL_SETREUID_X)
IDS_2_EXIT(setregid, SYSCALL_SETREGID_X)
IDS_3_EXIT(setresuid, SYSCALL_SETRESUID_X)
IDS_3_EXIT(setresgid, SYSCALL_SETRESGID_X)

// Calls whose result is an id; they do not fail.
#define RESULT_ID_EXIT(name, event) EXIT(name, event) { put_u32(w, call->result); }

RESULT_ID_EXIT(getuid, SYSCALL_GETUID_X)
RESULT_ID_EXIT(geteuid, SYSCALL_GETEUID_X)
RESULT_ID_EXIT(getgid, SYSCALL_GETGID_X)
RESULT_ID_EXIT(getegid, SYSCALL_GETEGID_X)

static __always_inline void put_id_at(struct writer *w, __u64 address)
{
    __u32 id = 0;
    bpf_probe_read_user(&id, sizeof(id), (const void *)address);
    put_u32(w, id);
}

#define IDS_IN_MEMORY_EXIT(name, event) \
    EXIT(name, event) \
    { \
        put_s64(w, call->result); \
        put_id_at(w, call->arguments[0]); \
        put_id_at(w, call->arguments[1]); \
        put_id_at(w, call->arguments[2]); \
    }

IDS_IN_MEMORY_EXIT(getresuid, SYSCALL_GETRESUID_X)
IDS_IN_MEMORY_EXIT(getresgid, SYSCALL_GETRESGID_X)

EXIT(setpgid, SYSCALL_SETPGID_X)
{
    put_s64(w, call->result);
    put_pid(w, call->arguments[0]);
    put_pid(w, call->arguments[1]);
}

EXIT(setsid, SYSCALL_SETSID_X)
{
    put_s64(w, call->result);
}

// What the thread has after the call, whether it succeeded or not.
EXIT(capset, SYSCALL_CAPSET_X)
{
    struct task_struct *task = current_task();
    put_s64(w, call->result);
    put_u64(w, CAPABILITIES(task, cap_inheritable));
    put_u64(w, CAPABILITIES(task, cap_permitted));
    put_u64(w, CAPABILITIES(task, cap_effective));
}
