// What a test cannot do in its own process. Does one thing for each run, named by the argument, and prints what it did as
// key=value lines.
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

static int call_as_32_bit_code(void)
{
    uint8_t *memory = low_memory();
    if (memory == MAP_FAILED)
        return 1;
    printf("process=%d\n", getpid());
    int32_t *pair = (int32_t *)memory;
    printf("pipe=%d\n", call32(42, low(pair), 0, 0));
    printf("output=%d\ninput=%d\n", pair[0], pair[1]);

    char *text = (char *)memory + 64;
    memcpy(text, "firstsecond", 11);
    uint32_t *vectors = (uint32_t *)(memory + 128);
    vectors[0] = low(text);
    vectors[1] = 5;
    vectors[2] = low(text + 5);
    vectors[3] = 6;
    printf("writev=%d\n", call32(146, pair[1], low(vectors), 2));

    int32_t *time = (int32_t *)(memory + 192);
    time[0] = 0;
    time[1] = 4321;
    printf("nanosleep=%d\n", call32(162, low(time), 0, 0));
    printf("lseek=%d\n", call32(19, -1, -5, 1));

    uint32_t *arguments = (uint32_t *)(memory + 256);
    int32_t *sockets = (int32_t *)(memory + 320);
    arguments[0] = 1; // AF_UNIX
    arguments[1] = 1; // SOCK_STREAM
    arguments[2] = 0;
    arguments[3] = low(sockets);
    printf("socketpair=%d\n", call32(102, 8, low(arguments), 0));
    printf("first=%d\nsecond=%d\n", sockets[0], sockets[1]);

    uint32_t *message = (uint32_t *)(memory + 384);
    memset(message, 0, 28);
    message[2] = low(vectors);
    message[3] = 2;
    arguments[0] = sockets[0];
    arguments[1] = low(message);
    arguments[2] = 0;
    printf("sendmsg=%d\n", call32(102, 16, low(arguments), 0));
    return 0;
}

#else

static int call_as_32_bit_code(void) { return 1; }

#endif

int main(int count, char **arguments)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (count == 2 && strcmp(arguments[1], "call-as-32-bit-code") == 0)
        return call_as_32_bit_code();
    fprintf(stderr, "actors-io: what?\n");
    return 2;
}
