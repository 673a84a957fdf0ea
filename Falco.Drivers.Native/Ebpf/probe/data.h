// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Data that goes through descriptors: how much of it is sent, and the calls that have one buffer.
#pragma once

#include "dispatch.h"
#include "address.h"

#define WHOLE_LENGTH 16000    // of ports that the settings name
#define EXTENDED_LENGTH 2000  // of protocols that are known
#define DNS_LENGTH 512

#define DNS_PORT 53
#define MYSQL_PORT 3306
#define POSTGRES_PORT 5432
#define MONGODB_PORT 27017

// The first four letters, as a little-endian machine reads them.
#define WORD(a, b, c, d) ((__u32)(a) | (__u32)(b) << 8 | (__u32)(c) << 16 | (__u32)(d) << 24)

struct ports { __u16 local, remote; };

static __always_inline struct ports ports_of(struct sock *sock, __u64 named_end)
{
    struct ports ports = { 0 };
    __u16 family = BPF_CORE_READ(sock, __sk_common.skc_family);
    if (family != AF_INET && family != AF_INET6)
        return ports;
    ports.local = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sock, inet_sport));
    ports.remote = bpf_ntohs(BPF_CORE_READ(sock, __sk_common.skc_dport));
    if (!ports.remote && named_end) {
        struct user_address address = { 0 };
        bpf_probe_read_user(&address, 4, (const void *)named_end);
        ports.remote = bpf_ntohs(address.port);
    }

    return ports;
}

static __always_inline int is_whole(__u16 port) { return port >= settings.full_port_first && port <= settings.full_port_last; }

static __always_inline int is_mysql(const __u8 *start, __u64 size)
{
    return size >= 5
        && (start[0] == 3 || start[1] == 3 || start[2] == 3 || start[3] == 3 || start[4] == 3 || (start[2] == 0 && start[3] == 0));
}

static __always_inline int is_postgres(const __u8 *start, __u64 size)
{
    return size >= 7
        && (((start[0] == 'Q' || start[0] == 'P' || start[0] == 'E') && start[1] == 0) // query, prepared statement, execution
            || (start[4] == 0 && start[5] == 3 && start[6] == 0)); // start of a session
}

static __always_inline int is_mongodb(__u32 operation, __u64 size)
{
    return size >= 16 && (operation == 1 || (operation >= 2001 && operation <= 2007));
}

static __always_inline int is_http(__u32 word, __u8 next, __u64 size)
{
    if (size < 5)
        return 0;
    switch (word) {
    case WORD('G', 'E', 'T', ' '):
    case WORD('P', 'O', 'S', 'T'):
    case WORD('P', 'U', 'T', ' '):
    case WORD('D', 'E', 'L', 'E'):
    case WORD('T', 'R', 'A', 'C'):
    case WORD('C', 'O', 'N', 'N'):
    case WORD('O', 'P', 'T', 'I'):
        return 1;
    default:
        return word == WORD('H', 'T', 'T', 'P') && next == '/';
    }
}

// What the data of a socket deserves by its ports and, when they do not decide it, by its first 16 bytes.
static __noinline __u32 known_length(const struct call *call, __u64 named_end, __u32 looks_inside)
{
    struct sock *sock = socket_of(call->arguments[0]);
    if (!sock)
        return 0;
    struct ports ports = ports_of(sock, named_end);
    if (settings.full_port_last && (is_whole(ports.local) || is_whole(ports.remote)))
        return WHOLE_LENGTH;
    if (ports.remote && ports.remote == settings.statsd_port)
        return EXTENDED_LENGTH;
    if (ports.remote == DNS_PORT)
        return DNS_LENGTH;
    if (!looks_inside)
        return 0;

    __u32 words[4];
    const __u8 *start = (const __u8 *)words;
    __u64 size = (__u32)call->arguments[2];
    if (bpf_probe_read_user(words, sizeof(words), (const void *)call->arguments[1]) != 0)
        return 0;
    if ((ports.local == MYSQL_PORT || ports.remote == MYSQL_PORT) && size >= 5)
        return is_mysql(start, size) ? EXTENDED_LENGTH : 0;
    if ((ports.local == POSTGRES_PORT || ports.remote == POSTGRES_PORT) && size >= 7)
        return is_postgres(start, size) ? EXTENDED_LENGTH : 0;
    if (ports.local == MONGODB_PORT || ports.remote == MONGODB_PORT || is_mongodb(words[3], size) || is_http(words[0], start[4], size))
        return EXTENDED_LENGTH;
    return 0;
}

// Bytes of data that are sent at most. named_end points at the address in the call's arguments, 0 when there is none.
static __always_inline __u64 data_length(const struct call *call, __u64 named_end, __u32 looks_inside)
{
    __u64 length = settings.snap_length;
    if (settings.dynamic_snap) {
        __u64 known = known_length(call, named_end, looks_inside);
        if (known > length)
            length = known;
    }

    return length;
}

// The start of the second argument's buffer, of which size bytes mean something.
static __always_inline void put_data(struct writer *w, const struct call *call, __u64 named_end, __u64 size)
{
    __u64 length = data_length(call, named_end, 1);
    put_user_bytes(w, call->arguments[1], size < length ? size : length);
}

static __always_inline void put_data_in(struct writer *w, const struct call *call, __u64 named_end)
{
    if (call->result > 0)
        put_data(w, call, named_end, call->result);
    else
        put_empty(w);
}

// A call that failed tells what it was to write.
static __always_inline void put_data_out(struct writer *w, const struct call *call, __u64 named_end)
{
    put_data(w, call, named_end, call->result > 0 ? (__u64)call->result : call->arguments[2]);
}

// Position of a call that takes it in one register, and in two when its caller is 32-bit code.
static __always_inline __u64 position_of(const struct call *call)
{
    return call->is_compat ? call->arguments[3] | call->arguments[4] << 32 : call->arguments[3];
}

EXIT(read, SYSCALL_READ_X)
{
    put_s64(w, call->result);
    put_data_in(w, call, 0);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[2]);
}

EXIT(write, SYSCALL_WRITE_X)
{
    put_s64(w, call->result);
    put_data_out(w, call, 0);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[2]);
}

EXIT(pread64, SYSCALL_PREAD_X)
{
    put_s64(w, call->result);
    put_data_in(w, call, 0);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[2]);
    put_u64(w, position_of(call));
}

EXIT(pwrite64, SYSCALL_PWRITE_X)
{
    put_s64(w, call->result);
    put_data_out(w, call, 0);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[2]);
    put_u64(w, position_of(call));
}

EXIT(sendto, SOCKET_SENDTO_X)
{
    put_s64(w, call->result);
    put_data_out(w, call, call->arguments[4]);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[2]);
    if (call->result >= 0)
        put_tuple(w, call->arguments[0], OUTWARD, (struct named_end) { call->arguments[4], call->arguments[5] });
    else
        put_empty(w);
}

EXIT(recvfrom, SOCKET_RECVFROM_X)
{
    put_s64(w, call->result);
    put_data_in(w, call, call->arguments[4]);
    if (call->result >= 0)
        put_tuple(w, call->arguments[0], INWARD, (struct named_end) { call->arguments[4], 0 });
    else
        put_empty(w);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[2]);
}

EXIT(sendfile, SYSCALL_SENDFILE_X)
{
    __u64 offset = 0;
    if (call->arguments[2])
        bpf_probe_read_user(&offset, sizeof(offset), (const void *)call->arguments[2]);
    put_s64(w, call->result);
    put_u64(w, offset);
    put_fd(w, call->arguments[0]);
    put_fd(w, call->arguments[1]);
    put_u64(w, call->arguments[3]);
}

// The encoding has the kernel's values.
#define KNOWN_SPLICE_FLAGS (SPLICE_FLAGS__SPLICE_F_MOVE | SPLICE_FLAGS__SPLICE_F_NONBLOCK | SPLICE_FLAGS__SPLICE_F_MORE \
    | SPLICE_FLAGS__SPLICE_F_GIFT)

EXIT(splice, SYSCALL_SPLICE_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_fd(w, call->arguments[2]);
    put_u64(w, call->arguments[4]);
    put_u32(w, call->arguments[5] & KNOWN_SPLICE_FLAGS);
}

// The offsets are the pointers to them, as in the reference.
EXIT(copy_file_range, SYSCALL_COPY_FILE_RANGE_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[2]);
    put_u64(w, call->arguments[3]);
    put_fd(w, call->arguments[0]);
    put_u64(w, call->arguments[1]);
    put_u64(w, call->arguments[4]);
}
