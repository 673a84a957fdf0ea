// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Addresses of sockets: as a caller passes them, and as the two ends of a connection that the kernel knows.
#pragma once

#include <bpf/bpf_endian.h>
#include "file.h"

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define UNIX_PATH 108             // bytes of a path, its end not included
#define UNIX_ADDRESS (2 + UNIX_PATH) // the longest address that is read

// An address in user memory; what is not a path lies in its first 24 bytes, equal on all architectures.
struct user_address {
    __u16 family;
    __u16 port; // in network order
    __u32 ipv4; // in an IPv6 address the flow
    __u64 ipv6[2];
};

// Where a call says the other end is.
struct named_end {
    __u64 pointer; // 0: nowhere
    __u64 length;
};

// Families that have no name in the schema are AF_UNSPEC.
static __always_inline __u8 address_family(__u8 family)
{
    return family > SOCKET_FAMILIES__AF_NFC || family == 27 || family == 28 ? SOCKET_FAMILIES__AF_UNSPEC : family;
}

// The socket behind a descriptor of the current process, NULL when it is anything else.
static __always_inline struct sock *socket_of(__s32 descriptor)
{
    struct file *file = file_of(current_task(), descriptor);
    if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) != S_IFSOCK)
        return NULL;
    struct socket *socket = BPF_CORE_READ(file, private_data);
    return socket ? BPF_CORE_READ(socket, sk) : NULL;
}

// The path of a Unix socket, of which length bytes are known. Abstract names begin with a zero, which is left out; they need
// not have an end.
static __always_inline void add_unix_path(struct writer *w, const char *path, __s64 length, int is_user)
{
    char first = 0;
    if (is_user)
        bpf_probe_read_user(&first, 1, path);
    else
        bpf_probe_read_kernel(&first, 1, path);
    if (!first) {
        path++;
        length--;
    }

    __u64 limit = at_most(length < 0 ? 0 : length, UNIX_PATH);
    __s64 added = is_user
        ? bpf_probe_read_user_str(BYTE_AT(w, bounded(w->at)), limit + 1, path)
        : bpf_probe_read_kernel_str(BYTE_AT(w, bounded(w->at)), limit + 1, path);
    if (added > 0)
        w->at += added;
    else
        add_u8(w, 0);
}

static __always_inline void add_ipv4(struct writer *w, __u32 address, __u16 port)
{
    add_u32(w, address);
    add_u16(w, bpf_ntohs(port));
}

static __always_inline void add_ipv6(struct writer *w, const __u64 *address, __u16 port)
{
    add_u64(w, address[0]);
    add_u64(w, address[1]);
    add_u16(w, bpf_ntohs(port));
}

// An address as it was passed. What the caller's length leaves out of it is zero.
static __always_inline void put_address(struct writer *w, __u64 pointer, __u16 length)
{
    __u64 start = w->at;
    struct user_address *address = (void *)w->cpu->work;
    __builtin_memset(address, 0, sizeof(*address));
    __u64 known = at_most(length, UNIX_ADDRESS);
    if (pointer && known && bpf_probe_read_user(address, known, (const void *)pointer) == 0) {
        __u16 family = address->family;
        if (family == AF_INET) {
            add_u8(w, family);
            add_ipv4(w, address->ipv4, address->port);
        } else if (family == AF_INET6) {
            add_u8(w, family);
            add_ipv6(w, address->ipv6, address->port);
        } else if (family == AF_UNIX) {
            add_u8(w, family);
            add_unix_path(w, (const char *)address + 2, (__s64)known - 2, 0);
        }
    }

    w->at = forget(w->cpu, w->at);
    end_parameter(w, w->at - start);
}

// Which end of a connection comes first: the one that speaks.
enum direction { OUTWARD, INWARD };

static __always_inline struct user_address read_named_end(struct named_end end)
{
    struct user_address address = { 0 };
    bpf_probe_read_user(&address, sizeof(address), (const void *)end.pointer);
    return address;
}

// Datagrams may go to, or come from, an end that the socket is not connected with: then it is where the call says it is.
static __always_inline void add_ipv4_tuple(struct writer *w, struct sock *sock, enum direction direction, struct named_end end)
{
    struct inet_sock *inet = (void *)sock;
    __u32 local = BPF_CORE_READ(inet, inet_saddr), remote = BPF_CORE_READ(sock, __sk_common.skc_daddr);
    __u16 local_port = BPF_CORE_READ(inet, inet_sport), remote_port = BPF_CORE_READ(sock, __sk_common.skc_dport);
    if (!remote_port && end.pointer) {
        struct user_address address = read_named_end(end);
        remote = address.ipv4;
        remote_port = address.port;
    }

    add_u8(w, AF_INET);
    add_ipv4(w, direction == OUTWARD ? local : remote, direction == OUTWARD ? local_port : remote_port);
    add_ipv4(w, direction == OUTWARD ? remote : local, direction == OUTWARD ? remote_port : local_port);
}

static __always_inline void add_ipv6_tuple(struct writer *w, struct sock *sock, enum direction direction, struct named_end end)
{
    struct inet_sock *inet = (void *)sock;
    struct ipv6_pinfo *own = BPF_CORE_READ(inet, pinet6);
    __u64 local[2] = { 0 };
    struct user_address remote = { 0 };
    __u16 local_port = BPF_CORE_READ(inet, inet_sport);
    bpf_core_read(local, sizeof(local), &own->saddr);
    bpf_core_read(remote.ipv6, sizeof(remote.ipv6), &sock->__sk_common.skc_v6_daddr);
    remote.port = BPF_CORE_READ(sock, __sk_common.skc_dport);
    if (!remote.port && end.pointer)
        remote = read_named_end(end);

    add_u8(w, AF_INET6);
    add_ipv6(w, direction == OUTWARD ? local : remote.ipv6, direction == OUTWARD ? local_port : remote.port);
    add_ipv6(w, direction == OUTWARD ? remote.ipv6 : local, direction == OUTWARD ? remote.port : local_port);
}

// The sockets of both ends, the receiving one first, and the path of the receiving one.
static __always_inline void add_unix_tuple(struct writer *w, struct sock *sock, enum direction direction, struct named_end end)
{
    struct sock *peer = BPF_CORE_READ((struct unix_sock *)sock, peer);
    struct sock *receiver = direction == OUTWARD ? peer : sock;
    add_u8(w, AF_UNIX);
    add_u64(w, (__u64)receiver);
    add_u64(w, (__u64)(direction == OUTWARD ? sock : peer));
    if (!receiver && end.pointer) {
        add_unix_path(w, (const char *)end.pointer + 2, (__s64)end.length - 2, 1);
        return;
    }

    struct unix_address *address = receiver ? BPF_CORE_READ((struct unix_sock *)receiver, addr) : NULL;
    if (address) {
        const char *path = (const char *)address + bpf_core_field_offset(struct unix_address, name) + 2;
        add_unix_path(w, path, BPF_CORE_READ(address, len) - 2, 0);
    } else {
        add_u8(w, 0);
    }
}

// Both ends of the connection of a descriptor; empty when it has none. IPv6 and Unix sockets may be missing from the kernel.
static __always_inline void put_tuple(struct writer *w, __s32 descriptor, enum direction direction, struct named_end end)
{
    __u64 start = w->at;
    struct sock *sock = socket_of(descriptor);
    __u16 family = sock ? BPF_CORE_READ(sock, __sk_common.skc_family) : 0;
    if (family == AF_INET)
        add_ipv4_tuple(w, sock, direction, end);
    else if (family == AF_INET6 && bpf_core_field_exists(sock->__sk_common.skc_v6_daddr))
        add_ipv6_tuple(w, sock, direction, end);
    else if (family == AF_UNIX && bpf_core_type_exists(struct unix_sock))
        add_unix_tuple(w, sock, direction, end);
    w->at = forget(w->cpu, w->at);
    end_parameter(w, w->at - start);
}
