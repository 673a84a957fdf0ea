// Programs with the running kernel's own types: a typed tracepoint, iterators, and what no kernel has.
// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

struct pt_regs;

struct task_struct {
	s32 pid;
	s32 tgid;
	char comm[16];
	struct task_struct *real_parent;
	struct signal_struct *signal;
	u32 in_execve : 1;
} RELOCATED;

struct task_struct___future {
	u64 of_the_future;
} RELOCATED;

struct signal_struct {
	int nr_threads;
} RELOCATED;

struct file {
	u32 f_flags;
	struct inode *f_inode;
} RELOCATED;

struct inode {
	u64 i_ino;
} RELOCATED;

struct bpf_iter_meta {
	struct seq_file *seq;
	u64 session_id;
} RELOCATED;

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
} RELOCATED;

struct bpf_iter__task_file {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
	u32 fd;
	struct file *file;
} RELOCATED;

enum bpf_func_id___newer {
	BPF_FUNC_loop___newer = 1,
	BPF_FUNC_of_the_future = 2,
};

const volatile u32 watched_process;
u32 process, thread, threads, parent;
char name[16];
u32 has_loop, has_future;

SEC("tp_btf/sys_exit") int observe(u64 *ctx)
{
	struct task_struct *task = (void *)current_task();
	struct task_struct *up;
	struct signal_struct *signal;

	if ((u32)(current_pid_tgid() >> 32) != watched_process)
		return 0;
	READ(process, task->tgid);
	READ(thread, task->pid);
	READ(up, task->real_parent);
	READ(parent, up->tgid);
	READ(signal, task->signal);
	READ(threads, signal->nr_threads);
	READ(name, task->comm);
	has_loop = ENUMERATOR_EXISTS(enum bpf_func_id___newer, BPF_FUNC_loop___newer);
	has_future = ENUMERATOR_EXISTS(enum bpf_func_id___newer, BPF_FUNC_of_the_future);
	return 0;
}

SEC("iter/task") int tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct {
		s32 tgid, pid;
	} line;

	if (!task)
		return 0;
	line.tgid = task->tgid;
	line.pid = task->pid;
	seq_write(ctx->meta->seq, &line, sizeof(line));
	return 0;
}

SEC("iter/task_file") int files(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	struct {
		s32 tgid, fd;
		u64 inode;
	} line;

	if (!task || !file || task->tgid != watched_process)
		return 0;
	line.tgid = task->tgid;
	line.fd = ctx->fd;
	line.inode = file->f_inode->i_ino;
	seq_write(ctx->meta->seq, &line, sizeof(line));
	return 0;
}

extern void bpf_rcu_read_lock(void) __attribute__((section(".ksyms")));
extern void bpf_rcu_read_unlock(void) __attribute__((section(".ksyms")));
extern int bpf_of_the_future(struct task_struct *, int) __attribute__((weak, section(".ksyms")));

SEC("iter.s/task") int sleepable(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;

	if (!task)
		return 0;
	if (bpf_of_the_future)
		return bpf_of_the_future(task, 1);
	bpf_rcu_read_lock();
	s32 line = task->real_parent->tgid;
	bpf_rcu_read_unlock();
	seq_write(ctx->meta->seq, &line, sizeof(line));
	return 0;
}

SEC("tp_btf/of_the_future") int no_such_tracepoint(void *ctx)
{
	return 0;
}

SEC("tp_btf/sys_exit") int needs_the_future(void *ctx)
{
	struct task_struct___future *task = (void *)current_task();
	u64 value;

	READ(value, task->of_the_future);
	name[0] = (char)value;
	return 0;
}

SEC("tp_btf/sys_exit") int reads_anywhere(u64 *ctx)
{
	name[0] = *(volatile char *)current_task();
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
