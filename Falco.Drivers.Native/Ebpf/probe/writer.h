// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Encodes one event into the scratch memory of its CPU and hands it to the CPU's ring.
//
// Layout: header (26 bytes: u64 time, u64 thread, u32 length, u16 code, u32 number of parameters), a u16 length for each
// parameter, the parameters one after another without padding.
#pragma once

#include "maps.h"

#define HEADER 26

// Lives in registers: everything is inlined, so up to the first parameter of variable length all positions are constants.
struct writer {
    struct cpu *cpu;
    __u64 at;       // of the next parameter; beyond EVENT_LIMIT the event is too large and will not be sent
    __u32 index;    // of the next parameter
    __u32 parameters;
    __u16 code;
};

#define BYTE_AT(writer, position) ((writer)->cpu->event + (position))
#define STORE(type, pointer, value) (*(type *)(pointer) = (value))

// A position that the verifier believes: unchanged while the event fits, wrapped within the buffer's first half when it does not.
static __always_inline __u64 bounded(__u64 position)
{
    if (__builtin_constant_p(position))
        return position;
    asm volatile("%0 &= 65535" : "+r"(position));
    return position;
}

// A value that the verifier believes to be limited by a constant: it is compared in the register in which it is used.
static __always_inline __u64 at_most(__u64 value, __u64 limit)
{
    asm volatile("" : "+r"(value));
    return value < limit ? value : limit;
}

// The same value, of which the verifier knows nothing any more: so that the ways through a loop, or through a choice, look alike
// to it and it follows one of them only.
static __always_inline __u64 forget(struct cpu *cpu, __u64 value)
{
    volatile __u64 *slot = &cpu->forgotten;
    *slot = value;
    return *slot;
}

static __always_inline struct writer begin_at(struct cpu *cpu, __u16 code, __u32 parameters, __u64 time, __u64 thread)
{
    struct writer w = {
        .cpu = cpu,
        .at = HEADER + 2 * parameters,
        .index = 0,
        .parameters = parameters,
        .code = code,
    };
    STORE(__u64, cpu->event, time);
    STORE(__u64, cpu->event + 8, thread);
    STORE(__u16, cpu->event + 20, code);
    STORE(__u32, cpu->event + 22, parameters);
    return w;
}

static __always_inline struct writer begin_event(struct cpu *cpu, __u16 code, __u32 parameters)
{
    return begin_at(cpu, code, parameters, settings.boot_time + bpf_ktime_get_boot_ns(), (__u32)bpf_get_current_pid_tgid());
}

// Starts an event of the current thread: BEGIN(cpu, SYSCALL_CLOSE_X).
#define BEGIN(cpu, event) begin_event(cpu, EVT_##event, EVT_##event##_PARAMETERS)

// The length of the next parameter; what it takes has been written.
static __always_inline void end_parameter(struct writer *w, __u64 length)
{
    STORE(__u16, BYTE_AT(w, HEADER + 2 * w->index), length);
    w->index++;
}

static __always_inline void add_u8(struct writer *w, __u8 value) { STORE(__u8, BYTE_AT(w, bounded(w->at)), value); w->at += 1; }
static __always_inline void add_u16(struct writer *w, __u16 value) { STORE(__u16, BYTE_AT(w, bounded(w->at)), value); w->at += 2; }
static __always_inline void add_u32(struct writer *w, __u32 value) { STORE(__u32, BYTE_AT(w, bounded(w->at)), value); w->at += 4; }
static __always_inline void add_u64(struct writer *w, __u64 value) { STORE(__u64, BYTE_AT(w, bounded(w->at)), value); w->at += 8; }

static __always_inline void put_u8(struct writer *w, __u8 value) { add_u8(w, value); end_parameter(w, 1); }
static __always_inline void put_u16(struct writer *w, __u16 value) { add_u16(w, value); end_parameter(w, 2); }
static __always_inline void put_u32(struct writer *w, __u32 value) { add_u32(w, value); end_parameter(w, 4); }
static __always_inline void put_u64(struct writer *w, __u64 value) { add_u64(w, value); end_parameter(w, 8); }
static __always_inline void put_s64(struct writer *w, __s64 value) { put_u64(w, value); }
static __always_inline void put_empty(struct writer *w) { end_parameter(w, 0); }

// A descriptor, as calls take it: the upper half of the register means nothing.
static __always_inline void put_fd(struct writer *w, __u64 argument) { put_s64(w, (__s32)argument); }

// A process or thread, as calls take it: the same.
static __always_inline void put_pid(struct writer *w, __u64 argument) { put_s64(w, (__s32)argument); }

// A directory descriptor: AT_FDCWD is -100 on every architecture and in the encoding.
static __always_inline void put_dirfd(struct writer *w, __u64 argument) { put_fd(w, argument); }

// Adds a text of user or kernel memory with its end; limit counts the end. Gives the number of bytes added, 0 when it cannot be read.
static __always_inline __u64 add_user_text(struct writer *w, __u64 address, __u32 limit)
{
    if (!address)
        return 0;
    __s64 length = bpf_probe_read_user_str(BYTE_AT(w, bounded(w->at)), limit, (const void *)address);
    if (length < 0)
        return 0;
    // Kernels before 6.2 write the end of an empty text, but do not count it.
    if (length == 0)
        length = 1;
    w->at += length;
    return length;
}

static __always_inline __u64 add_kernel_text(struct writer *w, const void *address, __u32 limit)
{
    if (!address)
        return 0;
    __s64 length = bpf_probe_read_kernel_str(BYTE_AT(w, bounded(w->at)), limit, address);
    if (length <= 0)
        return 0;
    w->at += length;
    return length;
}

static __always_inline void put_user_text(struct writer *w, __u64 address, __u32 limit)
{
    end_parameter(w, add_user_text(w, address, limit));
}

static __always_inline void put_kernel_text(struct writer *w, const void *address, __u32 limit)
{
    end_parameter(w, add_kernel_text(w, address, limit));
}

// A path of user memory, as it was passed.
static __always_inline void put_path(struct writer *w, __u64 address) { put_user_text(w, address, PATH_LIMIT); }

// Adds bytes of user memory, all or none. Gives the number of bytes added.
static __always_inline __u64 add_user_bytes(struct writer *w, __u64 address, __u64 length)
{
    asm volatile("%0 &= 65535" : "+r"(length));
    if (!address || length == 0)
        return 0;
    if (bpf_probe_read_user(BYTE_AT(w, bounded(w->at)), length, (const void *)address) != 0)
        return 0;
    w->at += length;
    return length;
}

static __always_inline void put_user_bytes(struct writer *w, __u64 address, __u64 length)
{
    end_parameter(w, add_user_bytes(w, address, length));
}

// Replaces the byte before the next parameter: what separates or ends a part.
static __always_inline void replace_last(struct writer *w, __u8 value)
{
    STORE(__u8, BYTE_AT(w, bounded(w->at - 1)), value);
}

// An undefined function: a program that writes more or fewer parameters than the schema says does not link.
extern void parameters_differ_from_the_schema(void);

// Sends the event, or counts it as lost.
static __always_inline void submit(struct writer *w)
{
    struct cpu *cpu = w->cpu;
    cpu->counters.offered++;
    __u64 length = w->at;
    if (length > EVENT_LIMIT) {
        cpu->counters.oversized++;
        return;
    }

    STORE(__u32, cpu->event + 16, length);
    void *ring = this_ring();
    if (!ring) {
        cpu->counters.no_ring++;
        return;
    }

    __u64 wake = BPF_RB_NO_WAKEUP;
    if (settings.consumer_waits) {
        settings.consumer_waits = 0;
        wake = BPF_RB_FORCE_WAKEUP;
    }

    if (bpf_ringbuf_output(ring, cpu->event, length, wake) == 0)
        cpu->counters.delivered++;
    else
        cpu->counters.lost[settings.loss_category[w->code & (EVENTS - 1)] & (LOSS_CATEGORIES - 1)]++;
}

#define SUBMIT(w) do { \
    if (!__builtin_constant_p((w)->index) || (w)->index != (w)->parameters) \
        parameters_differ_from_the_schema(); \
    submit(w); \
} while (0)
