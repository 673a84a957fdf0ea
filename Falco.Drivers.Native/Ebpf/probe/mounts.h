// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that mount file systems, configure them and limit what users may store on them.
#pragma once

#include "dispatch.h"
#include "file.h"
#include <linux/dqblk_xfs.h>
#include <linux/quota.h>

#define MOUNT_MAGIC 0xc0ed0000U // old callers put it beside the flags; it means nothing
#define MOUNT_MAGIC_MASK 0xffff0000U

EXIT(mount, SYSCALL_MOUNT_X)
{
    __u32 flags = call->arguments[3];
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_path(w, call->arguments[1]);
    put_path(w, call->arguments[2]);
    put_u32(w, (flags & MOUNT_MAGIC_MASK) == MOUNT_MAGIC ? flags & ~MOUNT_MAGIC_MASK : flags);
}

// The bits are the kernel's.
EXIT(umount2, SYSCALL_UMOUNT2_X)
{
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, call->arguments[1] & (UMOUNT_FLAGS__FORCE | UMOUNT_FLAGS__DETACH | UMOUNT_FLAGS__EXPIRE | UMOUNT_FLAGS__NOFOLLOW));
}

// The value of SET_BINARY, held to what leaves room for the key: an event that is too large would be lost.
#define SETTING_LIMIT (EVENT_LIMIT - PATH_LIMIT - 256)

EXIT(fsconfig, SYSCALL_FSCONFIG_X)
{
    __u32 command = call->arguments[1];
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_u32(w, command); // the table has the kernel's numbers
    put_path(w, call->arguments[2]);

    // What the value is depends on the command; of a failed call nothing is told.
    __u64 bytes = 0, text = 0;
    if (call->result >= 0) {
        if (command == FSCONFIG_CMDS__FSCONFIG_SET_BINARY)
            bytes = call->arguments[3];
        else if (command == FSCONFIG_CMDS__FSCONFIG_SET_STRING || command == FSCONFIG_CMDS__FSCONFIG_SET_PATH
            || command == FSCONFIG_CMDS__FSCONFIG_SET_PATH_EMPTY)
            text = call->arguments[3];
    }

    __u32 length = call->arguments[4];
    put_user_bytes(w, bytes, length <= SETTING_LIMIT ? length : SETTING_LIMIT);
    put_path(w, text);
    put_u32(w, call->arguments[4]);
}

#define QUOTA_COMMANDS(X) \
    X(Q_SYNC) X(Q_QUOTAON) X(Q_QUOTAOFF) X(Q_GETFMT) X(Q_GETINFO) X(Q_SETINFO) X(Q_GETQUOTA) X(Q_SETQUOTA) \
    X(Q_XQUOTAON) X(Q_XQUOTAOFF) X(Q_XGETQUOTA) X(Q_XSETQLIM) X(Q_XGETQSTAT) X(Q_XQUOTARM) X(Q_XQUOTASYNC)

static __always_inline __u16 quota_command(__u32 command)
{
    switch (command >> SUBCMDSHIFT) {
#define TRANSLATE_COMMAND(name) case name: return QUOTACTL_CMDS__##name;
    QUOTA_COMMANDS(TRANSLATE_COMMAND)
#undef TRANSLATE_COMMAND
    default: return 0;
    }
}

static __always_inline __u8 quota_format(__u32 format)
{
    switch (format) {
    case QFMT_VFS_OLD: return QUOTACTL_QUOTA_FMTS__QFMT_VFS_OLD;
    case QFMT_VFS_V0: return QUOTACTL_QUOTA_FMTS__QFMT_VFS_V0;
    case QFMT_VFS_V1: return QUOTACTL_QUOTA_FMTS__QFMT_VFS_V1;
    default: return QUOTACTL_QUOTA_FMTS__QFMT_NOT_USED;
    }
}

static __always_inline __u8 quota_type(__u32 command)
{
    switch (command & SUBCMDMASK) {
    case USRQUOTA: return QUOTACTL_TYPES__USRQUOTA;
    case GRPQUOTA: return QUOTACTL_TYPES__GRPQUOTA;
    default: return 0;
    }
}

// dqb_bhardlimit … dqb_itime: what the structure says is valid, zeros otherwise.
static __always_inline void put_quota_limits(struct writer *w, __u64 address)
{
    struct if_dqblk limits = { 0 };
    if (address)
        bpf_probe_read_user(&limits, sizeof(limits), (const void *)address);
    __u32 valid = limits.dqb_valid;
    put_u64(w, valid & QIF_BLIMITS ? limits.dqb_bhardlimit : 0);
    put_u64(w, valid & QIF_BLIMITS ? limits.dqb_bsoftlimit : 0);
    put_u64(w, valid & QIF_SPACE ? limits.dqb_curspace : 0);
    put_u64(w, valid & QIF_ILIMITS ? limits.dqb_ihardlimit : 0);
    put_u64(w, valid & QIF_ILIMITS ? limits.dqb_isoftlimit : 0);
    put_u64(w, valid & QIF_BTIME ? limits.dqb_btime : 0);
    put_u64(w, valid & QIF_ITIME ? limits.dqb_itime : 0);
}

// dqi_bgrace, dqi_igrace, dqi_flags: the same.
static __always_inline void put_quota_information(struct writer *w, __u64 address)
{
    struct if_dqinfo information = { 0 };
    if (address)
        bpf_probe_read_user(&information, sizeof(information), (const void *)address);
    __u32 valid = information.dqi_valid;
    put_u64(w, valid & IIF_BGRACE ? information.dqi_bgrace : 0);
    put_u64(w, valid & IIF_IGRACE ? information.dqi_igrace : 0);
    put_u8(w, valid & IIF_FLAGS ? information.dqi_flags : 0);
}

EXIT(quotactl, SYSCALL_QUOTACTL_X)
{
    __u16 command = forget(w->cpu, quota_command(call->arguments[0]));
    __u64 address = call->arguments[3];
    __u32 id = call->arguments[2];
    int is_on = command == QUOTACTL_CMDS__Q_QUOTAON;
    int is_limits = command == QUOTACTL_CMDS__Q_GETQUOTA || command == QUOTACTL_CMDS__Q_SETQUOTA;
    int is_information = command == QUOTACTL_CMDS__Q_GETINFO || command == QUOTACTL_CMDS__Q_SETINFO;
    int has_id = is_limits || command == QUOTACTL_CMDS__Q_XGETQUOTA || command == QUOTACTL_CMDS__Q_XSETQLIM;
    __u32 format = 0;
    if (command == QUOTACTL_CMDS__Q_GETFMT)
        bpf_probe_read_user(&format, sizeof(format), (const void *)address);

    put_s64(w, call->result);
    put_path(w, call->arguments[1]);
    put_path(w, is_on ? address : 0);
    put_quota_limits(w, is_limits ? address : 0);
    put_quota_information(w, is_information ? address : 0);
    put_u8(w, quota_format(format));
    put_u16(w, command);
    put_u8(w, quota_type(call->arguments[0]));
    put_u32(w, has_id ? id : 0);
    put_u8(w, is_on ? quota_format(id) : QUOTACTL_QUOTA_FMTS__QFMT_NOT_USED);
}
