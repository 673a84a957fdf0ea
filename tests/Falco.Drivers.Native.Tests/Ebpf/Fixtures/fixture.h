// What the fixtures need of the eBPF instruction set's C dialect, so that they build without any other header.
// SPDX-License-Identifier: Apache-2.0
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;
typedef long long s64;

#define SEC(name) __attribute__((section(name), used))
#define NUMBER(field, value) int (*field)[value]
#define TYPE(field, type) typeof(type) *field
#define VALUES(field, type) typeof(type) *field[]

#define RELOCATED __attribute__((preserve_access_index))
#define NOINLINE __attribute__((noinline))

// Values of the builtins' second argument.
#define OFFSET_OF(expr) __builtin_preserve_field_info(expr, 0)
#define SIZE_OF(expr) __builtin_preserve_field_info(expr, 1)
#define EXISTS(expr) __builtin_preserve_field_info(expr, 2)
#define IS_SIGNED(expr) __builtin_preserve_field_info(expr, 3)
#define LEFT_SHIFT(expr) __builtin_preserve_field_info(expr, 4)
#define RIGHT_SHIFT(expr) __builtin_preserve_field_info(expr, 5)
#define TYPE_EXISTS(type) __builtin_preserve_type_info(*(typeof(type) *)0, 0)
#define TYPE_SIZE(type) __builtin_preserve_type_info(*(typeof(type) *)0, 1)
#define LOCAL_ID(type) __builtin_btf_type_id(*(typeof(type) *)0, 0)
#define TARGET_ID(type) __builtin_btf_type_id(*(typeof(type) *)0, 1)
#define ENUMERATOR_EXISTS(type, value) __builtin_preserve_enum_value(*(typeof(type) *)value, 0)
#define ENUMERATOR_VALUE(type, value) __builtin_preserve_enum_value(*(typeof(type) *)value, 1)

enum {
	MAP_HASH = 1,
	MAP_ARRAY = 2,
	MAP_PROG_ARRAY = 3,
	MAP_PERCPU_ARRAY = 6,
	MAP_ARRAY_OF_MAPS = 12,
	MAP_RINGBUF = 27,
};

static void *(*map_lookup)(void *map, const void *key) = (void *)1;
static long (*map_update)(void *map, const void *key, const void *value, u64 flags) = (void *)2;
static long (*tail_call)(void *ctx, void *map, u32 index) = (void *)12;
static u64 (*current_pid_tgid)(void) = (void *)14;
static u64 (*current_task)(void) = (void *)35;
static long (*probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;
static u64 (*ktime_get_boot_ns)(void) = (void *)125;
static long (*seq_write)(void *seq, const void *data, u32 length) = (void *)127;
static long (*ringbuf_output)(void *ring, void *data, u64 size, u64 flags) = (void *)130;
static void *(*ringbuf_reserve)(void *ring, u64 size, u64 flags) = (void *)131;
static void (*ringbuf_submit)(void *record, u64 flags) = (void *)132;
static void (*ringbuf_discard)(void *record, u64 flags) = (void *)133;
static long (*loop)(u32 count, void *callback, void *context, u64 flags) = (void *)181;

// Reads a field of the kernel's, wherever it lies.
#define READ(to, from) probe_read_kernel(&(to), sizeof(to), &(from))
