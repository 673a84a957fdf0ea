// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The kernel's keys: keyctl, whose arguments depend on the operation.
#pragma once

#include "dispatch.h"
#include "task.h"

// Places in the list of types that a parameter of keyctl may have (dynamic-parameters.tsv).
#define KEY_NUMBER 0
#define KEY_TEXT 1

// What the arguments of an operation are, two bits for each: one that is not used is the number 0.
#define UNUSED 0
#define VALUE 1
#define TEXT 2
#define SHAPE(second, third, fourth, fifth) ((second) | (third) << 2 | (fourth) << 4 | (fifth) << 6)
#define ARGUMENT_IN(shape, argument) ((shape) >> (2 * ((argument) - 1)) & 3)

#define KEY_OPERATIONS(X) \
    X(GET_KEYRING_ID, VALUE, VALUE, UNUSED, UNUSED) \
    X(JOIN_SESSION_KEYRING, TEXT, UNUSED, UNUSED, UNUSED) \
    X(UPDATE, VALUE, VALUE, VALUE, UNUSED) \
    X(REVOKE, VALUE, UNUSED, UNUSED, UNUSED) \
    X(CHOWN, VALUE, VALUE, VALUE, UNUSED) \
    X(SETPERM, VALUE, VALUE, UNUSED, UNUSED) \
    X(DESCRIBE, VALUE, VALUE, VALUE, UNUSED) \
    X(CLEAR, VALUE, UNUSED, UNUSED, UNUSED) \
    X(LINK, VALUE, VALUE, UNUSED, UNUSED) \
    X(UNLINK, VALUE, VALUE, UNUSED, UNUSED) \
    X(SEARCH, VALUE, TEXT, TEXT, VALUE) \
    X(READ, VALUE, VALUE, VALUE, UNUSED) \
    X(INSTANTIATE, VALUE, VALUE, VALUE, VALUE) \
    X(NEGATE, VALUE, VALUE, VALUE, UNUSED) \
    X(SET_REQKEY_KEYRING, VALUE, UNUSED, UNUSED, UNUSED) \
    X(SET_TIMEOUT, VALUE, VALUE, UNUSED, UNUSED) \
    X(ASSUME_AUTHORITY, VALUE, UNUSED, UNUSED, UNUSED) \
    X(GET_SECURITY, VALUE, VALUE, VALUE, UNUSED) \
    X(SESSION_TO_PARENT, UNUSED, UNUSED, UNUSED, UNUSED) \
    X(REJECT, VALUE, VALUE, VALUE, VALUE) \
    X(INSTANTIATE_IOV, VALUE, VALUE, VALUE, VALUE) \
    X(INVALIDATE, VALUE, UNUSED, UNUSED, UNUSED) \
    X(GET_PERSISTENT, VALUE, VALUE, UNUSED, UNUSED) \
    X(DH_COMPUTE, VALUE, VALUE, VALUE, VALUE) \
    X(PKEY_QUERY, VALUE, VALUE, TEXT, UNUSED) \
    X(PKEY_ENCRYPT, VALUE, TEXT, VALUE, VALUE) \
    X(PKEY_DECRYPT, VALUE, TEXT, VALUE, VALUE) \
    X(PKEY_SIGN, VALUE, TEXT, VALUE, VALUE) \
    X(PKEY_VERIFY, VALUE, TEXT, VALUE, VALUE) \
    X(RESTRICT_KEYRING, VALUE, TEXT, TEXT, UNUSED) \
    X(MOVE, VALUE, VALUE, VALUE, VALUE) \
    X(CAPABILITIES, VALUE, VALUE, UNUSED, UNUSED) \
    X(WATCH_KEY, VALUE, VALUE, VALUE, UNUSED)

static __always_inline __u32 shape_of_operation(__u32 operation)
{
    switch (operation) {
#define OPERATION_SHAPE(name, ...) case KEYCTL_OPERATIONS__KEYCTL_##name: return SHAPE(__VA_ARGS__);
    KEY_OPERATIONS(OPERATION_SHAPE)
#undef OPERATION_SHAPE
    default: return SHAPE(UNUSED, UNUSED, UNUSED, UNUSED);
    }
}

static __always_inline void put_key_argument(struct writer *w, const struct call *call, __u32 shape, __u32 argument)
{
    __u32 kind = ARGUMENT_IN(shape, argument);
    if (kind == TEXT) {
        add_u8(w, KEY_TEXT);
        end_parameter(w, 1 + add_user_text(w, call->arguments[argument], PATH_LIMIT));
    } else {
        add_u8(w, KEY_NUMBER);
        add_u64(w, kind == VALUE ? call->arguments[argument] : 0);
        end_parameter(w, 9);
    }

    w->at = forget(w->cpu, w->at);
}

EXIT(keyctl, SYSCALL_KEYCTL_X)
{
    __u32 shape = forget(w->cpu, shape_of_operation(call->arguments[0]));
    put_s64(w, call->result);
    put_u32(w, call->arguments[0]); // the table has the kernel's numbers
    put_key_argument(w, call, shape, 1);
    put_key_argument(w, call, shape, 2);
    put_key_argument(w, call, shape, 3);
    put_key_argument(w, call, shape, 4);
}
