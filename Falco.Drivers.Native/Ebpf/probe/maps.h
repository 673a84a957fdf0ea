// SPDX-License-Identifier: MIT OR GPL-2.0-only
#pragma once

#include "layout.h"
#include "schema.h"

// Where the size is 1, the loader sets the number of possible CPUs; the size of a ring is an option.
struct ring {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 4096);
};

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
    __uint(max_entries, 1);
    __type(key, __u32);
    __array(values, struct ring);
} rings SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(map_flags, BPF_F_MMAPABLE);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, struct cpu);
} cpus SEC(".maps");

// By native number: the program that encodes the exit, or the entry, of a system call. A call without an own program has generic.
struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __uint(max_entries, SYSCALLS);
    __type(key, __u32);
    __type(value, __u32);
} exits SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __uint(max_entries, SYSCALLS);
    __type(key, __u32);
    __type(value, __u32);
} entries SEC(".maps");

// Thread ids of the engine and its sinks, whose events are counted but not sent.
struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 4096);
    __type(key, __u32);
    __type(value, __u8);
} own_threads SEC(".maps");

// Written by the loader through its mapping of .bss, while the programs run.
struct settings settings;

// Checked by the loader before it uses the object.
const volatile __u64 api_version = PROBE_API_VERSION;
const volatile __u64 schema_version = PROBE_SCHEMA_VERSION;

#if defined(__TARGET_ARCH_x86)
// The number in the 32-bit table to the native number + 1; 0 where there is none.
const volatile __u16 native_of_compat[SYSCALLS] = COMPAT_NUMBERS;
#endif

static __always_inline struct cpu *this_cpu(void)
{
    __u32 number = bpf_get_smp_processor_id();
    return bpf_map_lookup_elem(&cpus, &number);
}

static __always_inline void *this_ring(void)
{
    __u32 number = bpf_get_smp_processor_id();
    return bpf_map_lookup_elem(&rings, &number);
}

// Whether what the current thread does is the engine's own doing. The hash is asked only for threads of the engine's process.
static __always_inline int is_own_thread(void)
{
    __u64 id = bpf_get_current_pid_tgid();
    __u32 thread = id;
    return (__u32)(id >> 32) == settings.own_process && bpf_map_lookup_elem(&own_threads, &thread) != 0;
}
