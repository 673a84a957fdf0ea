// Asks a kernel's types all that can be asked.
// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

struct inner {
	long value;
	int list[4];
} RELOCATED;

struct sample {
	int in_nameless;
	short in_union;
	struct inner nested[4];
	struct inner *pointer;
	struct inner *qualified;
	u32 middle : 7;
	s32 with_sign : 5;
	u64 wide : 40;
	u32 low : 3;
	u64 narrowed;
	u64 widened;
	s64 became_signed_wide;
	char name[8];
	void (*callback)(int);
	struct inner open_ended[];
} RELOCATED;

struct sample___flavoured {
	int of_the_future;
	long added;
} RELOCATED;

struct absent {
	int field;
} RELOCATED;

struct sample___mistaken {
	int nested;
} RELOCATED;

struct clash {
	int first;
} RELOCATED;

union either {
	int one;
} RELOCATED;

typedef struct inner inner_t;
typedef struct { int other; } counted_t;
enum state { STATE_RUNNING = 1, STATE_NEGATIVE = 2 };
enum state___newer { STATE_ADDED___newer = 3, STATE_FUTURE = 4 };
enum huge { HUGE_VALUE = 0x5ULL << 40 };

u64 results[32];
const volatile int is_new = 0;

SEC("raw_tp/sys_exit") int offsets(void *ctx)
{
	struct sample *sample = 0;
	results[0] = OFFSET_OF(sample->in_nameless);
	results[1] = OFFSET_OF(sample->in_union);
	results[2] = OFFSET_OF(sample->nested[2].list[3]);
	results[3] = OFFSET_OF(sample->pointer);
	results[4] = OFFSET_OF(sample->open_ended[3].value);
	results[5] = OFFSET_OF(sample[2].name[1]);
	results[6] = OFFSET_OF(((struct sample___flavoured *)0)->added);
	results[7] = OFFSET_OF(sample->callback);
	return 0;
}

SEC("raw_tp/sys_exit") int sizes(void *ctx)
{
	struct sample *sample = 0;
	results[0] = SIZE_OF(sample->name);
	results[1] = SIZE_OF(sample->nested);
	results[2] = SIZE_OF(sample->narrowed);
	results[3] = SIZE_OF(sample->middle);
	results[4] = SIZE_OF(sample->nested[1]);
	results[5] = TYPE_SIZE(struct sample);
	results[6] = TYPE_SIZE(struct absent);
	results[7] = TYPE_SIZE(inner_t);
	results[8] = TYPE_SIZE(union either);
	return 0;
}

SEC("raw_tp/sys_exit") int existence(void *ctx)
{
	struct sample *sample = 0;
	results[0] = EXISTS(sample->in_union);
	results[1] = EXISTS(((struct sample___flavoured *)0)->of_the_future);
	results[2] = EXISTS(((struct absent *)0)->field);
	results[3] = TYPE_EXISTS(struct sample___flavoured);
	results[4] = TYPE_EXISTS(struct absent);
	results[5] = ENUMERATOR_EXISTS(enum state, STATE_RUNNING);
	results[6] = ENUMERATOR_EXISTS(enum state___newer, STATE_ADDED___newer);
	results[7] = ENUMERATOR_EXISTS(enum state___newer, STATE_FUTURE);
	results[8] = EXISTS(((struct sample___mistaken *)0)->nested);
	results[9] = TYPE_EXISTS(counted_t);
	results[10] = TYPE_EXISTS(inner_t);
	results[11] = EXISTS(sample->nested[3].list[3]);
	results[12] = EXISTS(sample->qualified);
	return 0;
}

SEC("raw_tp/sys_exit") int values(void *ctx)
{
	results[0] = ENUMERATOR_VALUE(enum state, STATE_RUNNING);
	results[1] = ENUMERATOR_VALUE(enum state, STATE_NEGATIVE);
	results[2] = ENUMERATOR_VALUE(enum state___newer, STATE_ADDED___newer);
	results[3] = ENUMERATOR_VALUE(enum huge, HUGE_VALUE);
	results[4] = LOCAL_ID(struct sample);
	results[5] = TARGET_ID(struct sample);
	results[6] = TARGET_ID(struct absent);
	return 0;
}

SEC("raw_tp/sys_exit") int bit_fields(void *ctx)
{
	struct sample *sample = 0;
	results[0] = OFFSET_OF(sample->middle);
	results[1] = LEFT_SHIFT(sample->middle);
	results[2] = RIGHT_SHIFT(sample->middle);
	results[3] = IS_SIGNED(sample->middle);
	results[4] = OFFSET_OF(sample->with_sign);
	results[5] = LEFT_SHIFT(sample->with_sign);
	results[6] = RIGHT_SHIFT(sample->with_sign);
	results[7] = IS_SIGNED(sample->with_sign);
	results[8] = OFFSET_OF(sample->wide);
	results[9] = LEFT_SHIFT(sample->wide);
	results[10] = RIGHT_SHIFT(sample->wide);
	results[11] = OFFSET_OF(sample->low);
	results[12] = LEFT_SHIFT(sample->low);
	results[13] = LEFT_SHIFT(sample->widened);
	results[14] = RIGHT_SHIFT(sample->widened);
	results[15] = IS_SIGNED(sample->became_signed_wide);
	return 0;
}

// Unsigned integers are read with the width that they have in the kernel. The context is no such structure: the verifier
// would refuse the loads, which a constant that is zero keeps from being reached.
SEC("raw_tp/sys_exit") int widths(struct sample *sample)
{
	if (is_new) {
		results[0] = sample->narrowed;
		results[1] = sample->widened;
		results[2] = (u64)sample->pointer;
		sample->narrowed = 5;
		sample->widened = results[0];
	}
	return 0;
}

// Signed integers cannot be: the load must never run.
SEC("raw_tp/sys_exit") int unsafe_width(struct sample *sample)
{
	if (is_new)
		results[0] = sample->became_signed_wide;
	return 0;
}

SEC("raw_tp/sys_exit") int dead_code(void *ctx)
{
	struct sample___flavoured *sample = 0;
	results[0] = 1;
	if (EXISTS(sample->of_the_future))
		results[0] = OFFSET_OF(sample->of_the_future);
	if (ENUMERATOR_EXISTS(enum state___newer, STATE_FUTURE))
		results[1] = ENUMERATOR_VALUE(enum state___newer, STATE_FUTURE);
	return 0;
}

SEC("raw_tp/sys_exit") int live_code(void *ctx)
{
	results[0] = OFFSET_OF(((struct sample___flavoured *)0)->of_the_future);
	return 0;
}

SEC("raw_tp/sys_exit") int ambiguous(void *ctx)
{
	results[0] = OFFSET_OF(((struct clash *)0)->first);
	return 0;
}

SEC("raw_tp/sys_exit") int agreed(void *ctx)
{
	results[0] = OFFSET_OF(((struct inner *)0)->value);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
