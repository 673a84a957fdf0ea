// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The first picture of the host: a reader of these programs gets an event for each thread, and for each open file of each
// process. The events have no time, which is 0; of a file it is 1 when the descriptor is closed by exec, which their parameters do not
// tell. Their thread is the process and the thread, 32 bits each.
//
// The readers' programs may be preempted and may move to another CPU, so they have scratch memory of their own; one reader at a time.
#pragma once

#include "file.h"
#include "flags.h"
#include "process.h"

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, struct cpu);
} iteration SEC(".maps");

// Set by the loader: the process that is asked for, as the first pid namespace numbers it; 0 asks for all.
__u32 iterator_process;

static __always_inline struct cpu *iteration_memory(void)
{
    __u32 only = 0;
    return bpf_map_lookup_elem(&iteration, &only);
}

static __always_inline int is_asked_for(struct task_struct *task)
{
    // What is ending has been told as ended, or will be: it would stay in the picture for ever.
    return !(BPF_CORE_READ(task, flags) & (PF_KTHREAD | PF_EXITING))
        && (iterator_process == 0 || (__u32)BPF_CORE_READ(task, tgid) == iterator_process);
}

static __always_inline struct writer begin_of_task(
    struct cpu *cpu, __u16 code, __u32 parameters, struct task_struct *task, __u64 time)
{
    return begin_at(cpu, code, parameters, time, (__u64)(__u32)BPF_CORE_READ(task, tgid) << 32 | (__u32)BPF_CORE_READ(task, pid));
}

#define BEGIN_OF_TASK(cpu, event, task, time) begin_of_task(cpu, EVT_##event, EVT_##event##_PARAMETERS, task, time)

// Appends the event to what the reader gets. The result is the program's: 1 asks the kernel to hand out what it has and to
// present the same object again, which it does only when the event could not be appended to others. An event that is larger
// than the kernel's empty buffer would be presented for ever; it is counted and left out.
static __always_inline int submit_to_sequence(struct writer *w, struct seq_file *sequence)
{
    struct cpu *cpu = w->cpu;
    __u64 length = w->at;
    if (length > EVENT_LIMIT || (sequence->count == 0 && length >= sequence->size)) {
        cpu->counters.offered++;
        cpu->counters.oversized++;
        return 0;
    }

    STORE(__u32, cpu->event + 16, length);
    if (bpf_seq_write(sequence, cpu->event, length) < 0)
        return 1;
    cpu->counters.offered++;
    cpu->counters.delivered++;
    return 0;
}

#define SUBMIT_TO_SEQUENCE(w, sequence) ({ \
    if (!__builtin_constant_p((w)->index) || (w)->index != (w)->parameters) \
        parameters_differ_from_the_schema(); \
    submit_to_sequence(w, sequence); \
})

// Writes the path at a position of the scratch memory and gives where it ends. A function with external linkage, because a thread
// has three paths and the verifier looks at such a function once, not at each call; it may take numbers only.
__noinline __u64 write_path(__u64 at, __u64 path)
{
    struct cpu *cpu = iteration_memory();
    if (!cpu)
        return at;
    struct writer w = { .cpu = cpu, .at = at };
    add_file_path(&w, (struct path *)path);
    return w.at;
}

static __always_inline void put_path_of(struct writer *w, struct path *path)
{
    __u64 start = w->at;
    w->at = write_path(start, (__u64)path);
    end_parameter(w, w->at - start);
}

// A run of texts in the memory of any process, as put_texts has it. Only programs that may sleep can ask for it.
static __always_inline void put_texts_of(struct writer *w, struct task_struct *task, __u64 start, __u64 end)
{
    __u64 length = end - start;
    if (length > ARGUMENTS_LIMIT)
        length = ARGUMENTS_LIMIT;
    asm volatile("%0 &= 65535" : "+r"(length));
    if (start == 0 || length == 0
        || bpf_copy_from_user_task(BYTE_AT(w, bounded(w->at)), length, (const void *)start, task, 0) != 0)
        length = 0;
    w->at = forget(w->cpu, w->at + length);
    if (length)
        replace_last(w, 0);
    end_parameter(w, length);
}

// A kernel without the helper has no programs of this kind that may sleep either, but the code must still be valid there.
#define CAN_READ_OTHER_MEMORY bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_copy_from_user_task)

#define TEXTS_OF_TASK(w, task, may_sleep, part) do { \
    if ((may_sleep) && CAN_READ_OTHER_MEMORY) { \
        __u64 start_ = BPF_CORE_READ(task, mm, part##_start); \
        put_texts_of(w, task, start_, BPF_CORE_READ(task, mm, part##_end)); \
    } else { \
        put_empty(w); \
    } \
} while (0)

static __always_inline int send_task(struct bpf_iter__task *ctx, int may_sleep)
{
    struct seq_file *sequence = ctx->meta->seq;
    struct task_struct *task = ctx->task;
    struct cpu *cpu = iteration_memory();
    if (!task || !cpu || !is_asked_for(task))
        return 0;

    struct file *program = BPF_CORE_READ(task, mm, exe_file);
    struct inode *inode = BPF_CORE_READ(program, f_inode);
    struct fs_struct *places = BPF_CORE_READ(task, fs);
    struct writer w = BEGIN_OF_TASK(cpu, ITER_TASK_E, task, 0);
    put_u32(&w, parent_number(task));
    put_u32(&w, host_number(task, PIDTYPE_PGID));
    put_u32(&w, inner_number(task, PIDTYPE_PGID));
    put_u32(&w, host_number(task, PIDTYPE_SID));
    put_kernel_text(&w, __builtin_preserve_access_index(&task->comm), COMM_LIMIT);
    TEXTS_OF_TASK(&w, task, may_sleep, arg);
    if (program)
        put_path_of(&w, &program->f_path);
    else
        put_empty(&w);
    put_u32(&w, program_flags(task, program, inode));
    TEXTS_OF_TASK(&w, task, may_sleep, env);
    if (places)
        put_path_of(&w, &places->pwd);
    else
        put_empty(&w);
    put_u64(&w, descriptor_limit(task));
    put_u32(&w, BPF_CORE_READ(task, cred, euid.val));
    put_u32(&w, BPF_CORE_READ(task, cred, egid.val));
    put_u64(&w, CAPABILITIES(task, cap_permitted));
    put_u64(&w, CAPABILITIES(task, cap_effective));
    put_u64(&w, CAPABILITIES(task, cap_inheritable));
    put_u64(&w, BPF_CORE_READ(inode, i_ino));
    put_u64(&w, change_time(inode));
    put_u64(&w, modification_time(inode));
    put_memory_sizes(&w, task);
    put_u64(&w, BPF_CORE_READ(task, maj_flt));
    put_u64(&w, BPF_CORE_READ(task, min_flt));
    put_u32(&w, inner_number(task, PIDTYPE_TGID));
    put_u32(&w, inner_number(task, PIDTYPE_PID));
    put_u64(&w, pid_namespace_start(task));
    put_control_groups(&w, task);
    if (places)
        put_path_of(&w, &places->root);
    else
        put_empty(&w);
    put_u64(&w, settings.boot_time + BPF_CORE_READ(task, start_boottime));
    put_u32(&w, terminal_of(task));
    put_u32(&w, login_of(task));
    return SUBMIT_TO_SEQUENCE(&w, sequence);
}

// Without arguments and environment, for kernels before 5.18.
SEC("iter/task") int i_task(struct bpf_iter__task *ctx) { return send_task(ctx, 0); }

SEC("iter.s/task") int i_task_sleepable(struct bpf_iter__task *ctx) { return send_task(ctx, 1); }
