// Every kind of map and of global variable; records in ring buffers, one ring for each CPU.
// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

struct key {
	u32 first;
	u16 second;
};

struct record {
	u64 timestamp;
	u64 number;
	u64 kind;
};

struct {
	NUMBER(type, MAP_HASH);
	NUMBER(max_entries, 64);
	TYPE(key, struct key);
	TYPE(value, u64);
} hash SEC(".maps");

struct {
	NUMBER(type, MAP_PERCPU_ARRAY);
	NUMBER(max_entries, 2);
	TYPE(key, u32);
	TYPE(value, u32[3]);
} per_cpu SEC(".maps");

struct {
	NUMBER(type, MAP_ARRAY);
	NUMBER(max_entries, 3);
	NUMBER(map_flags, 1024);
	TYPE(key, u32);
	TYPE(value, u64);
} counters SEC(".maps");

struct {
	NUMBER(type, MAP_ARRAY_OF_MAPS);
	NUMBER(max_entries, 8);
	TYPE(key, u32);
	VALUES(values, struct {
		NUMBER(type, MAP_RINGBUF);
		NUMBER(max_entries, 4096);
	});
} rings SEC(".maps");

int tail(void *ctx);

struct {
	NUMBER(type, MAP_PROG_ARRAY);
	NUMBER(max_entries, 4);
	NUMBER(key_size, 4);
	VALUES(values, int(void *));
} programs SEC(".maps") = {
	.values = {
		[2] = (void *)&tail,
	},
};

const volatile u32 watched_process;
const char message[] = "constant";
const volatile u64 named_constant SEC(".rodata.named") = 0x1122334455667788;
u64 seen;
u64 tails = 40;
static volatile u32 private_counter = 7;
u32 table[6] SEC(".data.table") = {1, 2, 3, 4, 5, 6};

// Writes three records for each call of the watched process that returns its own number, as getpid does: one that is
// copied, one in place, one that is withdrawn.
SEC("raw_tp/sys_exit") int emit(u64 *ctx)
{
	struct record record = {};
	struct record *reserved;
	u32 zero = 0, two = 2;
	struct key key = {.first = 1, .second = 2};
	u64 *counter;
	void *ring;

	if ((u32)(current_pid_tgid() >> 32) != watched_process || ctx[1] != watched_process)
		return 0;
	seen++;
	counter = map_lookup(&counters, &two);
	if (counter)
		*counter += table[3];
	map_update(&hash, &key, &seen, 0);
	u32 *cpu = map_lookup(&per_cpu, &zero);
	if (cpu)
		cpu[1] += private_counter;
	ring = map_lookup(&rings, &zero);
	if (!ring)
		goto tail;
	record.timestamp = ktime_get_boot_ns();
	record.number = seen;
	record.kind = message[0];
	ringbuf_output(ring, &record, sizeof(record), 0);
	reserved = ringbuf_reserve(ring, sizeof(*reserved), 0);
	if (reserved) {
		reserved->timestamp = ktime_get_boot_ns();
		reserved->number = seen;
		reserved->kind = named_constant;
		ringbuf_submit(reserved, 0);
	}
	reserved = ringbuf_reserve(ring, 40, 0);
	if (reserved)
		ringbuf_discard(reserved, 0);
tail:
	private_counter++;
	tail_call(ctx, &programs, 2);
	return 0;
}

SEC("raw_tp/sys_exit") int tail(void *ctx)
{
	tails++;
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
