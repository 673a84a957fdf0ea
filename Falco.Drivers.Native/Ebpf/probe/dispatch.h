// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The programs that every system call runs: they find out which call it is, whether anybody asked for it, and hand over to
// the program that encodes it. Programs that tail-call make no calls of their own, for the sake of older kernels.
#pragma once

#include "kernel.h"
#include "maps.h"

// A system call's place in the tables; the verifier does not follow a comparison that the compiler made on a copy.
static __always_inline __u64 slot_of(__u32 number)
{
    __u64 slot = number;
    asm volatile("%0 &= 511" : "+r"(slot));
    return slot;
}

// How an exit is written: EXIT(close, SYSCALL_CLOSE_X) { put_…(w, call->…); }
// The loader finds the program of a system call by its name, x_<call>.
#define EXIT_WHEN(name, event, condition) \
    static __always_inline void exit_of_##name(struct writer *w, const struct call *call); \
    SEC("tp_btf/sys_exit") int x_##name(__u64 *ctx) \
    { \
        struct cpu *cpu = this_cpu(); \
        if (!cpu) \
            return 0; \
        const struct call *call = &cpu->call; \
        if (!(condition)) \
            return 0; \
        struct writer w = BEGIN(cpu, event); \
        exit_of_##name(&w, call); \
        SUBMIT(&w); \
        return 0; \
    } \
    static __always_inline void exit_of_##name(struct writer *w, const struct call *call)
#define EXIT(name, event) EXIT_WHEN(name, event, 1)

// The same for the entry of a time-of-check call; its program is e_<call>. There is no result yet.
#define ENTRY(name, event) \
    static __always_inline void entry_of_##name(struct writer *w, const struct call *call); \
    SEC("tp_btf/sys_enter") int e_##name(__u64 *ctx) \
    { \
        struct cpu *cpu = this_cpu(); \
        if (!cpu) \
            return 0; \
        struct writer w = BEGIN(cpu, event); \
        entry_of_##name(&w, &cpu->call); \
        SUBMIT(&w); \
        return 0; \
    } \
    static __always_inline void entry_of_##name(struct writer *w, const struct call *call)

#define NO_CALL 0xffffffffU

#if defined(__TARGET_ARCH_x86)

// Native numbers of the socket calls, by the sub-call of socketcall(2). There is no send and no recv in the 64-bit table.
static __always_inline __u32 number_of_socketcall(__u32 which)
{
    switch (which) {
    case 1: return 41; // socket
    case 2: return 49; // bind
    case 3: return 42; // connect
    case 4: return 50; // listen
    case 5: return 43; // accept
    case 6: return 51; // getsockname
    case 7: return 52; // getpeername
    case 8: return 53; // socketpair
    case 11: return 44; // sendto
    case 12: return 45; // recvfrom
    case 13: return 48; // shutdown
    case 14: return 54; // setsockopt
    case 15: return 55; // getsockopt
    case 16: return 46; // sendmsg
    case 17: return 47; // recvmsg
    case 18: return 288; // accept4
    case 19: return 299; // recvmmsg
    case 20: return 307; // sendmmsg
    default: return NO_CALL;
    }
}

// A call by 32-bit code: other numbers, other registers, and socketcall with its arguments in memory.
static __always_inline __u32 read_compat_call(struct call *call, struct pt_regs *regs, __u32 number)
{
    call->is_compat = 1;
    call->arguments[0] = (__u32)BPF_CORE_READ(regs, bx);
    call->arguments[1] = (__u32)BPF_CORE_READ(regs, cx);
    call->arguments[2] = (__u32)BPF_CORE_READ(regs, dx);
    call->arguments[3] = (__u32)BPF_CORE_READ(regs, si);
    call->arguments[4] = (__u32)BPF_CORE_READ(regs, di);
    call->arguments[5] = (__u32)BPF_CORE_READ(regs, bp);
    if (number == NO_COMPAT_SOCKETCALL) {
        __u32 native = number_of_socketcall(call->arguments[0]);
        __u32 values[6] = { 0 };
        bpf_probe_read_user(values, sizeof(values), (const void *)call->arguments[1]);
#pragma clang loop unroll(full)
        for (int i = 0; i < 6; i++)
            call->arguments[i] = values[i];
        return native;
    }

    return number < SYSCALLS ? (__u32)native_of_compat[slot_of(number)] - 1 : NO_CALL;
}

#define NUMBER(regs, read) ((__u32)read(regs, orig_ax))
#define READ_ARGUMENTS(call, regs, read) do { \
    (call)->arguments[0] = read(regs, di); \
    (call)->arguments[1] = read(regs, si); \
    (call)->arguments[2] = read(regs, dx); \
    (call)->arguments[3] = read(regs, r10); \
    (call)->arguments[4] = read(regs, r8); \
    (call)->arguments[5] = read(regs, r9); \
} while (0)

static __always_inline int is_compat_call(void)
{
    return READ((struct task_struct *)bpf_get_current_task(), thread_info.status) & TS_COMPAT;
}

#else

#define NUMBER(regs, read) ((__u32)read(regs, syscallno))
#define READ_ARGUMENTS(call, regs, read) do { \
    (call)->arguments[0] = read(regs, orig_x0); \
    (call)->arguments[1] = read(regs, regs[1]); \
    (call)->arguments[2] = read(regs, regs[2]); \
    (call)->arguments[3] = read(regs, regs[3]); \
    (call)->arguments[4] = read(regs, regs[4]); \
    (call)->arguments[5] = read(regs, regs[5]); \
} while (0)

#define TIF_32BIT_MASK (1UL << 22)

static __always_inline int is_compat_call(void)
{
    return (BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), thread_info.flags) & TIF_32BIT_MASK) != 0;
}

// 32-bit code on arm64 has a call table of its own that is not told apart yet: such calls are counted.
static __always_inline __u32 read_compat_call(struct call *call, struct pt_regs *regs, __u32 number) { return NO_CALL; }

#endif

// A field of a pointer whose type the verifier knows, and of one that has to be asked for.
#define DIRECT(pointer, field) ((pointer)->field)
#define PROBED(pointer, field) BPF_CORE_READ(pointer, field)

// Reads which call it is. Gives its native number, or NO_CALL.
#define READ_CALL(cpu, regs, number, read) ({ \
    struct call *call_ = &(cpu)->call; \
    __u32 number_ = number; \
    if (is_compat_call()) { \
        number_ = read_compat_call(call_, regs, number_); \
        if (number_ >= SYSCALLS) \
            (cpu)->counters.unknown_calls++; \
    } else { \
        call_->is_compat = 0; \
        READ_ARGUMENTS(call_, regs, read); \
    } \
    call_->number = number_; \
    number_; \
})

// Most calls end here: nobody asked for them. The numbers of 32-bit code overlap the native ones, so one table answers
// "perhaps" for either; which one it is is read only then.
#define IS_WANTED(table, number) \
    ((number) < SYSCALLS && (settings.table[slot_of(number)] || settings.table##_compat[slot_of(number)]))

#define DISPATCH_EXIT(ctx, read) do { \
    struct pt_regs *regs = (struct pt_regs *)(ctx)[0]; \
    __s64 result = (ctx)[1]; \
    __u32 number = NUMBER(regs, read); \
    if (!IS_WANTED(wanted, number)) \
        return 0; \
    struct cpu *cpu = this_cpu(); \
    if (!cpu) \
        return 0; \
    number = READ_CALL(cpu, regs, number, read); \
    if (number >= SYSCALLS || !settings.wanted[slot_of(number)]) \
        return 0; \
    if (is_own_thread()) { \
        cpu->counters.own++; \
        return 0; \
    } \
    if (settings.drop_failed && result < 0) { \
        cpu->counters.failed_calls++; \
        return 0; \
    } \
    cpu->call.result = result; \
    bpf_tail_call(ctx, &exits, number); \
} while (0)

#define DISPATCH_ENTRY(ctx, read) do { \
    struct pt_regs *regs = (struct pt_regs *)(ctx)[0]; \
    __u32 number = NUMBER(regs, read); \
    if (!IS_WANTED(wanted_enter, number)) \
        return 0; \
    struct cpu *cpu = this_cpu(); \
    if (!cpu) \
        return 0; \
    number = READ_CALL(cpu, regs, number, read); \
    if (number >= SYSCALLS || !settings.wanted_enter[slot_of(number)]) \
        return 0; \
    if (is_own_thread()) { \
        cpu->counters.own++; \
        return 0; \
    } \
    bpf_tail_call(ctx, &entries, number); \
} while (0)

SEC("tp_btf/sys_exit") int sys_exit(__u64 *ctx)
{
    DISPATCH_EXIT(ctx, DIRECT);
    return 0;
}

SEC("tp_btf/sys_enter") int sys_enter(__u64 *ctx)
{
    DISPATCH_ENTRY(ctx, DIRECT);
    return 0;
}

// For kernels without BTF-typed raw tracepoints; every other program is then loaded as a plain one, too.
SEC("raw_tp/sys_exit") int raw_sys_exit(__u64 *ctx)
{
    DISPATCH_EXIT(ctx, PROBED);
    return 0;
}

SEC("raw_tp/sys_enter") int raw_sys_enter(__u64 *ctx)
{
    DISPATCH_ENTRY(ctx, PROBED);
    return 0;
}

// Run by the loader on a thread of the engine (BPF_PROG_TEST_RUN), which thereby makes itself known under the number that the
// kernel uses, whatever pid namespace it lives in.
SEC("raw_tp/own_thread") int register_own_thread(__u64 *ctx)
{
    __u64 id = bpf_get_current_pid_tgid();
    __u32 thread = id;
    __u8 known = 1;
    settings.own_process = id >> 32;
    bpf_map_update_elem(&own_threads, &thread, &known, BPF_ANY);
    return 0;
}

SEC("raw_tp/own_thread") int forget_own_thread(__u64 *ctx)
{
    __u32 thread = bpf_get_current_pid_tgid();
    bpf_map_delete_elem(&own_threads, &thread);
    return 0;
}

// A call without an event of its own.
EXIT(generic, GENERIC_X)
{
    put_u16(w, settings.codes[slot_of(call->number)]);
    put_u16(w, call->number);
}
