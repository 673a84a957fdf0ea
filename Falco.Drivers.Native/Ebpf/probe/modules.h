// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Calls that load and unload kernel modules.
#pragma once

#include "dispatch.h"
#include "flags.h"
#include "task.h"

// Bytes of a module's image that leave room for its arguments. The reference tells the low 16 bits of the length only, and loses
// the event when these come out too large; a larger image is cut here.
#define IMAGE_LIMIT (EVENT_LIMIT - ARGUMENTS_LIMIT - 256)

EXIT(init_module, SYSCALL_INIT_MODULE_X)
{
    __u64 length = call->arguments[1];
    put_s64(w, call->result);
    put_user_bytes(w, call->arguments[0], length <= IMAGE_LIMIT ? length : IMAGE_LIMIT);
    put_u64(w, length);
    put_user_text(w, call->arguments[2], ARGUMENTS_LIMIT);
}

// The bits are the kernel's.
EXIT(finit_module, SYSCALL_FINIT_MODULE_X)
{
    put_s64(w, call->result);
    put_fd(w, call->arguments[0]);
    put_user_text(w, call->arguments[1], ARGUMENTS_LIMIT);
    put_u32(w, call->arguments[2] & (FINIT_MODULE_FLAGS__MODULE_INIT_IGNORE_MODVERSIONS
        | FINIT_MODULE_FLAGS__MODULE_INIT_IGNORE_VERMAGIC | FINIT_MODULE_FLAGS__MODULE_INIT_COMPRESSED_FILE));
}

#define DELETE_MODULE_BITS(X) \
    X(O_NONBLOCK, DELETE_MODULE_FLAGS__O_NONBLOCK) \
    X(O_TRUNC, DELETE_MODULE_FLAGS__O_TRUNC)
TRANSLATED(delete_module_flags, DELETE_MODULE_BITS)

EXIT(delete_module, SYSCALL_DELETE_MODULE_X)
{
    put_s64(w, call->result);
    put_path(w, call->arguments[0]);
    put_u32(w, delete_module_flags(call->arguments[1]));
}
