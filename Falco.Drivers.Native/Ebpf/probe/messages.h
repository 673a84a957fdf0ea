// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that send and receive messages: one, or several at once, each of which is an event of its own.
#pragma once

#include "vectors.h"

#define MESSAGES 16 // of one call that are told

// As the callers have it: struct mmsghdr, which begins with struct msghdr.
struct user_message {
    __u64 name;
    __u32 name_length;
    __u64 vectors, vector_count, control, control_length;
    __u32 flags;
    __u32 moved __attribute__((aligned(8)));
};
struct user_message_compat { __u32 name, name_length, vectors, vector_count, control, control_length, flags, moved; };
#define SINGLE_MESSAGE __builtin_offsetof(struct user_message, moved)
#define SINGLE_MESSAGE_COMPAT __builtin_offsetof(struct user_message_compat, moved)

struct message {
    __s64 result;
    struct named_end name;
    __u64 vectors, vector_count, control, control_length;
    __u64 is_known; // it could be read
};

// A message is kept in the CPU's working memory, behind the vectors: from there the verifier does not follow its values.
static __always_inline struct message *message_room(struct cpu *cpu)
{
    return (void *)(cpu->work + VECTORS * sizeof(struct vector));
}

// What the two forms of a message have in common.
#define TAKE_MESSAGE(message, type, single_size, call, address, is_single) do { \
    type user = { 0 }; \
    (message)->is_known = !bpf_probe_read_user(&user, (is_single) ? single_size : sizeof(user), (const void *)(address)); \
    (message)->name = (struct named_end) { user.name, user.name_length }; \
    (message)->vectors = user.vectors; \
    (message)->vector_count = user.vector_count; \
    (message)->control = user.control; \
    (message)->control_length = user.control_length; \
    (message)->result = (is_single) ? (call)->result : (__s64)user.moved; \
} while (0)

static __always_inline const struct message *read_message(struct cpu *cpu, const struct call *call, __u64 address, int is_single)
{
    struct message *message = message_room(cpu);
    if (call->is_compat)
        TAKE_MESSAGE(message, struct user_message_compat, SINGLE_MESSAGE_COMPAT, call, address, is_single);
    else
        TAKE_MESSAGE(message, struct user_message, SINGLE_MESSAGE, call, address, is_single);
    asm volatile("" ::: "memory");
    return message;
}

// What stands for a message when there is none.
static __always_inline const struct message *no_message(struct cpu *cpu, const struct call *call)
{
    struct message *message = message_room(cpu);
    *message = (struct message) { .result = call->result };
    asm volatile("" ::: "memory");
    return message;
}

static __always_inline __u64 vectors_of(struct cpu *cpu, const struct call *call, const struct message *message)
{
    return read_vectors(cpu, call, message->vectors, message->vector_count);
}

static __always_inline __u64 message_length(const struct call *call, const struct message *message)
{
    return moved(message->result, data_length(call, message->name.pointer, 0));
}

// What was received with the data: descriptors, credentials, times.
static __always_inline void put_control(struct writer *w, const struct message *message)
{
    put_user_bytes(w, message->control, message->control_length <= 0xffff ? message->control_length : 0);
}

EXIT(sendmsg, SOCKET_SENDMSG_X)
{
    const struct message *message = read_message(w->cpu, call, call->arguments[1], 1);
    put_s64(w, call->result);
    __u64 count = vectors_of(w->cpu, call, message);
    put_vectors(w, count, message_length(call, message));
    put_fd(w, call->arguments[0]);
    if (message->is_known)
        put_u32(w, size_of(w->cpu, count));
    else
        put_empty(w);
    if (message->is_known && call->result >= 0)
        put_tuple(w, call->arguments[0], OUTWARD, message->name);
    else
        put_empty(w);
}

EXIT(recvmsg, SOCKET_RECVMSG_X)
{
    put_s64(w, call->result);
    if (call->result >= 0) {
        const struct message *message = read_message(w->cpu, call, call->arguments[1], 1);
        put_u32(w, call->result);
        __u64 count = vectors_of(w->cpu, call, message);
        put_vectors(w, count, call->result ? message_length(call, message) : 0);
        put_tuple(w, call->arguments[0], INWARD, message->name);
        put_control(w, message);
    } else {
        put_u32(w, 0);
        put_empty(w);
        put_empty(w);
        put_empty(w);
    }

    put_fd(w, call->arguments[0]);
}

// The program of a call with several messages: EACH_MESSAGE(sendmmsg, SOCKET_SENDMMSG_X) { put_…(w, message->…); }
// A call that moved none is one event, whose message is not known. An event is written by a global function, because the
// verifier looks at it once and not once for each message->
#define EACH_MESSAGE(name, event) \
    static __always_inline void message_of_##name(struct writer *w, const struct call *call, const struct message *message); \
    __noinline int send_##name(__u32 index) \
    { \
        struct cpu *cpu = this_cpu(); \
        if (!cpu) \
            return 0; \
        const struct call *call = &cpu->call; \
        __u64 size = call->is_compat ? sizeof(struct user_message_compat) : sizeof(struct user_message); \
        const struct message *message = call->result > 0 \
            ? read_message(cpu, call, call->arguments[1] + index * size, 0) \
            : no_message(cpu, call); \
        struct writer w = BEGIN(cpu, event); \
        message_of_##name(&w, call, message); \
        SUBMIT(&w); \
        return 0; \
    } \
    SEC("tp_btf/sys_exit") int x_##name(__u64 *ctx) \
    { \
        __s64 count = ctx[1]; \
        send_##name(0); \
        for (__s64 i = 1; i < MESSAGES; i++) { \
            if (i < count) \
                send_##name(i); \
        } \
        return 0; \
    } \
    static __always_inline void message_of_##name(struct writer *w, const struct call *call, const struct message *message)

EACH_MESSAGE(sendmmsg, SOCKET_SENDMMSG_X)
{
    __u64 count = vectors_of(w->cpu, call, message);
    put_s64(w, message->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, size_of(w->cpu, count));
    put_vectors(w, count, message_length(call, message));
    if (message->is_known)
        put_tuple(w, call->arguments[0], OUTWARD, message->name);
    else
        put_empty(w);
}

EACH_MESSAGE(recvmmsg, SOCKET_RECVMMSG_X)
{
    __u64 count = vectors_of(w->cpu, call, message);
    put_s64(w, message->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, message->result > 0 ? message->result : 0);
    put_vectors(w, count, message->result > 0 ? message_length(call, message) : 0);
    if (message->is_known)
        put_tuple(w, call->arguments[0], INWARD, message->name);
    else
        put_empty(w);
    put_control(w, message);
}
