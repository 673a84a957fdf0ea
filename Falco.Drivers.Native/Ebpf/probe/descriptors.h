// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that make descriptors of other things than files and sockets, and that copy, close, set and ask them.
#pragma once

#include "dispatch.h"
#include "file.h"
#include "flags.h"

// Flags of the calls that make descriptors: those of open that the call takes.
static __always_inline __u32 descriptor_flags(__u32 flags, __u32 taken)
{
    __u32 result = 0;
    flags &= taken;
    if (flags & O_NONBLOCK)
        result |= FILE_FLAGS__O_NONBLOCK;
    if (flags & O_CLOEXEC)
        result |= FILE_FLAGS__O_CLOEXEC;
    if (flags & O_DIRECT)
        result |= FILE_FLAGS__O_DIRECT;
    return result;
}

// For most of the calls a negative number has no flags, as in the reference.
static __always_inline __u32 checked_flags(__u32 flags, __u32 taken)
{
    return descriptor_flags((__s32)flags < 0 ? 0 : flags, taken);
}

// Two descriptors that a call writes into user memory.
struct pair { __s32 first, second; };
#define NO_PAIR { -1, -1 }

static __always_inline struct pair read_pair(__u64 address)
{
    struct pair pair;
    if (bpf_probe_read_user(&pair, sizeof(pair), (const void *)address) != 0)
        return (struct pair) NO_PAIR;
    return pair;
}

EXIT(dup, SYSCALL_DUP_1_X)
{
    put_fd(w, call->result);
    put_fd(w, call->arguments[0]);
}

EXIT(dup2, SYSCALL_DUP2_X)
{
    put_fd(w, call->result);
    put_fd(w, call->arguments[0]);
    put_fd(w, call->arguments[1]);
}

EXIT(dup3, SYSCALL_DUP3_X)
{
    put_fd(w, call->result);
    put_fd(w, call->arguments[0]);
    put_fd(w, call->arguments[1]);
    put_u32(w, descriptor_flags(call->arguments[2], O_CLOEXEC));
}

// The descriptors are told whatever the result is: after a failure, what happens to lie there.
static __always_inline void put_pipe(struct writer *w, const struct call *call)
{
    struct pair pair = read_pair(call->arguments[0]);
    struct file *file = call->result == 0 ? file_of(current_task(), pair.first) : NULL;
    put_s64(w, call->result);
    put_s64(w, pair.first);
    put_s64(w, pair.second);
    put_u64(w, file ? BPF_CORE_READ(file, f_inode, i_ino) : 0);
}

EXIT(pipe, SYSCALL_PIPE_X) { put_pipe(w, call); }

EXIT(pipe2, SYSCALL_PIPE2_X)
{
    put_pipe(w, call);
    put_u32(w, checked_flags(call->arguments[1], O_NONBLOCK | O_CLOEXEC | O_DIRECT));
}

EXIT(eventfd, SYSCALL_EVENTFD_X)
{
    put_s64(w, call->result);
    put_u64(w, (__u32)call->arguments[0]);
    put_u32(w, 0);
}

EXIT(eventfd2, SYSCALL_EVENTFD2_X)
{
    put_s64(w, call->result);
    put_u16(w, checked_flags(call->arguments[1], O_NONBLOCK | O_CLOEXEC));
    put_u64(w, (__u32)call->arguments[0]);
}

// The mask of signals is not told, as in the reference.
EXIT(signalfd, SYSCALL_SIGNALFD_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, 0);
    put_u8(w, 0);
}

EXIT(signalfd4, SYSCALL_SIGNALFD4_X)
{
    put_s64(w, call->result);
    put_u16(w, checked_flags(call->arguments[3], O_NONBLOCK | O_CLOEXEC));
    put_fd(w, call->arguments[0]);
    put_u32(w, 0);
}

// O_CLOEXEC does not fit into the flags.
EXIT(timerfd_create, SYSCALL_TIMERFD_CREATE_X)
{
    put_s64(w, call->result);
    put_u8(w, call->arguments[0]);
    put_u8(w, checked_flags(call->arguments[1], O_NONBLOCK));
}

EXIT(inotify_init, SYSCALL_INOTIFY_INIT_X)
{
    put_s64(w, call->result);
    put_u8(w, 0);
}

EXIT(inotify_init1, SYSCALL_INOTIFY_INIT1_X)
{
    put_s64(w, call->result);
    put_u16(w, checked_flags(call->arguments[0], O_NONBLOCK | O_CLOEXEC));
}

EXIT(epoll_create, SYSCALL_EPOLL_CREATE_X)
{
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]);
}

EXIT(epoll_create1, SYSCALL_EPOLL_CREATE1_X)
{
    put_s64(w, call->result);
    put_u32(w, call->arguments[0] & O_CLOEXEC ? EPOLL_CREATE1_FLAGS__EPOLL_CLOEXEC : 0);
}

// The kernel's flags, although the schema says they are those of open: as in the reference.
EXIT(userfaultfd, SYSCALL_USERFAULTFD_X)
{
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]);
}

// In the tables of this file that are called known the encoding has the kernel's values.
#define KNOWN_MEMFD_FLAGS (MEMFD_CREATE_FLAGS__MFD_CLOEXEC | MEMFD_CREATE_FLAGS__MFD_ALLOW_SEALING | MEMFD_CREATE_FLAGS__MFD_HUGETLB)
#define KNOWN_CLOSE_RANGE_FLAGS (CLOSE_RANGE_FLAGS__CLOSE_RANGE_UNSHARE | CLOSE_RANGE_FLAGS__CLOSE_RANGE_CLOEXEC)
#define KNOWN_LOCKS (FLOCK_FLAGS__LOCK_SH | FLOCK_FLAGS__LOCK_EX | FLOCK_FLAGS__LOCK_NB | FLOCK_FLAGS__LOCK_UN)

EXIT(memfd_create, SYSCALL_MEMFD_CREATE_X)
{
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, call->arguments[1] & KNOWN_MEMFD_FLAGS);
}

EXIT(pidfd_open, SYSCALL_PIDFD_OPEN_X)
{
    put_s64(w, call->result);
    put_s64(w, (__s32)call->arguments[0]);
    put_u32(w, call->arguments[1] & O_NONBLOCK ? PIDFD_OPEN_FLAGS__PIDFD_NONBLOCK : 0);
}

EXIT(pidfd_getfd, SYSCALL_PIDFD_GETFD_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_fd(w, call->arguments[1]);
    put_u32(w, call->arguments[2]);
}

EXIT(close_range, SYSCALL_CLOSE_RANGE_X)
{
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]);
    put_u32(w, call->arguments[1]);
    put_u32(w, call->arguments[2] & KNOWN_CLOSE_RANGE_FLAGS);
}

// The kernel's number and the name in the schema; from 1024 on the numbers are Linux' own.
#define DESCRIPTOR_COMMANDS(X) \
    X(0, F_DUPFD) X(1, F_GETFD) X(2, F_SETFD) X(3, F_GETFL) X(4, F_SETFL) X(5, F_GETLK) X(6, F_SETLK) X(7, F_SETLKW) \
    X(8, F_SETOWN) X(9, F_GETOWN) X(10, F_SETSIG) X(11, F_GETSIG) X(12, F_GETLK64) X(13, F_SETLK64) X(14, F_SETLKW64) \
    X(15, F_SETOWN_EX) X(16, F_GETOWN_EX) X(36, F_OFD_GETLK) X(37, F_OFD_SETLK) X(38, F_OFD_SETLKW)
#define DESCRIPTOR_COMMANDS_OF_LINUX(X) \
    X(0, F_SETLEASE) X(1, F_GETLEASE) X(2, F_NOTIFY) X(5, F_CANCELLK) X(6, F_DUPFD_CLOEXEC) X(7, F_SETPIPE_SZ) X(8, F_GETPIPE_SZ)

#define KNOWN_COMMANDS 64 // of either sort at most
#define FIRST_OF_LINUX 1024
#define COMMAND_ENTRY(number, name) [number] = FCNTL_COMMANDS__##name,
#define LINUX_ENTRY(number, name) [KNOWN_COMMANDS + number] = FCNTL_COMMANDS__##name,
const __u8 descriptor_commands[2 * KNOWN_COMMANDS] = {
    DESCRIPTOR_COMMANDS(COMMAND_ENTRY) DESCRIPTOR_COMMANDS_OF_LINUX(LINUX_ENTRY)
};

static __always_inline __u8 descriptor_command(__u32 number)
{
    __u32 index = number >= FIRST_OF_LINUX ? number - FIRST_OF_LINUX : number;
    if (index >= KNOWN_COMMANDS)
        return FCNTL_COMMANDS__UNKNOWN;
    if (number >= FIRST_OF_LINUX)
        index += KNOWN_COMMANDS;
    asm volatile("" : "+r"(index));
    return descriptor_commands[index & (2 * KNOWN_COMMANDS - 1)];
}

EXIT(fcntl, SYSCALL_FCNTL_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u8(w, descriptor_command(call->arguments[1]));
    put_u64(w, call->arguments[2]);
}

EXIT(ioctl, SYSCALL_IOCTL_3_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u64(w, call->arguments[1]);
    put_u64(w, call->arguments[2]);
}

EXIT(flock, SYSCALL_FLOCK_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[1] & KNOWN_LOCKS);
}

// Anything but the three classic origins reads as SEEK_SET, as in the reference.
EXIT(lseek, SYSCALL_LSEEK_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u64(w, call->is_compat ? (__s64)(__s32)call->arguments[1] : (__s64)call->arguments[1]);
    __u32 origin = call->arguments[2];
    put_u8(w, origin <= LSEEK_WHENCE__SEEK_END ? origin : LSEEK_WHENCE__SEEK_SET);
}

// Calls of which the descriptor is all that is told.
static __always_inline void put_result_and_descriptor(struct writer *w, const struct call *call)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
}

EXIT(fstat, SYSCALL_FSTAT_X) { put_result_and_descriptor(w, call); }
EXIT(getdents, SYSCALL_GETDENTS_X) { put_result_and_descriptor(w, call); }
EXIT(getdents64, SYSCALL_GETDENTS64_X) { put_result_and_descriptor(w, call); }
