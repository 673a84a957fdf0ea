// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that change a process's memory.
#pragma once

#include "dispatch.h"
#include "flags.h"
#include "task.h"

// Bit 4 is strong access ordering on PowerPC; the reference calls it so on arm64, too, where it is branch target identification.
#define PROTECTION_BITS(X) \
    X(0x1, PROT_FLAGS__PROT_READ) \
    X(0x2, PROT_FLAGS__PROT_WRITE) \
    X(0x4, PROT_FLAGS__PROT_EXEC) \
    X(0x8, PROT_FLAGS__PROT_SEM) \
    X(0x10, PROT_FLAGS__PROT_SAO) \
    X(0x01000000, PROT_FLAGS__PROT_GROWSDOWN) \
    X(0x02000000, PROT_FLAGS__PROT_GROWSUP)
TRANSLATED(protection_flags, PROTECTION_BITS)

#define MAPPING_BITS(X) \
    X(0x1, MMAP_FLAGS__MAP_SHARED) \
    X(0x2, MMAP_FLAGS__MAP_PRIVATE) \
    X(0x10, MMAP_FLAGS__MAP_FIXED) \
    X(0x20, MMAP_FLAGS__MAP_ANONYMOUS) \
    X(0x40, MMAP_FLAGS__MAP_32BIT) \
    X(0x80, MMAP_FLAGS__MAP_INHERIT) \
    X(0x100, MMAP_FLAGS__MAP_GROWSDOWN) \
    X(0x800, MMAP_FLAGS__MAP_DENYWRITE) \
    X(0x1000, MMAP_FLAGS__MAP_EXECUTABLE) \
    X(0x2000, MMAP_FLAGS__MAP_LOCKED) \
    X(0x4000, MMAP_FLAGS__MAP_NORESERVE) \
    X(0x8000, MMAP_FLAGS__MAP_POPULATE) \
    X(0x10000, MMAP_FLAGS__MAP_NONBLOCK)
TRANSLATED(mapping_flags, MAPPING_BITS)

// What all calls tell that make the memory larger or smaller: the result, and the sizes afterwards.
static __always_inline void put_result_and_sizes(struct writer *w, const struct call *call)
{
    put_s64(w, call->result);
    put_memory_sizes(w, current_task());
}

EXIT(brk, SYSCALL_BRK_4_X)
{
    put_result_and_sizes(w, call);
    put_u64(w, call->arguments[0]);
}

EXIT(mmap, SYSCALL_MMAP_X)
{
    put_result_and_sizes(w, call);
    put_u64(w, call->arguments[0]);
    put_u64(w, call->arguments[1]);
    put_u32(w, protection_flags(call->arguments[2]));
    put_u32(w, mapping_flags(call->arguments[3]));
    put_fd(w, call->arguments[4]);
    put_u64(w, call->arguments[5]);
}

EXIT(munmap, SYSCALL_MUNMAP_X)
{
    put_result_and_sizes(w, call);
    put_u64(w, call->arguments[0]);
    put_u64(w, call->arguments[1]);
}

EXIT(mprotect, SYSCALL_MPROTECT_X)
{
    put_s64(w, call->result);
    put_u64(w, call->arguments[0]);
    put_u64(w, call->arguments[1]);
    put_u32(w, protection_flags(call->arguments[2]));
}

EXIT(mlock, SYSCALL_MLOCK_X)
{
    put_s64(w, call->result);
    put_u64(w, call->arguments[0]);
    put_u64(w, call->arguments[1]);
}

EXIT(munlock, SYSCALL_MUNLOCK_X)
{
    put_s64(w, call->result);
    put_u64(w, call->arguments[0]);
    put_u64(w, call->arguments[1]);
}

// The bits are the kernel's.
EXIT(mlock2, SYSCALL_MLOCK2_X)
{
    put_s64(w, call->result);
    put_u64(w, call->arguments[0]);
    put_u64(w, call->arguments[1]);
    put_u32(w, call->arguments[2] & MLOCK2_FLAGS__MLOCK_ONFAULT);
}

EXIT(mlockall, SYSCALL_MLOCKALL_X)
{
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]
        & (MLOCKALL_FLAGS__MCL_CURRENT | MLOCKALL_FLAGS__MCL_FUTURE | MLOCKALL_FLAGS__MCL_ONFAULT));
}

EXIT(munlockall, SYSCALL_MUNLOCKALL_X)
{
    put_s64(w, call->result);
}
