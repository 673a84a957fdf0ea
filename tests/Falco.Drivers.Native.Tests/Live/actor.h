// What the parts of the actor share.
#pragma once

// Tells the test that the deed of this number begins, and that the one before has ended.
void mark(int number);

// actor-compat.c; the result is the program's.
int call_as_32_bit_code(void);
