// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that make sockets and connect them.
#pragma once

#include "dispatch.h"
#include "address.h"
#include "descriptors.h"

#define NOWHERE ((struct named_end) { 0, 0 })
#define EINPROGRESS 115

// domain, type, proto
static __always_inline void put_kind(struct writer *w, const struct call *call)
{
    put_u32(w, address_family(call->arguments[0]));
    put_u32(w, call->arguments[1]);
    put_u32(w, call->arguments[2]);
}

EXIT(socket, SOCKET_SOCKET_X)
{
    put_s64(w, call->result);
    put_kind(w, call);
    put_u32(w, descriptor_flags(call->arguments[1], O_NONBLOCK | O_CLOEXEC));
}

EXIT(socketpair, SOCKET_SOCKETPAIR_X)
{
    struct pair pair = NO_PAIR;
    struct sock *source = NULL, *peer = NULL;
    if (call->result == 0) {
        pair = read_pair(call->arguments[3]);
        source = socket_of(pair.first);
        if (source && call->arguments[0] == AF_UNIX && bpf_core_type_exists(struct unix_sock))
            peer = BPF_CORE_READ((struct unix_sock *)source, peer);
    }

    put_s64(w, call->result);
    put_s64(w, pair.first);
    put_s64(w, pair.second);
    put_u64(w, (__u64)source);
    put_u64(w, (__u64)peer);
    put_kind(w, call);
}

EXIT(bind, SOCKET_BIND_X)
{
    put_s64(w, call->result);
    put_address(w, call->arguments[1], call->arguments[2]);
    put_fd(w, call->arguments[0]);
}

ENTRY(connect, SOCKET_CONNECT_E)
{
    put_fd(w, call->arguments[0]);
    put_address(w, call->arguments[1], call->arguments[2]);
}

EXIT(connect, SOCKET_CONNECT_X)
{
    put_s64(w, call->result);
    if (call->result == 0 || call->result == -EINPROGRESS)
        put_tuple(w, call->arguments[0], OUTWARD, (struct named_end) { call->arguments[1], call->arguments[2] });
    else
        put_empty(w);
    put_fd(w, call->arguments[0]);
    put_address(w, call->arguments[1], call->arguments[2]);
}

EXIT(listen, SOCKET_LISTEN_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, call->arguments[1]);
}

// fd … queuemax: the new connection, and how full the queue is that it came out of.
static __always_inline void put_accepted(struct writer *w, const struct call *call)
{
    __u32 waiting = 0, room = 0;
    put_s64(w, call->result);
    if (call->result >= 0) {
        put_tuple(w, call->result, INWARD, NOWHERE);
        struct sock *listener = socket_of(call->arguments[0]);
        if (listener) {
            waiting = BPF_CORE_READ(listener, sk_ack_backlog);
            room = BPF_CORE_READ(listener, sk_max_ack_backlog);
        }
    } else {
        put_empty(w);
    }

    put_u8(w, room ? (__u64)waiting * 100 / room : 0);
    put_u32(w, waiting);
    put_u32(w, room);
}

EXIT(accept, SOCKET_ACCEPT_5_X) { put_accepted(w, call); }

EXIT(accept4, SOCKET_ACCEPT4_6_X)
{
    put_accepted(w, call);
    put_u32(w, descriptor_flags(call->arguments[3], O_NONBLOCK | O_CLOEXEC));
}

EXIT(getsockname, SOCKET_GETSOCKNAME_X) {}
EXIT(getpeername, SOCKET_GETPEERNAME_X) {}

// What the kernel does not know does not fit into the parameter: of SHUT_UNKNOWN the lower half is sent.
EXIT(shutdown, SOCKET_SHUTDOWN_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    __u32 how = call->arguments[1];
    put_u8(w, how <= SHUTDOWN_HOW__SHUT_RDWR ? how : (__u8)SHUTDOWN_HOW__SHUT_UNKNOWN);
}
