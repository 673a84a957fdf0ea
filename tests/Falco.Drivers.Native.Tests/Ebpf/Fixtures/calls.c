// Functions that call each other, in one section and across sections, and callbacks.
// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

u64 total;
u64 calls;
u64 loops;

struct step {
	u64 sum;
};

static NOINLINE int deepest(int value)
{
	calls++;
	return value * 3 + (int)calls;
}

static NOINLINE int middle(int value)
{
	return deepest(value) + deepest(value + 1);
}

NOINLINE int global_function(int value)
{
	calls++;
	return middle(value) + 1;
}

__attribute__((visibility("hidden"))) NOINLINE int hidden_function(u64 *value)
{
	return value ? *value + deepest(4) : 0;
}

static long each(u32 index, struct step *step)
{
	step->sum += index + (u64)(deepest(1) & 0);
	loops++;
	return 0;
}

SEC("raw_tp/sys_exit") int first(void *ctx)
{
	u64 local = total;
	total = global_function(1) + hidden_function(&local);
	return 0;
}

SEC("raw_tp/sys_exit") int second(void *ctx)
{
	total = middle(2) + global_function(7);
	return 0;
}

SEC("raw_tp/sys_enter") int looping(void *ctx)
{
	struct step step = {};
	loop(10, each, &step, 0);
	total = step.sum;
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
