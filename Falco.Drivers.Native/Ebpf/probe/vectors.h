// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls whose data lies in several buffers.
#pragma once

#include "data.h"

#define VECTORS 32 // buffers of a call that are looked at

struct vector { __u64 start, length; };
struct vector_compat { __u32 start, length; };

// Reads the buffers of a call into the CPU's working memory, where they stay until something else is read into it. Gives their number.
static __always_inline __u64 read_vectors(struct cpu *cpu, const struct call *call, __u64 address, __u64 count)
{
    struct vector *vectors = (void *)cpu->work;
    struct vector_compat *compat = (void *)cpu->work;
    count = at_most(count, VECTORS);
    __u64 size = at_most(count * (call->is_compat ? sizeof(*compat) : sizeof(*vectors)), VECTORS * sizeof(*vectors));
    if (!address || bpf_probe_read_user(vectors, size, (const void *)address) != 0)
        count = 0;
    if (call->is_compat) {
        // In place, from the end on, since the native form takes more room.
        for (__s32 i = VECTORS - 1; i >= 0; i--) {
            struct vector_compat vector = compat[i];
            vectors[i] = (struct vector) { vector.start, vector.length };
        }
    }

    return forget(cpu, count);
}

static __always_inline __u32 size_of(struct cpu *cpu, __u64 count)
{
    struct vector *vectors = (void *)cpu->work;
    __u64 size = 0;
    count = forget(cpu, count);
    for (__u32 i = 0; i < VECTORS; i++) {
        if (i >= count)
            break;
        size = forget(cpu, size + vectors[i].length);
    }

    return size;
}

// The data of the buffers, one after another, up to the first that cannot be read.
static __always_inline void put_vectors(struct writer *w, __u64 count, __u64 limit)
{
    struct vector *vectors = (void *)w->cpu->work;
    __u64 room = forget(w->cpu, limit), start = w->at;
    count = forget(w->cpu, count);
    for (__u32 i = 0; i < VECTORS; i++) {
        if (i >= count || !room)
            break;
        __u64 length = vectors[i].length < room ? vectors[i].length : room;
        asm volatile("%0 &= 65535" : "+r"(length));
        if (bpf_probe_read_user(BYTE_AT(w, bounded(w->at)), length, (const void *)vectors[i].start) != 0)
            break;
        room = forget(w->cpu, room - length);
        w->at = forget(w->cpu, w->at + length);
    }

    w->at = forget(w->cpu, w->at);
    end_parameter(w, w->at - start);
}

// Limits what is read to what went through the descriptor; a call that failed, or moved nothing, tells what it was to write.
static __always_inline __u64 moved(__s64 result, __u64 length)
{
    return result > 0 && (__u64)result < length ? (__u64)result : length;
}

// The two calls that read, and the two that write, differ in the position only.
static __always_inline void put_read(struct writer *w, const struct call *call)
{
    put_s64(w, call->result);
    if (call->result > 0) {
        put_u32(w, call->result);
        __u64 count = read_vectors(w->cpu, call, call->arguments[1], call->arguments[2]);
        put_vectors(w, count, moved(call->result, data_length(call, 0, 0)));
    } else {
        put_u32(w, 0);
        put_empty(w);
    }

    put_fd(w, call->arguments[0]);
}

static __always_inline void put_written(struct writer *w, const struct call *call)
{
    __u64 count = read_vectors(w->cpu, call, call->arguments[1], call->arguments[2]);
    put_s64(w, call->result);
    put_vectors(w, count, moved(call->result, data_length(call, 0, 0)));
    put_fd(w, call->arguments[0]);
    put_u32(w, size_of(w->cpu, count));
}

EXIT(readv, SYSCALL_READV_X) { put_read(w, call); }
EXIT(writev, SYSCALL_WRITEV_X) { put_written(w, call); }

EXIT(preadv, SYSCALL_PREADV_X)
{
    put_read(w, call);
    put_u64(w, position_of(call));
}

EXIT(pwritev, SYSCALL_PWRITEV_X)
{
    put_written(w, call);
    put_u64(w, position_of(call));
}

// Memory of another process, told by the buffers of this one.
static __always_inline void put_copied(struct writer *w, const struct call *call)
{
    put_s64(w, call->result);
    put_s64(w, (__s32)call->arguments[0]);
    if (call->result > 0) {
        __u64 count = read_vectors(w->cpu, call, call->arguments[1], call->arguments[2]);
        put_vectors(w, count, moved(call->result, settings.snap_length));
    } else {
        put_empty(w);
    }
}

EXIT(process_vm_readv, SYSCALL_PROCESS_VM_READV_X) { put_copied(w, call); }
EXIT(process_vm_writev, SYSCALL_PROCESS_VM_WRITEV_X) { put_copied(w, call); }
