// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What probe and loader share: the layout of settings, counters and scratch memory. The managed side is
// Ebpf/ProbeSettings.cs and Ebpf/ProbeCounters.cs.
#pragma once

#define PROBE_API_VERSION ((10ULL << 44) | (1ULL << 24) | 0)    // of the driver interface that is implemented
#define PROBE_SCHEMA_VERSION ((4ULL << 44) | (5ULL << 24) | 1)  // of the event schema, see events.tsv

#define SYSCALLS 512           // native numbers that can be told apart; a power of two
#define EVENTS 512             // event codes; a power of two
#define EVENT_LIMIT 65535      // bytes of an event, header included
#define PATH_LIMIT 4096        // bytes of a path, its end included
#define LOSS_CATEGORIES 16

// A system call as every program sees it, whatever the architecture and the entry (64-bit, 32-bit, socketcall).
struct call {
    __s64 result;
    __u64 arguments[6];
    __u32 number;   // native 64-bit number
    __u32 is_compat; // called by 32-bit code: user structures have 32-bit pointers
};

// One for each CPU, in a map that the loader maps into its memory. Written with preemption off by its own CPU only.
struct counters {
    __u64 offered;     // events that were asked for, delivered or lost
    __u64 delivered;
    __u64 lost[LOSS_CATEGORIES]; // the ring was full, by loss_category
    __u64 oversized;   // larger than EVENT_LIMIT
    __u64 own;         // of threads that are registered as the engine's own
    __u64 failed_calls; // not sent because failed calls are not asked for
    __u64 unknown_calls; // 32-bit calls without a 64-bit counterpart
    __u64 no_ring;     // on a CPU that has no ring
};

#define EVENT_BUFFER (2 * 65536) // an event, and room for one more parameter of any size
#define WORK_BUFFER 16384        // structures that are read before they are encoded

struct cpu {
    struct counters counters;
    struct call call;
    __u64 forgotten; // see forget() in writer.h
    __u8 event[EVENT_BUFFER];
    __u8 work[WORK_BUFFER];
};

struct settings {
    __u64 boot_time;       // nanoseconds from the Unix epoch to the start of the machine's clock
    __u32 snap_length;     // bytes of data parameters
    __u32 own_process;     // process id of the engine, as the kernel numbers it; 0 when nothing is registered
    __u8 drop_failed;      // calls that failed are not sent
    __u8 dynamic_snap;     // longer data for known protocols
    __u8 consumer_waits;   // the consumer sleeps: wake it up with the next event
    __u8 active;           // 0 sends nothing
    __u16 full_port_first; // ports whose data is sent whole, when full_port_last is not 0
    __u16 full_port_last;
    __u16 statsd_port;
    __u16 padding;
    __u8 wanted[SYSCALLS];       // by native number: the exit of the call is asked for
    __u8 wanted_compat[SYSCALLS]; // by 32-bit number: the same
    __u8 wanted_enter[SYSCALLS]; // by native number: the entry is asked for (time-of-check calls)
    __u8 wanted_enter_compat[SYSCALLS];
    __u16 codes[SYSCALLS];       // native number to the code that a generic event carries
    __u8 wanted_tracepoint[16];  // by TRACEPOINT_…
    __u8 loss_category[EVENTS];  // event code to the index of counters.lost
};

#define TRACEPOINT_PROCESS_EXIT 0
#define TRACEPOINT_PROCESS_FORK 1
#define TRACEPOINT_PROCESS_EXEC 2
#define TRACEPOINT_SIGNAL 3

#define NO_COMPAT_SOCKETCALL 102 // number of socketcall(2) in the 32-bit table of x86
