// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The open files of the first picture of the host. A process's threads share a table as a rule, so its first thread's is told.
#pragma once

#include "iterators.h"

#define ANON_INODE_FS_MAGIC 0x09041934
#define PID_FS_MAGIC 0x50494446
#define PIPEFS_MAGIC 0x50495045
#define SOCKFS_MAGIC 0x534f434b

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define AF_NETLINK 16

// What every event about a file needs.
struct iterated_file {
    struct bpf_iter__task_file *context;
    struct task_struct *task;
    struct file *file;
    struct inode *inode;
    struct cpu *cpu;
    __u64 closed_by_exec;
};

static __always_inline __u64 is_closed_by_exec(struct task_struct *task, __u32 descriptor)
{
    struct fdtable *table = BPF_CORE_READ(task, files, fdt);
    unsigned long word = 0;
    if (descriptor >= BPF_CORE_READ(table, max_fds))
        return 0;
    bpf_probe_read_kernel(&word, sizeof(word), BPF_CORE_READ(table, close_on_exec) + descriptor / 64);
    return word >> (descriptor % 64) & 1;
}

#define BEGIN_OF_FILE(iterated, event) BEGIN_OF_TASK((iterated)->cpu, event, (iterated)->task, (iterated)->closed_by_exec)
#define SUBMIT_FILE(w, iterated) SUBMIT_TO_SEQUENCE(w, (iterated)->context->meta->seq)

// Kernels before 5.12 refuse the helper to iterators, whose existence they do not tell apart; this one came with 5.12.
#define CAN_ASK_FOR_PATH bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_check_mtu)

// The path as /proc shows it, with what the kernel adds (" (deleted)", the names of files without a place).
static __always_inline void put_shown_path(struct writer *w, const struct iterated_file *iterated)
{
    if (!CAN_ASK_FOR_PATH) {
        put_path_of(w, &iterated->file->f_path);
        return;
    }

    // The verifier wants the pointer as the kernel passed it.
    struct file *file = iterated->context->file;
    __s64 length = file ? bpf_d_path(&file->f_path, (char *)BYTE_AT(w, bounded(w->at)), PATH_LIMIT) : 0;
    if (length < 0 || length > PATH_LIMIT)
        length = 0;
    w->at += length;
    end_parameter(w, length);
}

static __always_inline __u64 number_of(struct inode *inode) { return BPF_CORE_READ(inode, i_ino); }

static __always_inline unsigned long file_system_of(struct inode *inode) { return BPF_CORE_READ(inode, i_sb, s_magic); }

static __always_inline const unsigned char *name_of(struct file *file) { return BPF_CORE_READ(file, f_path.dentry, d_name.name); }

static __always_inline int send_pipe(const struct iterated_file *iterated)
{
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_PIPE_E);
    put_u32(&w, iterated->context->fd);
    if (file_system_of(iterated->inode) == PIPEFS_MAGIC)
        put_kernel_text(&w, name_of(iterated->file), PATH_LIMIT);
    else
        put_shown_path(&w, iterated);
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

static __always_inline int send_memfd(const struct iterated_file *iterated)
{
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_MEMFD_E);
    put_u32(&w, iterated->context->fd);
    put_shown_path(&w, iterated);
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

static __always_inline int send_directory(const struct iterated_file *iterated)
{
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_DIRECTORY_E);
    put_u32(&w, iterated->context->fd);
    put_shown_path(&w, iterated);
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

static __always_inline int send_regular(const struct iterated_file *iterated)
{
    struct file *file = iterated->file;
    struct mount *mount = (void *)BPF_CORE_READ(file, f_path.mnt) - bpf_core_field_offset(struct mount, mnt);
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_REGULAR_E);
    put_u32(&w, iterated->context->fd);
    put_shown_path(&w, iterated);
    put_u32(&w, file_flags(BPF_CORE_READ(file, f_flags)));
    put_u32(&w, BPF_CORE_READ(mount, mnt_id));
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

// Eight characters of a name as a number; all names below differ in them.
#define CHARACTER(name, index) ((__u64)(__u8)(name)[index] << (8 * (index)))
#define EIGHT(name) (CHARACTER(name, 0) | CHARACTER(name, 1) | CHARACTER(name, 2) | CHARACTER(name, 3) \
    | CHARACTER(name, 4) | CHARACTER(name, 5) | CHARACTER(name, 6) | CHARACTER(name, 7))

#define ANONYMOUS_FILES(X) \
    X("[eventfd]", EVENTFD) X("[eventpoll]", EVENTPOLL) X("inotify", INOTIFY) X("[signalfd]", SIGNALFD) X("[timerfd]", TIMERFD) \
    X("[io_uring]", IO_URING) X("[userfaultfd]", USERFAULTFD) X("[pidfd]", PIDFD) X("bpf-map", BPF_MAP) X("bpf-prog", BPF_PROG) \
    X("bpf-link", BPF_LINK) X("bpf_iter", BPF_ITER) X("[perf_event]", PERF_EVENT)

static __always_inline __u8 kind_of_anonymous(const struct iterated_file *iterated)
{
    // Since 6.9 these have a file system of their own, and no such name.
    if (file_system_of(iterated->inode) == PID_FS_MAGIC)
        return ANON_INODE_FD_TYPES__ANON_INODE_FD_TYPE_PIDFD;
    char start[9] = { 0 };
    bpf_probe_read_kernel_str(start, sizeof(start), name_of(iterated->file));
    __u64 name = EIGHT(start);
#define KIND_OF_NAME(text, kind) if (name == EIGHT(text)) return ANON_INODE_FD_TYPES__ANON_INODE_FD_TYPE_##kind;
    ANONYMOUS_FILES(KIND_OF_NAME)
#undef KIND_OF_NAME
    return ANON_INODE_FD_TYPES__ANON_INODE_FD_TYPE_UNKNOWN;
}

static __always_inline int send_anonymous(const struct iterated_file *iterated)
{
    __u8 kind = forget(iterated->cpu, kind_of_anonymous(iterated));
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_ANON_INODE_E);
    put_u32(&w, iterated->context->fd);
    put_u8(&w, kind);
    if (kind == ANON_INODE_FD_TYPES__ANON_INODE_FD_TYPE_UNKNOWN)
        put_shown_path(&w, iterated);
    else
        put_empty(&w);
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

// Type and protocol of a socket, which follow the descriptor in all events about sockets.
static __always_inline void put_socket(struct writer *w, const struct iterated_file *iterated, struct sock *socket)
{
    put_u32(w, iterated->context->fd);
    put_u16(w, BPF_CORE_READ(socket, sk_type));
    put_u16(w, BPF_CORE_READ(socket, sk_protocol));
}

static __always_inline __u16 remote_port(struct sock *socket)
{
    return __builtin_bswap16(BPF_CORE_READ(socket, __sk_common.skc_dport));
}

static __always_inline int send_inet(const struct iterated_file *iterated, struct sock *socket)
{
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_SOCKET_INET_E);
    put_socket(&w, iterated, socket);
    put_u32(&w, BPF_CORE_READ(socket, __sk_common.skc_rcv_saddr));
    put_u16(&w, BPF_CORE_READ(socket, __sk_common.skc_num));
    put_u32(&w, BPF_CORE_READ(socket, __sk_common.skc_daddr));
    put_u16(&w, remote_port(socket));
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

static __always_inline void put_ipv6_address(struct writer *w, const struct in6_addr *address)
{
    bpf_probe_read_kernel(BYTE_AT(w, bounded(w->at)), 16, address);
    w->at += 16;
    end_parameter(w, 16);
}

static __always_inline int send_inet6(const struct iterated_file *iterated, struct sock *socket)
{
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_SOCKET_INET6_E);
    put_socket(&w, iterated, socket);
    put_ipv6_address(&w, __builtin_preserve_access_index(&socket->__sk_common.skc_v6_rcv_saddr));
    put_u16(&w, BPF_CORE_READ(socket, __sk_common.skc_num));
    put_ipv6_address(&w, __builtin_preserve_access_index(&socket->__sk_common.skc_v6_daddr));
    put_u16(&w, remote_port(socket));
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

// The path of a unix socket. An abstract name is told without its leading zero byte; a socket without a name has an empty path.
static __always_inline void put_unix_path(struct writer *w, struct unix_address *address)
{
    char first = 0;
    const char *path = __builtin_preserve_access_index(&address->name[0].sun_path[0]);
    // The family before the path takes two bytes of the length.
    __s32 length = address ? BPF_CORE_READ(address, len) - 2 : 0;
    if (length > 0)
        bpf_probe_read_kernel(&first, 1, path);
    if (length > 0 && first == 0) {
        path++;
        length--;
    }

    if (length <= 0) {
        add_u8(w, 0);
        end_parameter(w, 1);
        return;
    }

    // An abstract name has no end of its own: one more byte makes room for it.
    __u64 limit = length + 1;
    asm volatile("%0 &= 127" : "+r"(limit));
    put_kernel_text(w, path, limit);
}

static __always_inline int send_unix(const struct iterated_file *iterated, struct sock *socket)
{
    struct unix_sock *unix_socket = (void *)socket;
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_SOCKET_UNIX_E);
    put_socket(&w, iterated, socket);
    put_u64(&w, (__u64)socket);
    put_unix_path(&w, BPF_CORE_READ(unix_socket, addr));
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

static __always_inline int send_netlink(const struct iterated_file *iterated, struct sock *socket)
{
    struct writer w = BEGIN_OF_FILE(iterated, ITER_TASK_FILE_SOCKET_NETLINK_E);
    put_socket(&w, iterated, socket);
    put_u64(&w, number_of(iterated->inode));
    return SUBMIT_FILE(&w, iterated);
}

static __always_inline int send_socket(const struct iterated_file *iterated)
{
    struct file *file = iterated->file;
    struct socket *outer = BPF_CORE_READ(file, private_data);
    struct sock *socket = BPF_CORE_READ(outer, sk);
    if (!socket)
        return 0;
    switch (BPF_CORE_READ(socket, __sk_common.skc_family)) {
    case AF_INET: return send_inet(iterated, socket);
    case AF_INET6: return send_inet6(iterated, socket);
    case AF_UNIX: return send_unix(iterated, socket);
    case AF_NETLINK: return send_netlink(iterated, socket);
    default: return 0;
    }
}

SEC("iter/task_file") int i_task_file(struct bpf_iter__task_file *ctx)
{
    struct task_struct *task = ctx->task;
    struct file *file = ctx->file;
    struct cpu *cpu = iteration_memory();
    if (!task || !file || !cpu || !is_asked_for(task) || BPF_CORE_READ(task, pid) != BPF_CORE_READ(task, tgid))
        return 0;
    struct inode *inode = BPF_CORE_READ(file, f_inode);
    if (!inode)
        return 0;

    // By file system first: since 6.16 the kernel gives files without a place the mode of regular files.
    const struct iterated_file iterated = { .context = ctx, .task = task, .file = file, .inode = inode, .cpu = cpu,
        .closed_by_exec = is_closed_by_exec(task, ctx->fd) };
    unsigned long system = file_system_of(inode);
    if (system == ANON_INODE_FS_MAGIC || system == PID_FS_MAGIC)
        return send_anonymous(&iterated);
    if (system == SOCKFS_MAGIC)
        return send_socket(&iterated);
    switch (BPF_CORE_READ(inode, i_mode) & S_IFMT) {
    case S_IFIFO: return send_pipe(&iterated);
    case S_IFDIR: return send_directory(&iterated);
    case S_IFREG: return is_memfd(file) ? send_memfd(&iterated) : send_regular(&iterated);
    case S_IFBLK:
    case S_IFCHR:
    case S_IFLNK: return send_regular(&iterated);
    default: return 0;
    }
}
