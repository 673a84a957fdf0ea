// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Options of sockets.
#pragma once

#include "dispatch.h"
#include "flags.h"

#define SOL_SOCKET 1
#define SOL_TCP 6

// How the value of an option is sent: the selectors of sockopt_dynamic_param.
enum option_kind { OPTION_BYTES, OPTION_ERROR, OPTION_NUMBER, OPTION_LONG, OPTION_TIME };

// The kernel's number, the name in the schema, the kind of the value.
#define SOCKET_OPTIONS(X) \
    X(1, SO_DEBUG, OPTION_NUMBER) X(2, SO_REUSEADDR, OPTION_NUMBER) X(3, SO_TYPE, OPTION_NUMBER) X(4, SO_ERROR, OPTION_ERROR) \
    X(5, SO_DONTROUTE, OPTION_NUMBER) X(6, SO_BROADCAST, OPTION_NUMBER) X(7, SO_SNDBUF, OPTION_NUMBER) \
    X(8, SO_RCVBUF, OPTION_NUMBER) X(9, SO_KEEPALIVE, OPTION_NUMBER) X(10, SO_OOBINLINE, OPTION_NUMBER) \
    X(11, SO_NO_CHECK, OPTION_NUMBER) X(12, SO_PRIORITY, OPTION_NUMBER) X(13, SO_LINGER, OPTION_BYTES) \
    X(14, SO_BSDCOMPAT, OPTION_NUMBER) X(15, SO_REUSEPORT, OPTION_NUMBER) X(16, SO_PASSCRED, OPTION_NUMBER) \
    X(17, SO_PEERCRED, OPTION_BYTES) X(18, SO_RCVLOWAT, OPTION_NUMBER) X(19, SO_SNDLOWAT, OPTION_NUMBER) \
    X(20, SO_RCVTIMEO, OPTION_TIME) X(21, SO_SNDTIMEO, OPTION_TIME) X(22, SO_SECURITY_AUTHENTICATION, OPTION_NUMBER) \
    X(23, SO_SECURITY_ENCRYPTION_TRANSPORT, OPTION_NUMBER) X(24, SO_SECURITY_ENCRYPTION_NETWORK, OPTION_NUMBER) \
    X(25, SO_BINDTODEVICE, OPTION_NUMBER) X(26, SO_ATTACH_FILTER, OPTION_BYTES) X(27, SO_DETACH_FILTER, OPTION_NUMBER) \
    X(28, SO_PEERNAME, OPTION_BYTES) X(29, SO_TIMESTAMP, OPTION_NUMBER) X(30, SO_ACCEPTCONN, OPTION_NUMBER) \
    X(31, SO_PEERSEC, OPTION_NUMBER) X(32, SO_SNDBUFFORCE, OPTION_NUMBER) X(33, SO_RCVBUFFORCE, OPTION_NUMBER) \
    X(34, SO_PASSSEC, OPTION_NUMBER) X(35, SO_TIMESTAMPNS, OPTION_NUMBER) X(36, SO_MARK, OPTION_NUMBER) \
    X(37, SO_TIMESTAMPING, OPTION_NUMBER) X(38, SO_PROTOCOL, OPTION_NUMBER) X(39, SO_DOMAIN, OPTION_NUMBER) \
    X(40, SO_RXQ_OVFL, OPTION_NUMBER) X(41, SO_WIFI_STATUS, OPTION_NUMBER) X(42, SO_PEEK_OFF, OPTION_NUMBER) \
    X(43, SO_NOFCS, OPTION_NUMBER) X(44, SO_LOCK_FILTER, OPTION_NUMBER) X(45, SO_SELECT_ERR_QUEUE, OPTION_NUMBER) \
    X(46, SO_BUSY_POLL, OPTION_NUMBER) X(47, SO_MAX_PACING_RATE, OPTION_NUMBER) X(48, SO_BPF_EXTENSIONS, OPTION_NUMBER) \
    X(49, SO_INCOMING_CPU, OPTION_NUMBER) X(50, SO_ATTACH_BPF, OPTION_BYTES) X(55, SO_MEMINFO, OPTION_BYTES) \
    X(57, SO_COOKIE, OPTION_LONG) X(59, SO_PEERGROUPS, OPTION_BYTES) X(66, SO_RCVTIMEO, OPTION_TIME) X(67, SO_SNDTIMEO, OPTION_TIME)

#define LAST_OLD_TIME 21 // options from here on have 64-bit times, whoever calls

struct socket_option { __u8 name, kind; };

#define KNOWN_OPTIONS 128 // more than there are, and a power of two
#define OPTION_ENTRY(number, name, kind) [number] = { SOCKOPT_OPTIONS__##name, kind },
const struct socket_option socket_options[KNOWN_OPTIONS] = { SOCKET_OPTIONS(OPTION_ENTRY) };

static __always_inline struct socket_option option_of(__s32 level, __u32 number)
{
    asm volatile("" : "+r"(number));
    if (level != SOL_SOCKET || number >= KNOWN_OPTIONS)
        return (struct socket_option) { SOCKOPT_OPTIONS__UNKNOWN, OPTION_BYTES };
    return socket_options[number & (KNOWN_OPTIONS - 1)];
}

static __always_inline __u8 option_level(__s32 level)
{
    return level == SOL_SOCKET ? SOCKOPT_LEVELS__SOL_SOCKET
        : level == SOL_TCP ? SOCKOPT_LEVELS__SOL_TCP : SOCKOPT_LEVELS__UNKNOWN;
}

static __always_inline __u64 read_time(const struct call *call, __u64 address)
{
    __s64 seconds, fraction;
    if (call->is_compat && (__u32)call->arguments[2] <= LAST_OLD_TIME) {
        __s32 time[2] = { 0 };
        bpf_probe_read_user(time, sizeof(time), (const void *)address);
        seconds = time[0];
        fraction = time[1];
    } else {
        __s64 time[2] = { 0 };
        bpf_probe_read_user(time, sizeof(time), (const void *)address);
        seconds = time[0];
        fraction = time[1];
    }

    return seconds * 1000000000 + fraction * 1000;
}

static __always_inline void put_option_value(struct writer *w, const struct call *call, __u8 kind, __u16 length)
{
    __u64 start = w->at, address = call->arguments[3];
    __s32 number = 0;
    __u64 value = 0;
    add_u8(w, kind);
    switch (kind) {
    case OPTION_ERROR:
        bpf_probe_read_user(&number, sizeof(number), (const void *)address);
        add_u64(w, -(__s64)number);
        break;
    case OPTION_NUMBER:
        bpf_probe_read_user(&number, sizeof(number), (const void *)address);
        add_u32(w, number);
        break;
    case OPTION_LONG:
        bpf_probe_read_user(&value, sizeof(value), (const void *)address);
        add_u64(w, value);
        break;
    case OPTION_TIME:
        add_u64(w, read_time(call, address));
        break;
    default:
        add_user_bytes(w, address, length);
        break;
    }

    w->at = forget(w->cpu, w->at);
    end_parameter(w, w->at - start);
}

static __always_inline void put_option(struct writer *w, const struct call *call, __u32 length)
{
    struct socket_option option = option_of(call->arguments[1], call->arguments[2]);
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u8(w, option_level(call->arguments[1]));
    put_u8(w, option.name);
    put_option_value(w, call, option.kind, length);
    put_u32(w, length);
}

// Of the length that is passed the lower half counts, as in the reference.
EXIT(setsockopt, SOCKET_SETSOCKOPT_X) { put_option(w, call, (__u16)call->arguments[4]); }

EXIT(getsockopt, SOCKET_GETSOCKOPT_X)
{
    __u32 length = 0;
    bpf_probe_read_user(&length, sizeof(length), (const void *)call->arguments[4]);
    put_option(w, call, length);
}
