// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The kernel's types, reduced to the fields that the probe reads. Offsets and sizes here mean nothing: the loader takes
// them from the running kernel (CO-RE). A type with a suffix after three underscores is the same type as an older or
// newer kernel has it.
#pragma once

#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#ifndef NULL
#define NULL ((void *)0)
#endif

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct { __u32 val; } kuid_t;
typedef struct { __u32 val; } kgid_t;

struct list_head { struct list_head *next, *prev; };

#if defined(__TARGET_ARCH_x86)
struct pt_regs { unsigned long bp, bx, r10, r9, r8, ax, cx, dx, si, di, orig_ax; };
#else
struct pt_regs { __u64 regs[31]; __u64 orig_x0; __s32 syscallno; };
#endif

struct thread_info { unsigned long flags; __u32 status; };

struct timespec64 { __s64 tv_sec; long tv_nsec; };

struct user_namespace;
struct uid_gid_extent { __u32 first, lower_first, count; };
struct uid_gid_map { __u32 nr_extents; struct uid_gid_extent extent[5]; };
struct user_namespace { struct uid_gid_map uid_map, gid_map; };

struct group_info { int ngroups; kgid_t gid[0]; };

typedef struct kernel_cap_struct { __u32 cap[2]; } kernel_cap_t;
struct kernel_cap_struct___v6_3 { __u64 val; };

struct cred {
    kuid_t uid, euid, suid, fsuid;
    kgid_t gid, egid, sgid, fsgid;
    kernel_cap_t cap_inheritable, cap_permitted, cap_effective;
    struct user_namespace *user_ns;
    struct group_info *group_info;
};
struct cred___v6_3 {
    struct kernel_cap_struct___v6_3 cap_inheritable, cap_permitted, cap_effective;
};

struct qstr { const unsigned char *name; __u32 len; };
struct super_block;
struct inode;
struct dentry {
    struct dentry *d_parent;
    struct qstr d_name;
    struct inode *d_inode;
    struct super_block *d_sb;
};
struct super_block { __u32 s_dev; unsigned long s_magic, s_flags; };
struct inode {
    __u16 i_mode;
    kuid_t i_uid;
    kgid_t i_gid;
    __u32 i_flags;
    struct super_block *i_sb;
    unsigned long i_ino;
    __u32 i_nlink;
    struct timespec64 i_ctime, i_mtime;
};
struct inode___v6_6 { struct timespec64 __i_ctime, __i_mtime; };
struct inode___v6_11 { __s64 i_ctime_sec, i_mtime_sec; __u32 i_ctime_nsec, i_mtime_nsec; };

struct vfsmount { struct dentry *mnt_root; struct super_block *mnt_sb; };
struct mount { struct mount *mnt_parent; struct dentry *mnt_mountpoint; struct vfsmount mnt; int mnt_id; };
struct path { struct vfsmount *mnt; struct dentry *dentry; };
struct file_operations;
struct file {
    struct inode *f_inode;
    const struct file_operations *f_op;
    __u32 f_mode;
    unsigned int f_flags;
    struct path f_path;
    void *private_data;
};
struct fdtable { unsigned int max_fds; struct file **fd; unsigned long *close_on_exec; };
struct files_struct { struct fdtable *fdt; };
struct fs_struct { struct path root, pwd; };

struct in6_addr { __u8 bytes[16]; };
struct sock_common {
    __u32 skc_daddr, skc_rcv_saddr;
    __u16 skc_dport, skc_num, skc_family;
    struct in6_addr skc_v6_daddr, skc_v6_rcv_saddr;
};
struct sock { struct sock_common __sk_common; __u16 sk_type, sk_protocol; __u32 sk_ack_backlog, sk_max_ack_backlog; };
struct socket { struct sock *sk; };
struct ipv6_pinfo { struct in6_addr saddr; };
struct inet_sock { struct ipv6_pinfo *pinet6; __u32 inet_saddr; __u16 inet_sport; };
struct sockaddr_un { __u16 sun_family; char sun_path[108]; };
struct unix_address { int len; struct sockaddr_un name[0]; };
struct unix_sock { struct unix_address *addr; struct sock *peer; };

struct percpu_counter { __s64 count; };
typedef struct { long counter; } atomic_long_t;
struct mm_rss_stat { atomic_long_t count[4]; };
struct mm_struct {
    unsigned long total_vm, arg_start, arg_end, env_start, env_end;
    struct mm_rss_stat rss_stat;
    struct file *exe_file;
};
struct mm_struct___v6_2 { struct percpu_counter rss_stat[4]; };

struct pid_namespace;
struct upid { int nr; struct pid_namespace *ns; };
struct pid { unsigned int level; struct upid numbers[1]; };
struct task_struct;
struct pid_namespace { unsigned int level; struct task_struct *child_reaper; };
struct nsproxy { struct pid_namespace *pid_ns_for_children; };

struct rlimit { __u64 rlim_cur, rlim_max; };
struct tty_driver { int major, minor_start; };
struct tty_struct { struct tty_driver *driver; int index; };

enum pid_type { PIDTYPE_PID, PIDTYPE_TGID, PIDTYPE_PGID, PIDTYPE_SID };

struct signal_struct {
    struct list_head thread_head;
    struct pid *pids[4];
    struct rlimit rlim[16];
    struct tty_struct *tty;
    unsigned int is_child_subreaper : 1;
    unsigned int has_child_subreaper : 1;
};

struct kernfs_node { struct kernfs_node *parent; const char *name; };
struct kernfs_node___v6_15 { struct kernfs_node *__parent; };
struct cgroup { struct kernfs_node *kn; };
struct cgroup_subsys { const char *name; };
struct cgroup_subsys_state { struct cgroup *cgroup; struct cgroup_subsys *ss; };
enum cgroup_subsys_id { cpuset_cgrp_id, cpu_cgrp_id, cpuacct_cgrp_id, io_cgrp_id, memory_cgrp_id };
struct css_set { struct cgroup_subsys_state *subsys[16]; };

struct task_struct {
    struct thread_info thread_info;
    unsigned int flags;
    int exit_code;
    int pid, tgid;
    struct task_struct *real_parent, *group_leader;
    struct list_head children, thread_node;
    struct pid *thread_pid;
    __u64 start_time, start_boottime;
    unsigned long min_flt, maj_flt;
    const struct cred *cred;
    char comm[16];
    struct fs_struct *fs;
    struct files_struct *files;
    struct nsproxy *nsproxy;
    struct signal_struct *signal;
    struct mm_struct *mm;
    kuid_t loginuid;
    struct css_set *cgroups;
};

struct linux_binprm { const char *filename; };

union __sifields { struct { int _pid; } _kill; };
struct kernel_siginfo { int si_code; union __sifields _sifields; };

struct seq_file { unsigned long size, count; };
struct bpf_iter_meta { struct seq_file *seq; };
struct bpf_iter__task { struct bpf_iter_meta *meta; struct task_struct *task; };
struct bpf_iter__task_file { struct bpf_iter_meta *meta; struct task_struct *task; __u32 fd; struct file *file; };

#pragma clang attribute pop

// Since 6.2 the kernel takes an address for a pointer to a type (bpf_rdonly_cast, which costs nothing), and what it points to is read by
// plain loads, which give 0 where a call of bpf_probe_read_kernel would fail. On processors that have to be kept from speculating a call
// costs some thirty times as much as a load.
extern void *bpf_rdonly_cast(const void *object, __u32 type) __ksym __weak;
#define TYPED(pointer) ((__typeof__(pointer))bpf_rdonly_cast(pointer, bpf_core_type_id_kernel(__typeof__(*(pointer)))))

// BPF_CORE_READ for what runs often. Not for all, because the verifier follows what it knows of such values, and a program with many ways
// becomes too large for it. An index in the row has to be a constant.
#define READ(pointer, ...) ({ \
    __typeof__(pointer) pointer_ = (pointer); \
    (__u64)&bpf_rdonly_cast != 0 ? ___arrow(TYPED(pointer_), __VA_ARGS__) : BPF_CORE_READ(pointer_, __VA_ARGS__); \
})

// Constants of the kernel, equal on all architectures unless it is said otherwise.
#define PF_EXITING 0x4
#define PF_KTHREAD 0x200000
#define TS_COMPAT 0x2
#define FMODE_CREATED 0x100000
#define OVERLAYFS_SUPER_MAGIC 0x794c7630
#define S_IFMT 0170000
#define S_IFIFO 0010000
#define S_IFCHR 0020000
#define S_IFDIR 0040000
#define S_IFBLK 0060000
#define S_IFREG 0100000
#define S_IFLNK 0120000
#define S_IFSOCK 0140000
#define SB_RDONLY 1
#define S_IMMUTABLE 8
#define MAY_WRITE 2
#define CAP_DAC_OVERRIDE 1
#define CAP_FOWNER 3
#define RLIMIT_NOFILE 7
