// SPDX-License-Identifier: MIT OR GPL-2.0-only
// How processes act on each other: signals and ptrace.
#pragma once

#include "dispatch.h"
#include "task.h"

EXIT(kill, SYSCALL_KILL_X)
{
    put_s64(w, call->result);
    put_pid(w, call->arguments[0]);
    put_u8(w, call->arguments[1]);
}

EXIT(tkill, SYSCALL_TKILL_X)
{
    put_s64(w, call->result);
    put_pid(w, call->arguments[0]);
    put_u8(w, call->arguments[1]);
}

EXIT(tgkill, SYSCALL_TGKILL_X)
{
    put_s64(w, call->result);
    put_pid(w, call->arguments[0]);
    put_pid(w, call->arguments[1]);
    put_u8(w, call->arguments[2]);
}

#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGKILL 9
#define SIGTERM 15
#define SIGCHLD 17
#define SIGTSTP 20
#define FIRST_REALTIME_SIGNAL 32
#define LAST_SIGNAL 64

// Whether a signal has a sender: signals that the kernel raises itself have something else in the same place.
static __always_inline int has_sender(__u32 signal, __s32 code)
{
    switch (signal) {
    case SIGKILL:
    case SIGCHLD:
        return 1;
    case SIGHUP:
    case SIGINT:
    case SIGQUIT:
    case SIGTERM:
    case SIGTSTP:
        return code <= 0; // sent by a process, in one way or another
    default:
        return signal >= FIRST_REALTIME_SIGNAL && signal <= LAST_SIGNAL;
    }
}

SEC("tp_btf/signal_deliver") int t_signal(__u64 *ctx)
{
    struct cpu *cpu = this_cpu();
    if (!cpu || !settings.wanted_tracepoint[TRACEPOINT_SIGNAL])
        return 0;
    if (is_own_thread()) {
        cpu->counters.own++;
        return 0;
    }

    __u32 signal = ctx[0];
    struct kernel_siginfo *information = (void *)ctx[1];
    __s64 sender = 0;
    // The sender is the first member in every shape of the information that has one.
    if (information && has_sender(signal, BPF_CORE_READ(information, si_code)))
        sender = BPF_CORE_READ(information, _sifields._kill._pid);

    struct writer w = BEGIN(cpu, SIGNALDELIVER_E);
    put_s64(&w, sender);
    put_u64(&w, (__u32)bpf_get_current_pid_tgid());
    put_u8(&w, signal);
    SUBMIT(&w);
    return 0;
}

#define PTRACE_REQUESTS_OF_ALL(X) \
    X(0, TRACEME) X(1, PEEKTEXT) X(2, PEEKDATA) X(3, PEEKUSR) X(4, POKETEXT) X(5, POKEDATA) X(6, POKEUSR) X(7, CONT) \
    X(8, KILL) X(9, SINGLESTEP) X(16, ATTACH) X(17, DETACH) X(24, SYSCALL) X(0x4200, SETOPTIONS) X(0x4201, GETEVENTMSG) \
    X(0x4202, GETSIGINFO) X(0x4203, SETSIGINFO) X(0x4204, GETREGSET) X(0x4205, SETREGSET) X(0x4206, SEIZE) \
    X(0x4207, INTERRUPT) X(0x4208, LISTEN) X(0x4209, PEEKSIGINFO) X(0x420a, GETSIGMASK) X(0x420b, SETSIGMASK)
#if defined(__TARGET_ARCH_x86)
#define PTRACE_REQUESTS_OF_ARCHITECTURE(X) \
    X(12, GETREGS) X(13, SETREGS) X(14, GETFPREGS) X(15, SETFPREGS) X(18, GETFPXREGS) X(19, SETFPXREGS) X(21, OLDSETOPTIONS) \
    X(25, GET_THREAD_AREA) X(26, SET_THREAD_AREA) X(30, ARCH_PRCTL) X(31, SYSEMU) X(32, SYSEMU_SINGLESTEP) X(33, SINGLEBLOCK)
#else
#define PTRACE_REQUESTS_OF_ARCHITECTURE(X)
#endif

static __always_inline __u16 ptrace_request(__u64 request)
{
    switch (request) {
#define TRANSLATE_REQUEST(kernel, name) case kernel: return PTRACE_REQUESTS__PTRACE_##name;
    PTRACE_REQUESTS_OF_ALL(TRANSLATE_REQUEST)
    PTRACE_REQUESTS_OF_ARCHITECTURE(TRANSLATE_REQUEST)
#undef TRANSLATE_REQUEST
    default: return PTRACE_REQUESTS__PTRACE_UNKNOWN;
    }
}

// Places in the list of types that a parameter of ptrace may have (dynamic-parameters.tsv).
#define PTRACE_NUMBER 0
#define PTRACE_SIGNAL 1

static __always_inline void put_ptrace_number(struct writer *w, __u64 value)
{
    add_u8(w, PTRACE_NUMBER);
    add_u64(w, value);
    end_parameter(w, 9);
}

// A signal that the thread goes on with, the word that was read, or the argument as it is.
static __always_inline void put_ptrace_data(struct writer *w, const struct call *call, __u16 request)
{
    __u64 data = call->arguments[3];
    switch (request) {
    case PTRACE_REQUESTS__PTRACE_CONT:
    case PTRACE_REQUESTS__PTRACE_SINGLESTEP:
    case PTRACE_REQUESTS__PTRACE_DETACH:
    case PTRACE_REQUESTS__PTRACE_SYSCALL:
        if (call->result < 0)
            break;
        add_u8(w, PTRACE_SIGNAL);
        add_u8(w, data);
        end_parameter(w, 2);
        return;
    case PTRACE_REQUESTS__PTRACE_PEEKTEXT:
    case PTRACE_REQUESTS__PTRACE_PEEKDATA:
    case PTRACE_REQUESTS__PTRACE_PEEKUSR: {
        __u64 word = 0;
        bpf_probe_read_user(&word, call->is_compat ? 4 : 8, (const void *)data);
        data = word;
        break;
    }
    }

    put_ptrace_number(w, call->result < 0 ? 0 : data);
}

EXIT(ptrace, SYSCALL_PTRACE_X)
{
    __u16 request = forget(w->cpu, ptrace_request(call->arguments[0]));
    put_s64(w, call->result);
    put_ptrace_number(w, call->result < 0 ? 0 : call->arguments[2]);
    put_ptrace_data(w, call, request);
    w->at = forget(w->cpu, w->at);
    put_u16(w, request);
    put_pid(w, call->arguments[1]);
}
