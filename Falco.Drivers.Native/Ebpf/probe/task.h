// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What a thread is: ids, memory, credentials, control groups.
#pragma once

#include "kernel.h"
#include "writer.h"

static __always_inline struct task_struct *current_task(void) { return (struct task_struct *)bpf_get_current_task(); }

// The numbers of a thread, its process, its group and its session are kept in different places.
static __always_inline struct pid *pid_of(struct task_struct *task, enum pid_type type)
{
    return type == PIDTYPE_PID ? BPF_CORE_READ(task, thread_pid) : BPF_CORE_READ(task, signal, pids[type]);
}

// As the first pid namespace numbers it.
static __always_inline __s64 host_number(struct task_struct *task, enum pid_type type)
{
    if (type == PIDTYPE_PID)
        return BPF_CORE_READ(task, pid);
    if (type == PIDTYPE_TGID)
        return BPF_CORE_READ(task, tgid);
    struct pid *pid = pid_of(task, type);
    return pid ? BPF_CORE_READ(pid, numbers[0].nr) : 0;
}

static __always_inline struct upid own_upid(struct pid *pid)
{
    struct upid upid = { 0 };
    __u32 level = BPF_CORE_READ(pid, level);
    bpf_core_read(&upid, bpf_core_type_size(struct upid) <= sizeof(upid) ? bpf_core_type_size(struct upid) : sizeof(upid), &pid->numbers[level]);
    return upid;
}

// The innermost namespace that numbers the thread.
static __always_inline struct pid_namespace *pid_namespace_of(struct task_struct *task)
{
    struct pid *pid = pid_of(task, PIDTYPE_PID);
    if (!pid)
        return NULL;
    __u32 level = BPF_CORE_READ(pid, level);
    return BPF_CORE_READ(pid, numbers[level].ns);
}

// As the innermost namespace of the thread, process, group or session itself numbers it.
static __always_inline __s64 inner_number(struct task_struct *task, enum pid_type type)
{
    struct pid *pid = pid_of(task, type);
    if (!pid)
        return 0;
    __u32 level = BPF_CORE_READ(pid, level);
    return BPF_CORE_READ(pid, numbers[level].nr);
}

static __always_inline __s64 parent_number(struct task_struct *task) { return BPF_CORE_READ(task, real_parent, pid); }

// Start of the namespace's first process, in nanoseconds since boot as the kernel's monotonic clock counts.
static __always_inline __u64 pid_namespace_start(struct task_struct *task)
{
    return BPF_CORE_READ(pid_namespace_of(task), child_reaper, start_time);
}

static __always_inline void put_memory_sizes(struct writer *w, struct task_struct *task)
{
    struct mm_struct *mm = READ(task, mm);
    __s64 file = 0, anonymous = 0, shared = 0, swapped = 0;
    if (bpf_core_type_exists(struct mm_rss_stat)) {
        file = READ(mm, rss_stat.count[0].counter);
        anonymous = READ(mm, rss_stat.count[1].counter);
        swapped = READ(mm, rss_stat.count[2].counter);
        shared = READ(mm, rss_stat.count[3].counter);
    } else {
        struct mm_struct___v6_2 *counted = (void *)mm;
        file = READ(counted, rss_stat[0].count);
        anonymous = READ(counted, rss_stat[1].count);
        swapped = READ(counted, rss_stat[2].count);
        shared = READ(counted, rss_stat[3].count);
    }

    // Pages of 4 KiB to KiB.
    put_u32(w, READ(mm, total_vm) << 2);
    put_u32(w, (file + anonymous + shared) << 2);
    put_u32(w, swapped << 2);
}

static __always_inline __u32 terminal_of(struct task_struct *task)
{
    struct tty_struct *tty = BPF_CORE_READ(task, signal, tty);
    if (!tty)
        return 0;
    struct tty_driver *driver = BPF_CORE_READ(tty, driver);
    if (!driver)
        return 0;
    __u32 minor = BPF_CORE_READ(driver, minor_start) + BPF_CORE_READ(tty, index);
    __u32 major = BPF_CORE_READ(driver, major) + (minor >> 20);
    minor &= 0xfffff;
    return (minor & 0xff) | (major << 8) | ((minor & ~0xffU) << 12);
}

static __always_inline __u32 login_of(struct task_struct *task)
{
    return bpf_core_field_exists(task->loginuid) ? BPF_CORE_READ(task, loginuid.val) : (__u32)-1;
}

static __always_inline __u64 descriptor_limit(struct task_struct *task)
{
    return BPF_CORE_READ(task, signal, rlim[RLIMIT_NOFILE].rlim_cur);
}

#define CAPABILITY_SETS_ARE_WORDS bpf_core_field_exists(((struct kernel_cap_struct *)0)->cap)

// A set of capabilities as the kernel counts them; since 6.3 it is one number, before it was two.
#define CAPABILITIES(task, set) ({ \
    const struct cred *credentials = BPF_CORE_READ(task, cred); \
    __u64 bits; \
    if (CAPABILITY_SETS_ARE_WORDS) \
        bits = ((__u64)BPF_CORE_READ(credentials, set.cap[1]) << 32) | BPF_CORE_READ(credentials, set.cap[0]); \
    else \
        bits = BPF_CORE_READ((const struct cred___v6_3 *)credentials, set.val); \
    bits & ((1ULL << 41) - 1); \
})

// The longest path of a control group that is written, in components.
#define GROUP_COMPONENTS 6

// Adds "name=/path/of/the/group" with its end.
static __always_inline __u64 add_control_group(struct writer *w, struct task_struct *task, __u32 controller)
{
    __u64 start = w->at;
    struct cgroup_subsys_state *state = BPF_CORE_READ(task, cgroups, subsys[controller]);
    if (!add_kernel_text(w, BPF_CORE_READ(state, ss, name), 64))
        return 0;
    replace_last(w, '=');

    const char *names[GROUP_COMPONENTS];
    struct kernfs_node *node = BPF_CORE_READ(state, cgroup, kn);
    int count = 0;
#pragma clang loop unroll(full)
    for (int i = 0; i < GROUP_COMPONENTS; i++) {
        names[i] = NULL;
        if (!node)
            continue;
        names[i] = BPF_CORE_READ(node, name);
        count++;
        node = bpf_core_field_exists(node->parent)
            ? BPF_CORE_READ(node, parent)
            : BPF_CORE_READ((struct kernfs_node___v6_15 *)node, __parent);
    }

    // Deeper than what is kept: the parts are the last ones, and the path still begins with a slash.
    if (node)
        add_u8(w, '/');
#pragma clang loop unroll(full)
    for (int i = GROUP_COMPONENTS - 1; i >= 0; i--) {
        // The root has an empty name, which leaves the leading slash.
        if (names[i] && add_kernel_text(w, names[i], 256))
            replace_last(w, '/');
    }

    if (count <= 1)
        add_u8(w, 0);
    else
        replace_last(w, 0);
    w->at = forget(w->cpu, w->at);
    return w->at - start;
}

#define ADD_CONTROLLER(w, task, length, controller) \
    if (bpf_core_enum_value_exists(enum cgroup_subsys_id, controller)) \
        length += add_control_group(w, task, bpf_core_enum_value(enum cgroup_subsys_id, controller))

static __always_inline void put_control_groups(struct writer *w, struct task_struct *task)
{
    __u64 length = 0;
    ADD_CONTROLLER(w, task, length, cpuset_cgrp_id);
    ADD_CONTROLLER(w, task, length, cpu_cgrp_id);
    ADD_CONTROLLER(w, task, length, cpuacct_cgrp_id);
    ADD_CONTROLLER(w, task, length, io_cgrp_id);
    ADD_CONTROLLER(w, task, length, memory_cgrp_id);
    end_parameter(w, length);
}

#define ARGUMENTS_LIMIT 4096

// A run of texts in user memory. The last byte is an end, also when the run is cut.
static __always_inline void put_texts(struct writer *w, __u64 start, __u64 length, __u64 limit)
{
    if (length >= limit)
        length = limit;
    __u64 added = length <= ARGUMENTS_LIMIT ? add_user_bytes(w, start, length) : 0;
    if (added)
        replace_last(w, 0);
    end_parameter(w, added);
}

// exe and args: the first argument, and the others.
static __always_inline void put_arguments_of_memory(struct writer *w, struct task_struct *task)
{
    __u64 start = BPF_CORE_READ(task, mm, arg_start);
    __u64 end = BPF_CORE_READ(task, mm, arg_end);
    __u64 first = add_user_text(w, start, ARGUMENTS_LIMIT);
    end_parameter(w, first);
    put_texts(w, start + first, end - start - first, ARGUMENTS_LIMIT - first);
}
