// Types that stand for a kernel's: its BTF is what core.c is relocated against.
// SPDX-License-Identifier: Apache-2.0
#include "fixture.h"

struct inner {
	int before;
	long value;
	int list[6];
};

struct sample {
	long added;
	struct {
		int in_nameless;
		union {
			short in_union;
			long other;
		};
	};
	struct inner nested[4];
	struct inner *pointer;
	const struct inner *const qualified;
	u32 low : 3, middle : 7;
	s32 with_sign : 5;
	u64 wide : 40;
	u16 narrowed;
	u32 widened;
	s32 became_signed_wide;
	char name[16];
	enum state { STATE_RUNNING = 5, STATE_NEGATIVE = -2, STATE_ADDED = 77 } state;
	void (*callback)(int);
	struct inner open_ended[];
};

struct of_kernel_only {
	int field;
};

union either {
	int one;
	char many[24];
};

typedef struct inner inner_t;
typedef struct { int counter; } counted_t;
enum huge { HUGE_VALUE = 0x123456789abULL, HUGE_OTHER = 1 };
struct clash { int first; };

_Static_assert(__builtin_offsetof(struct sample, in_nameless) == 8, "");
_Static_assert(__builtin_offsetof(struct sample, in_union) == 16, "");
_Static_assert(__builtin_offsetof(struct sample, nested[2].list[3]) == 24 + 2 * 40 + 16 + 12, "");
_Static_assert(__builtin_offsetof(struct sample, pointer) == 184, "");
_Static_assert(__builtin_offsetof(struct sample, narrowed) == 208, "");
_Static_assert(__builtin_offsetof(struct sample, widened) == 212, "");
_Static_assert(__builtin_offsetof(struct sample, name) == 220, "");
_Static_assert(__builtin_offsetof(struct sample, callback) == 240, "");
_Static_assert(sizeof(struct sample) == 248, "");

struct sample sample;
struct of_kernel_only of_kernel_only;
union either either;
inner_t inner;
counted_t counted;
enum huge huge;
struct clash clash;

// Another structure of the same name, as two drivers of a kernel may have; and one that agrees in what is asked.
void scope(void)
{
	struct clash {
		long added;
		int first;
	};
	struct inner {
		int before;
		long value;
	};
	static volatile struct clash other_clash;
	static volatile struct inner other_inner;

	other_clash.first = 1;
	other_inner.before = 1;
}
