// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The kernel's flags in the encoding of the events (flags.tsv). Where a quirk of the reference is kept, it says so.
#pragma once

#include "schema.h"

#define O_WRONLY 01
#define O_RDWR 02
#define O_CREAT 0100
#define O_EXCL 0200
#define O_TRUNC 01000
#define O_APPEND 02000
#define O_NONBLOCK 04000
#define O_DSYNC 010000
#define O_CLOEXEC 02000000
#define O_SYNC (04000000 | O_DSYNC)
#if defined(__TARGET_ARCH_arm64)
#define O_DIRECTORY 040000
#define O_DIRECT 0200000
#define O_LARGEFILE 0400000
#else
#define O_DIRECT 040000
#define O_LARGEFILE 0100000
#define O_DIRECTORY 0200000
#endif
#define O_TMPFILE (020000000 | O_DIRECTORY)

// The reference tests flags that have several bits (O_TMPFILE, O_SYNC) for any of them, so O_DIRECTORY alone reads as O_TMPFILE, too.
static __always_inline __u32 file_flags(__u32 flags)
{
    __u32 access = flags & 3;
    __u32 result = access == O_WRONLY ? FILE_FLAGS__O_WRONLY : access == O_RDWR ? FILE_FLAGS__O_RDWR : FILE_FLAGS__O_RDONLY;
    if (flags & O_CREAT)
        result |= FILE_FLAGS__O_CREAT;
    if (flags & O_TMPFILE)
        result |= FILE_FLAGS__O_TMPFILE;
    if (flags & O_APPEND)
        result |= FILE_FLAGS__O_APPEND;
    if (flags & O_DSYNC)
        result |= FILE_FLAGS__O_DSYNC;
    if (flags & O_EXCL)
        result |= FILE_FLAGS__O_EXCL;
    if (flags & O_NONBLOCK)
        result |= FILE_FLAGS__O_NONBLOCK;
    if (flags & O_SYNC)
        result |= FILE_FLAGS__O_SYNC;
    if (flags & O_TRUNC)
        result |= FILE_FLAGS__O_TRUNC;
    if (flags & O_DIRECT)
        result |= FILE_FLAGS__O_DIRECT;
    if (flags & O_DIRECTORY)
        result |= FILE_FLAGS__O_DIRECTORY;
    if (flags & O_LARGEFILE)
        result |= FILE_FLAGS__O_LARGEFILE;
    if (flags & O_CLOEXEC)
        result |= FILE_FLAGS__O_CLOEXEC;
    return result;
}

// The permission bits have the kernel's values. Without O_CREAT or O_TMPFILE a mode means nothing.
static __always_inline __u32 open_mode(__u64 flags, __u64 mode)
{
    return flags & (O_CREAT | O_TMPFILE) ? mode & 07777 : 0;
}

// A set of flags whose bits are not where the kernel has them: BITS(X) lists X(what the kernel has, what the event has).
#define TRANSLATED(function, BITS) \
    static __always_inline __u32 function(__u64 flags) \
    { \
        __u32 result = 0; \
        BITS(TRANSLATE_BIT) \
        return result; \
    }
#define TRANSLATE_BIT(kernel, event) if (flags & (kernel)) result |= event;

#define CSIGNAL 0xff
#define CLONE_BITS(X) \
    X(0x00000100, CLONE_FLAGS__CLONE_VM) \
    X(0x00000200, CLONE_FLAGS__CLONE_FS) \
    X(0x00000400, CLONE_FLAGS__CLONE_FILES) \
    X(0x00000800, CLONE_FLAGS__CLONE_SIGHAND) \
    X(0x00002000, CLONE_FLAGS__CLONE_PTRACE) \
    X(0x00004000, CLONE_FLAGS__CLONE_VFORK) \
    X(0x00008000, CLONE_FLAGS__CLONE_PARENT) \
    X(0x00010000, CLONE_FLAGS__CLONE_THREAD) \
    X(0x00020000, CLONE_FLAGS__CLONE_NEWNS) \
    X(0x00040000, CLONE_FLAGS__CLONE_SYSVSEM) \
    X(0x00080000, CLONE_FLAGS__CLONE_SETTLS) \
    X(0x00100000, CLONE_FLAGS__CLONE_PARENT_SETTID) \
    X(0x00200000, CLONE_FLAGS__CLONE_CHILD_CLEARTID) \
    X(0x02000000, CLONE_FLAGS__CLONE_NEWCGROUP) \
    X(0x00800000, CLONE_FLAGS__CLONE_UNTRACED) \
    X(0x01000000, CLONE_FLAGS__CLONE_CHILD_SETTID) \
    X(0x04000000, CLONE_FLAGS__CLONE_NEWUTS) \
    X(0x08000000, CLONE_FLAGS__CLONE_NEWIPC) \
    X(0x10000000, CLONE_FLAGS__CLONE_NEWUSER) \
    X(0x20000000, CLONE_FLAGS__CLONE_NEWPID) \
    X(0x40000000, CLONE_FLAGS__CLONE_NEWNET) \
    X(0x80000000, CLONE_FLAGS__CLONE_IO)
TRANSLATED(clone_flags, CLONE_BITS)
