// SPDX-License-Identifier: MIT OR GPL-2.0-only
// System V semaphores.
#pragma once

#include "dispatch.h"
#include "flags.h"

struct semaphore_operation { __u16 number; __s16 operation, flags; };

#define SEMAPHORE_OPERATION_BITS(X) \
    X(0004000, SEMOP_FLAGS__IPC_NOWAIT) \
    X(0x1000, SEMOP_FLAGS__SEM_UNDO)
TRANSLATED(semaphore_operation_flags, SEMAPHORE_OPERATION_BITS)

#define SEMAPHORE_SET_BITS(X) \
    X(0001000, SEMGET_FLAGS__IPC_CREAT) \
    X(0002000, SEMGET_FLAGS__IPC_EXCL)
TRANSLATED(semaphore_set_flags, SEMAPHORE_SET_BITS)

static __always_inline void put_semaphore_operation(struct writer *w, const struct semaphore_operation *operation)
{
    put_u16(w, operation->number);
    put_u16(w, operation->operation);
    put_u16(w, semaphore_operation_flags(operation->flags));
}

// The first two operations of a call that succeeded.
EXIT(semop, SYSCALL_SEMOP_X)
{
    struct semaphore_operation operations[2] = { 0 };
    __u64 address = call->arguments[1];
    __u32 count = call->arguments[2];
    if (call->result == 0 && count != 0)
        bpf_probe_read_user(operations, count == 1 ? sizeof(operations[0]) : sizeof(operations), (const void *)address);

    put_s64(w, call->result);
    put_u32(w, count);
    put_semaphore_operation(w, &operations[0]);
    put_semaphore_operation(w, &operations[1]);
    put_u32(w, call->arguments[0]);
}

EXIT(semget, SYSCALL_SEMGET_X)
{
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]);
    put_u32(w, call->arguments[1]);
    put_u32(w, semaphore_set_flags(call->arguments[2]));
}

#define SETVAL 16
#define COMPAT_COMMAND_VERSION 0x100 // 32-bit code says with this bit which layout of the structures it uses

#define SEMAPHORE_COMMANDS(X) \
    X(0, IPC_RMID) X(1, IPC_SET) X(2, IPC_STAT) X(3, IPC_INFO) X(11, GETPID) X(12, GETVAL) X(13, GETALL) X(14, GETNCNT) \
    X(15, GETZCNT) X(16, SETVAL) X(17, SETALL) X(18, SEM_STAT) X(19, SEM_INFO)

static __always_inline __u16 semaphore_command(__u16 command)
{
    switch (command) {
#define TRANSLATE_COMMAND(kernel, name) case kernel: return SEMCTL_COMMANDS__##name;
    SEMAPHORE_COMMANDS(TRANSLATE_COMMAND)
#undef TRANSLATE_COMMAND
    default: return 0;
    }
}

EXIT(semctl, SYSCALL_SEMCTL_X)
{
    __u16 command = call->is_compat ? call->arguments[2] & ~COMPAT_COMMAND_VERSION : call->arguments[2];
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]);
    put_u32(w, call->arguments[1]);
    put_u16(w, semaphore_command(command));
    put_u32(w, command == SETVAL ? call->arguments[3] : 0);
}
