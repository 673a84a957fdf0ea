// SPDX-License-Identifier: MIT OR GPL-2.0-only
// How processes come and go: clone, exec, exit, signals.
#pragma once

#include "dispatch.h"
#include "file.h"
#include "flags.h"

#define COMM_LIMIT 16

// tid, pid, ptid, cwd, fdlimit, faults, memory, comm, cgroups: what execve and clone tell alike.
static __always_inline void put_process(struct writer *w, struct task_struct *task)
{
    put_s64(w, host_number(task, PIDTYPE_PID));
    put_s64(w, host_number(task, PIDTYPE_TGID));
    put_s64(w, parent_number(task));
    put_empty(w); // cwd: followed from the calls that change it
    put_u64(w, descriptor_limit(task));
    put_u64(w, BPF_CORE_READ(task, maj_flt));
    put_u64(w, BPF_CORE_READ(task, min_flt));
    put_memory_sizes(w, task);
    put_kernel_text(w, __builtin_preserve_access_index(&task->comm), COMM_LIMIT);
    put_control_groups(w, task);
}

static __always_inline __u32 program_flags(struct task_struct *task, struct file *program, struct inode *inode)
{
    __u32 flags = is_writable(task, inode) ? EXECVE_FLAGS__EXE_WRITABLE : 0;
    enum layer layer = layer_of(program);
    if (layer == LAYER_UPPER)
        flags |= EXECVE_FLAGS__EXE_UPPER_LAYER;
    else if (layer == LAYER_LOWER)
        flags |= EXECVE_FLAGS__EXE_LOWER_LAYER;
    return is_memfd(program) ? flags | EXECVE_FLAGS__EXE_FROM_MEMFD : flags;
}

// tty … gid of execve and execveat: the process and its program.
static __always_inline void put_program(struct writer *w, struct task_struct *task)
{
    struct file *program = BPF_CORE_READ(task, mm, exe_file);
    struct inode *inode = BPF_CORE_READ(program, f_inode);
    put_u32(w, terminal_of(task));
    put_s64(w, inner_number(task, PIDTYPE_PGID));
    put_u32(w, login_of(task));
    put_u32(w, program_flags(task, program, inode));
    put_u64(w, CAPABILITIES(task, cap_inheritable));
    put_u64(w, CAPABILITIES(task, cap_permitted));
    put_u64(w, CAPABILITIES(task, cap_effective));
    put_u64(w, BPF_CORE_READ(inode, i_ino));
    put_u64(w, change_time(inode));
    put_u64(w, modification_time(inode));
    put_u32(w, BPF_CORE_READ(task, cred, euid.val));
    end_parameter(w, program ? add_file_path(w, &program->f_path) : 0);
    put_s64(w, host_number(task, PIDTYPE_PGID));
    put_u32(w, BPF_CORE_READ(task, cred, egid.val));
}

// A successful execve or execveat. The system call's own exit says nothing then: its arguments are gone.
SEC("tp_btf/sched_process_exec") int t_process_exec(__u64 *ctx)
{
    struct cpu *cpu = this_cpu();
    if (!cpu || !settings.wanted_tracepoint[TRACEPOINT_PROCESS_EXEC])
        return 0;
    struct task_struct *task = current_task();
    struct linux_binprm *program = (void *)ctx[2];
    if (BPF_CORE_READ(task, flags) & PF_KTHREAD)
        return 0;

    struct writer w = BEGIN(cpu, SYSCALL_EXECVE_19_X);
    put_s64(&w, 0);
    put_arguments_of_memory(&w, task);
    put_process(&w, task);
    __u64 environment = BPF_CORE_READ(task, mm, env_start);
    put_texts(&w, environment, BPF_CORE_READ(task, mm, env_end) - environment, ARGUMENTS_LIMIT);
    put_program(&w, task);
    put_kernel_text(&w, BPF_CORE_READ(program, filename), PATH_LIMIT);
    SUBMIT(&w);
    return 0;
}

// How many arguments of a failed execve are read.
#define POINTERS 16

// The pointer to a text in an array of user memory, 0 at its end.
static __always_inline __u64 text_pointer(const struct call *call, __u64 array, __u32 index)
{
    __u64 pointer = 0;
    if (call->is_compat)
        bpf_probe_read_user(&pointer, 4, (const void *)(array + 4 * index));
    else
        bpf_probe_read_user(&pointer, 8, (const void *)(array + 8 * index));
    return pointer;
}

// Texts of an array in user memory, from one index on, in at most limit bytes.
static __always_inline void put_text_array(struct writer *w, const struct call *call, __u64 array, __u32 first, __u64 limit)
{
    __u64 start = w->at, added = 0;
    for (__u32 i = first; i < POINTERS; i++) {
        __u64 pointer = text_pointer(call, array, i);
        if (!pointer || limit == 0)
            break;
        added = forget(w->cpu, added + add_user_text(w, pointer, ARGUMENTS_LIMIT));
        w->at = forget(w->cpu, w->at);
        if (added >= limit) {
            added = limit;
            break;
        }
    }

    if (added) {
        w->at = start + added;
        replace_last(w, 0);
    }

    end_parameter(w, added);
}

// exe, args: as the failed call got them.
static __always_inline void put_arguments_of_call(struct writer *w, const struct call *call, __u64 array)
{
    if (!array) {
        add_u8(w, 0);
        end_parameter(w, 1);
        put_empty(w);
        return;
    }

    __u64 first = add_user_text(w, text_pointer(call, array, 0), ARGUMENTS_LIMIT);
    end_parameter(w, first);
    put_text_array(w, call, array, 1, ARGUMENTS_LIMIT - first);
}

EXIT_WHEN(execve, SYSCALL_EXECVE_19_X, call->result != 0)
{
    struct task_struct *task = current_task();
    put_s64(w, call->result);
    put_arguments_of_call(w, call, call->arguments[1]);
    put_process(w, task);
    put_text_array(w, call, call->arguments[2], 0, ARGUMENTS_LIMIT);
    put_program(w, task);
    put_path(w, call->arguments[0]);
}

EXIT_WHEN(execveat, SYSCALL_EXECVEAT_X, call->result != 0)
{
    struct task_struct *task = current_task();
    put_s64(w, call->result);
    put_arguments_of_call(w, call, call->arguments[2]);
    put_process(w, task);
    put_text_array(w, call, call->arguments[3], 0, ARGUMENTS_LIMIT);
    put_program(w, task);
}

static __always_inline int makes_pid_namespace(struct task_struct *task)
{
    struct pid_namespace *own = pid_namespace_of(task);
    return BPF_CORE_READ(own, level) != 0 || BPF_CORE_READ(task, nsproxy, pid_ns_for_children) != own;
}

// All of clone, clone3, fork and vfork after the result: once for the parent, once for the child.
static __always_inline void put_clone(struct writer *w, const struct call *call, __u32 flags)
{
    struct task_struct *task = current_task();
    put_s64(w, call->result);
    if (call->result >= 0) {
        put_arguments_of_memory(w, task);
    } else {
        put_empty(w);
        put_empty(w);
    }

    put_process(w, task);
    put_u32(w, makes_pid_namespace(task) ? flags | CLONE_FLAGS__CLONE_CHILD_IN_PIDNS : flags);
    put_u32(w, BPF_CORE_READ(task, cred, euid.val));
    put_u32(w, BPF_CORE_READ(task, cred, egid.val));
    put_s64(w, inner_number(task, PIDTYPE_PID));
    put_s64(w, inner_number(task, PIDTYPE_TGID));
    put_u64(w, call->result == 0 ? pid_namespace_start(task) : 0);
}

// On arm64 the child does not return through the tracepoint: there it is told by sched_process_fork.
#if defined(__TARGET_ARCH_x86)
#define CHILD_RETURNS 1
#else
#define CHILD_RETURNS 0
#endif
#define CLONE_EXIT(name, event) EXIT_WHEN(name, event, CHILD_RETURNS || call->result != 0)

CLONE_EXIT(clone, SYSCALL_CLONE_20_X) { put_clone(w, call, clone_flags(call->arguments[0])); }
CLONE_EXIT(fork, SYSCALL_FORK_20_X) { put_clone(w, call, 0); }
CLONE_EXIT(vfork, SYSCALL_VFORK_20_X) { put_clone(w, call, CLONE_FLAGS__CLONE_VM | CLONE_FLAGS__CLONE_VFORK); }
CLONE_EXIT(clone3, SYSCALL_CLONE3_X)
{
    __u64 flags = 0;
    bpf_probe_read_user(&flags, sizeof(flags), (const void *)call->arguments[0]);
    put_clone(w, call, clone_flags(flags));
}

SEC("tp_btf/sched_process_fork") int t_process_fork(__u64 *ctx)
{
    struct cpu *cpu = this_cpu();
    if (!cpu || !settings.wanted_tracepoint[TRACEPOINT_PROCESS_FORK])
        return 0;
    struct task_struct *parent = (void *)ctx[0];
    struct task_struct *child = (void *)ctx[1];
    if (BPF_CORE_READ(child, flags) & PF_KTHREAD)
        return 0;

    __u32 flags = 0;
    if (BPF_CORE_READ(child, pid) != BPF_CORE_READ(child, tgid))
        flags |= CLONE_FLAGS__CLONE_THREAD | CLONE_FLAGS__CLONE_SIGHAND | CLONE_FLAGS__CLONE_VM;
    if (BPF_CORE_READ(child, files) == BPF_CORE_READ(parent, files))
        flags |= CLONE_FLAGS__CLONE_FILES;
    if (BPF_CORE_READ(pid_namespace_of(child), level) != 0)
        flags |= CLONE_FLAGS__CLONE_CHILD_IN_PIDNS;

    struct writer w = begin_at(cpu, EVT_SYSCALL_CLONE_20_X, EVT_SYSCALL_CLONE_20_X_PARAMETERS,
        settings.boot_time + bpf_ktime_get_boot_ns(), BPF_CORE_READ(child, pid));
    put_s64(&w, 0);
    // The child's memory is a copy of the current one's.
    put_arguments_of_memory(&w, child);
    put_process(&w, child);
    put_u32(&w, flags);
    put_u32(&w, BPF_CORE_READ(child, cred, euid.val));
    put_u32(&w, BPF_CORE_READ(child, cred, egid.val));
    put_s64(&w, inner_number(child, PIDTYPE_PID));
    put_s64(&w, inner_number(child, PIDTYPE_TGID));
    put_u64(&w, pid_namespace_start(child));
    SUBMIT(&w);
    return 0;
}

#define GROUP_THREADS 30 // threads of a process that are looked at
#define ANCESTORS 60

// The id of a thread of the process that is not ending; 0: there is none; -1: too many to look at. With external linkage: the
// verifier looks at such a function once, not once for each ancestor; it may take numbers only.
__noinline __s32 living_thread(__u64 address)
{
    struct task_struct *process = (struct task_struct *)address;
    struct signal_struct *signal = BPF_CORE_READ(process, signal);
    struct list_head *head = __builtin_preserve_access_index(&signal->thread_head);
    struct list_head *node = BPF_CORE_READ(head, next);
    for (int i = 0; i < GROUP_THREADS; i++) {
        if (node == head)
            return 0;
        struct task_struct *thread = (void *)node - bpf_core_field_offset(struct task_struct, thread_node);
        if (!(BPF_CORE_READ(thread, flags) & PF_EXITING))
            return BPF_CORE_READ(thread, pid);
        node = BPF_CORE_READ(node, next);
    }
    return -1;
}

// Who inherits the children of a thread that ends, as the kernel will decide: a living sister, the nearest living
// subreaper of the same pid namespace, or the namespace's first process. 0: the namespace ends; -1: not found within the limits.
static __noinline __s32 reaper_of(struct task_struct *task)
{
    // The leader stands for the process; the task itself is a pointer to the verifier, not a number.
    __s32 sister = living_thread((__u64)BPF_CORE_READ(task, group_leader));
    if (sister != 0)
        return sister;
    struct task_struct *first = BPF_CORE_READ(pid_namespace_of(task), child_reaper);
    if (first == task)
        return 0;
    struct signal_struct *signal = BPF_CORE_READ(task, signal);
    if (!BPF_CORE_READ_BITFIELD_PROBED(signal, has_child_subreaper))
        return BPF_CORE_READ(first, pid);

    __u32 level = BPF_CORE_READ(task, thread_pid, level);
    struct task_struct *candidate = task;
    for (int i = 0; i < ANCESTORS; i++) {
        candidate = BPF_CORE_READ(candidate, real_parent);
        if (candidate == first || BPF_CORE_READ(candidate, thread_pid, level) != level)
            return BPF_CORE_READ(first, pid);
        signal = BPF_CORE_READ(candidate, signal);
        if (!BPF_CORE_READ_BITFIELD_PROBED(signal, is_child_subreaper))
            continue;
        __s32 living = living_thread((__u64)candidate);
        if (living != 0)
            return living;
    }
    return -1;
}

SEC("tp_btf/sched_process_exit") int t_process_exit(__u64 *ctx)
{
    struct cpu *cpu = this_cpu();
    struct task_struct *task = (void *)ctx[0];
    if (!cpu)
        return 0;

    // The thread's number may be given to another one now.
    if (is_own_thread()) {
        __u32 thread = bpf_get_current_pid_tgid();
        bpf_map_delete_elem(&own_threads, &thread);
    }

    if (!settings.wanted_tracepoint[TRACEPOINT_PROCESS_EXIT])
        return 0;
    struct writer w = BEGIN(cpu, PROCEXIT_1_E);
    __s32 status = BPF_CORE_READ(task, exit_code);
    __u8 ended_by = status & 0x7f;
    put_s64(&w, status);
    put_s64(&w, (status >> 8) & 0xff);
    put_u8(&w, ended_by != 0x7f ? ended_by : 0);
    put_u8(&w, (status & 0x80) != 0);
    struct list_head *children = __builtin_preserve_access_index(&task->children);
    put_s64(&w, BPF_CORE_READ(children, next) != children ? reaper_of(task) : 0);
    SUBMIT(&w);
    return 0;
}
