// Calls as 32-bit code makes them, in a program of 64 bits.
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include "actor.h"

#if defined(__x86_64__)

// A call as 32-bit code makes it: by another table, and with structures of another size. Where the kernel does not take such
// calls the process dies here.
static int call32(int number, uint32_t first, uint32_t second, uint32_t third)
{
    int result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(second), "d"(third) : "memory", "r8", "r9", "r10", "r11");
    return result;
}

// Memory whose addresses 32-bit code can name.
static uint8_t *low_memory(void)
{
    return mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
}

static uint32_t low(const void *pointer) { return (uint32_t)(uintptr_t)pointer; }

// Told at the end: to print is a call, too.
int call_as_32_bit_code(void)
{
    uint8_t *memory = low_memory();
    if (memory == MAP_FAILED)
        return 1;
    mark(0);
    int32_t *pair = (int32_t *)memory;
    int pipe = call32(42, low(pair), 0, 0);

    char *text = (char *)memory + 64;
    memcpy(text, "firstsecond", 11);
    uint32_t *vectors = (uint32_t *)(memory + 128);
    vectors[0] = low(text);
    vectors[1] = 5;
    vectors[2] = low(text + 5);
    vectors[3] = 6;
    int writev = call32(146, pair[1], low(vectors), 2);

    int32_t *time = (int32_t *)(memory + 192);
    time[0] = 0;
    time[1] = 4321;
    int nanosleep = call32(162, low(time), 0, 0);
    int lseek = call32(19, -1, -5, 1);

    uint32_t *arguments = (uint32_t *)(memory + 256);
    int32_t *sockets = (int32_t *)(memory + 320);
    arguments[0] = 1; // AF_UNIX
    arguments[1] = 1; // SOCK_STREAM
    arguments[2] = 0;
    arguments[3] = low(sockets);
    int socketpair = call32(102, 8, low(arguments), 0);

    uint32_t *message = (uint32_t *)(memory + 384);
    memset(message, 0, 28);
    message[2] = low(vectors);
    message[3] = 2;
    arguments[0] = sockets[0];
    arguments[1] = low(message);
    arguments[2] = 0;
    int sendmsg = call32(102, 16, low(arguments), 0);
    mark(1);

    printf("pipe=%d\noutput=%d\ninput=%d\nwritev=%d\n", pipe, pair[0], pair[1], writev);
    printf("nanosleep=%d\nlseek=%d\n", nanosleep, lseek);
    printf("socketpair=%d\nfirst=%d\nsecond=%d\nsendmsg=%d\n", socketpair, sockets[0], sockets[1], sendmsg);
    return 0;
}

#else

int call_as_32_bit_code(void) { return 1; }

#endif
