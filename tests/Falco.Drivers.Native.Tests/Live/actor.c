// What a test lets another process do, because it would change the test's own: one deed a run, told as key=value lines.
//
//   actor call CALL… [-- CALL…]              system calls one after another; CALL is a number and its arguments:
//                                            numbers, @text, #bytes (in hexadecimal digits), $0 or $0+8 (from the result of a call before)
//   actor report [TEXT…]                     what the process is
//   actor exec USER GROUP FURTHER PATH [TEXT…]  becomes somebody, and runs a program
//   actor exec-memory | exec-descriptor [TEXT…]  runs itself from anonymous memory, or by a descriptor
//   actor overlay FOLDER                     runs itself from both layers of an overlay, and opens files of both
//   actor child HOW                          fork, vfork, clone, clone3, namespace: makes a child
//   actor end HOW FOLDER                     a child that ends: exit, kill, core (written to the folder), orphans, reaped
//   actor signal HOW                         signals to itself and to a child
//   actor trace                              traces a child
//   actor call-as-32-bit-code                calls by the other table and with its structures; dies where the kernel takes none
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "actor.h"

#define MARK (-424242) // the test looks for a close of this descriptor, less the number of the deed

struct sizes { long size, resident, minor, major; };

static const char *const environment[] = { "FALCO_FIRST=one", "FALCO_SECOND=", NULL };
static char self[4096];

static void fail(const char *what)
{
    printf("failed=%s: %s\n", what, strerror(errno));
    fflush(stdout);
    _exit(99);
}

void mark(int number) { syscall(SYS_close, MARK - number); }

static long sum(const char *text, int field)
{
    for (; field > 0 && text; field--)
        text = strchr(text + 1, ' ');
    return text ? strtol(text, NULL, 10) : 0;
}

// Makes no call that changes the memory.
static struct sizes read_sizes(void)
{
    struct sizes sizes = { 0 };
    char text[1024] = { 0 };
    int file = open("/proc/self/statm", O_RDONLY);
    if (read(file, text, sizeof(text) - 1) > 0) {
        sizes.size = sum(text, 0) * 4;
        sizes.resident = sum(text, 1) * 4;
    }
    close(file);
    memset(text, 0, sizeof(text));
    file = open("/proc/thread-self/stat", O_RDONLY);
    if (read(file, text, sizeof(text) - 1) > 0) {
        char *rest = strrchr(text, ')');
        sizes.minor = sum(rest, 8);
        sizes.major = sum(rest, 10);
    }
    close(file);
    return sizes;
}

static void tell_sizes(const char *prefix, struct sizes sizes)
{
    printf("%ssize=%ld\n%sresident=%ld\n%sminor=%ld\n%smajor=%ld\n", prefix, sizes.size, prefix, sizes.resident, prefix, sizes.minor,
        prefix, sizes.major);
}

// What another process may have told for this one goes to the same pipe: one write.
static void tell_process(const char *prefix)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    char name[16];
    prctl(PR_GET_NAME, name);
    printf("%spid=%d\n%stid=%ld\n%sparent=%d\n%sgroup=%d\n%suser=%d\n%sgid=%d\n%sdescriptors=%llu\n%scomm=%s\n", prefix, getpid(), prefix,
        syscall(SYS_gettid), prefix, getppid(), prefix, getpgrp(), prefix, geteuid(), prefix, getegid(), prefix,
        (unsigned long long)limit.rlim_cur, prefix, name);
    tell_sizes(prefix, read_sizes());
    fflush(stdout);
}

static void copy(const char *from, int to)
{
    char bytes[65536];
    ssize_t length;
    int file = open(from, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        fail(from);
    while ((length = read(file, bytes, sizeof(bytes))) > 0)
        if (write(to, bytes, length) != length)
            fail("copy");
    close(file);
}

static void copy_to(const char *from, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0755);
    if (file < 0)
        fail(path);
    copy(from, file);
    close(file);
}

static void tell_file(const char *prefix, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        fail(path);
    printf("%sino=%lu\n%smajor=%u\n%sminor=%u\n%sctime=%ld\n%smtime=%ld\n", prefix, status.st_ino, prefix,
        (unsigned)(status.st_dev >> 8) & 0xfff, prefix, (unsigned)((status.st_dev & 0xff) | ((status.st_dev >> 12) & 0xfff00)), prefix,
        status.st_ctim.tv_sec * 1000000000 + status.st_ctim.tv_nsec, prefix, status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec);
}

// --- call

#define CALLS 16
static long results[CALLS];
static struct sizes before[CALLS], after[CALLS];
static unsigned char *buffers[CALLS][6];
static size_t lengths[CALLS][6];

static long argument(int call, int place, char *text)
{
    if (*text == '@')
        return (long)(text + 1);
    if (*text == '$')
        return results[atoi(text + 1)] + (strchr(text, '+') ? atol(strchr(text, '+')) : 0);
    if (*text != '#')
        return (long)strtoull(text, NULL, 0);
    size_t length = lengths[call][place] = strlen(text + 1) / 2;
    unsigned char *buffer = buffers[call][place] = calloc(length + 1, 1);
    for (size_t i = 0; i < length; i++)
        sscanf(text + 1 + 2 * i, "%2hhx", &buffer[i]);
    return (long)buffer;
}

static void make_calls(char **words)
{
    // All arguments first, so that nothing is allocated between the calls; results of calls before are read in the last moment.
    char **starts[CALLS];
    long values[CALLS][6] = { 0 };
    int numbers[CALLS], counts[CALLS], count = 0;
    for (; *words && count < CALLS; count++) {
        starts[count] = words;
        numbers[count] = atoi(*words++);
        for (counts[count] = 0; *words && strcmp(*words, "--") != 0; words++, counts[count]++)
            values[count][counts[count]] = argument(count, counts[count], *words);
        if (*words)
            words++;
    }

    for (int i = 0; i < count; i++) {
        long *v = values[i];
        for (int place = 0; place < counts[i]; place++)
            if (starts[i][1 + place][0] == '$')
                v[place] = argument(i, place, starts[i][1 + place]);
        before[i] = read_sizes();
        mark(i);
        results[i] = syscall(numbers[i], v[0], v[1], v[2], v[3], v[4], v[5]);
        if (results[i] == -1)
            results[i] = -errno;
        after[i] = read_sizes();
    }

    mark(count);
    for (int i = 0; i < count; i++) {
        char prefix[32];
        printf("result%d=%ld\n", i, results[i]);
        snprintf(prefix, sizeof(prefix), "before%d.", i);
        tell_sizes(prefix, before[i]);
        snprintf(prefix, sizeof(prefix), "after%d.", i);
        tell_sizes(prefix, after[i]);
        for (int place = 0; place < 6; place++) {
            if (!buffers[i][place])
                continue;
            printf("buffer%d.%d=", i, place);
            for (size_t at = 0; at < lengths[i][place]; at++)
                printf("%02X", buffers[i][place][at]);
            printf("\n");
        }
    }
}

// --- programs

static void report(void)
{
    tell_process("");
    char line[4096];
    FILE *file = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof(line), file))
        if (strncmp(line, "Cap", 3) == 0)
            printf("%.6s=%s", line, line + 8);
    fclose(file);
    file = fopen("/proc/self/loginuid", "r");
    if (file && fgets(line, sizeof(line), file))
        printf("login=%s\n", line);
    if (file)
        fclose(file);
}

static void run(char **words)
{
    gid_t further = atoi(words[2]);
    if (setgroups(further ? 1 : 0, &further) != 0 || setresgid(atoi(words[1]), atoi(words[1]), atoi(words[1])) != 0
        || setresuid(atoi(words[0]), atoi(words[0]), atoi(words[0])) != 0)
        fail("identity");
    mark(0);
    execve(words[3], words + 4, (char **)environment);
    printf("result=%d\n", -errno);
    // What the failed call told of the process.
    report();
}

static void run_from_memory(char **words)
{
    int memory = syscall(SYS_memfd_create, "falco-program", 0);
    copy(self, memory);
    char path[64];
    snprintf(path, sizeof(path), "/proc/self/fd/%d", memory);
    tell_file("file.", path);
    printf("descriptor=%d\n", memory);
    fflush(stdout);
    mark(0);
    syscall(SYS_execveat, memory, "", words, environment, 0x1000);
    fail("execveat");
}

static void run_by_descriptor(char **words)
{
    int program = open(self, O_PATH | O_CLOEXEC);
    printf("descriptor=%d\n", program);
    fflush(stdout);
    mark(0);
    syscall(SYS_execveat, program, "", words, environment, 0x1000);
    fail("execveat");
}

static long wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            fail("waitpid");
    return status;
}

static void run_and_wait(const char *prefix, const char *path)
{
    char *words[] = { (char *)path, "report", NULL };
    tell_file(prefix, path);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, 1);
        execve(path, words, (char **)environment);
        _exit(98);
    }
    printf("%spid=%d\n", prefix, child);
    if (wait_for(child) != 0)
        fail(path);
}

// The mounts live in a namespace of their own, and end with the process.
static void overlay(const char *folder)
{
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 || mount("falco", folder, "tmpfs", 0, NULL) != 0
        || chdir(folder) != 0)
        fail("tmpfs");
    mkdir("lower", 0755);
    mkdir("upper", 0755);
    mkdir("work", 0755);
    mkdir("merged", 0755);
    copy_to(self, "lower/program");
    if (mount("falco", "merged", "overlay", 0, "lowerdir=lower,upperdir=upper,workdir=work") != 0)
        fail("overlay");
    copy_to(self, "merged/new");
    run_and_wait("lower.", "merged/program");
    run_and_wait("upper.", "merged/new");
    mark(0);
    printf("lower.fd=%ld\n", syscall(SYS_openat, AT_FDCWD, "merged/program", O_RDONLY, 0));
    mark(1);
    printf("upper.fd=%ld\n", syscall(SYS_openat, AT_FDCWD, "merged/new", O_RDONLY, 0));
    mark(2);
    printf("created.fd=%ld\n", syscall(SYS_creat, "merged/created", 0600));
    mark(3);
    tell_file("created.", "merged/created");
}

// --- children

static void child(const char *how)
{
    struct clone_args arguments = { .flags = CLONE_FILES | CLONE_FS, .exit_signal = SIGCHLD };
    int is_vfork = strcmp(how, "vfork") == 0;
    tell_process("parent.");
    if (strcmp(how, "namespace") == 0 && unshare(CLONE_NEWPID) != 0)
        fail("unshare");
    struct sizes sizes = read_sizes();
    mark(0);
    long pid = is_vfork ? vfork()
        : strcmp(how, "clone") == 0 ? syscall(SYS_clone, CLONE_FILES | CLONE_SYSVSEM | SIGCHLD, 0, 0, 0, 0)
        : strcmp(how, "clone3") == 0 ? syscall(SYS_clone3, &arguments, sizeof(arguments))
        : syscall(SYS_fork);
    if (pid == 0) {
        tell_process("child.");
        _exit(0);
    }
    struct sizes later = read_sizes();
    printf("result=%ld\n", pid);
    tell_sizes("before.", sizes);
    tell_sizes("after.", later);
    wait_for(pid);
}

static void end(const char *how, const char *folder)
{
    int is_orphans = strcmp(how, "orphans") == 0 || strcmp(how, "reaped") == 0;
    int ends[2], ready[2];
    if (pipe(ends) != 0 || pipe(ready) != 0)
        fail("pipe");
    if (strcmp(how, "reaped") == 0)
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (strcmp(how, "core") == 0) {
            struct rlimit limit = { 0 };
            getrlimit(RLIMIT_CORE, &limit);
            limit.rlim_cur = limit.rlim_max;
            setrlimit(RLIMIT_CORE, &limit);
            if (chdir(folder) != 0)
                _exit(97);
            raise(SIGQUIT);
        }
        if (strcmp(how, "kill") == 0)
            raise(SIGKILL);
        pid_t grandchild = is_orphans ? fork() : -1;
        if (grandchild == 0) {
            // Lives until its parent has ended, and says who its parent is then.
            char byte;
            pid_t first = getppid();
            if (write(ready[1], "r", 1) != 1 || read(ends[0], &byte, 1) != 1)
                _exit(1);
            printf("reaper=%d\nfirst=%d\n", getppid(), first);
            fflush(stdout);
            _exit(0);
        }
        char byte;
        if (is_orphans && read(ready[0], &byte, 1) != 1)
            _exit(96);
        _exit(37);
    }
    printf("child=%d\nstatus=%ld\n", child, wait_for(child));
    fflush(stdout);
    if (is_orphans && write(ends[1], "e", 1) != 1)
        fail("write");
    if (strcmp(how, "reaped") == 0)
        wait_for(-1);
}

// --- signals

static void ignore(int number) { (void)number; }

static void send_signals(void)
{
    struct sigaction action = { .sa_handler = ignore };
    int numbers[] = { SIGTERM, SIGUSR1, SIGALRM, SIGCHLD, SIGRTMIN };
    for (unsigned i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        sigaction(numbers[i], &action, NULL);
    mark(0);
    syscall(SYS_kill, getpid(), SIGTERM);
    mark(1);
    syscall(SYS_tkill, syscall(SYS_gettid), SIGUSR1);
    mark(2);
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGRTMIN);
    mark(3);
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    kill(child, SIGKILL);
    long status = wait_for(child);
    mark(4);
    alarm(1);
    pause();
    mark(5);
    printf("child=%d\nstatus=%ld\nrealtime=%d\n", child, status, SIGRTMIN);
}

static long word = 0x1122334455667788;

static long traced(long request, long pid, long address, long data)
{
    long result = syscall(SYS_ptrace, request, pid, address, data);
    return result == -1 ? -errno : result;
}

static void trace(void)
{
    pid_t child = fork();
    if (child == 0) {
        mark(0);
        syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0x11, 0x22);
        mark(1);
        raise(SIGSTOP);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    static long answer;
    long results[6];
    mark(0);
    results[0] = traced(PTRACE_PEEKDATA, child, (long)&word, (long)&answer);
    mark(1);
    results[1] = traced(PTRACE_POKEDATA, child, (long)&word, 0x4242);
    mark(2);
    results[2] = traced(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD);
    mark(3);
    results[3] = traced(PTRACE_PEEKDATA, child, 8, (long)&answer);
    mark(4);
    results[4] = traced(PTRACE_CONT, child, 0, 0);
    mark(5);
    wait_for(child);
    printf("child=%d\nword=%ld\nplace=%ld\n", child, answer, (long)&word);
    for (int i = 0; i < 5; i++)
        printf("result%d=%ld\n", i, results[i]);
}

int main(int count, char **words)
{
    const char *deed = count > 1 ? words[1] : "";
    if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
        fail("self");
    printf("actor=%d\n", getpid());
    fflush(stdout);
    if (strcmp(deed, "call") == 0)
        make_calls(words + 2);
    else if (strcmp(deed, "report") == 0)
        report();
    else if (strcmp(deed, "exec") == 0 && count > 5)
        run(words + 2);
    else if (strcmp(deed, "exec-memory") == 0)
        run_from_memory(words + 2);
    else if (strcmp(deed, "exec-descriptor") == 0)
        run_by_descriptor(words + 2);
    else if (strcmp(deed, "overlay") == 0 && count > 2)
        overlay(words[2]);
    else if (strcmp(deed, "child") == 0 && count > 2)
        child(words[2]);
    else if (strcmp(deed, "end") == 0 && count > 3)
        end(words[2], words[3]);
    else if (strcmp(deed, "signal") == 0)
        send_signals();
    else if (strcmp(deed, "trace") == 0)
        trace();
    else if (strcmp(deed, "call-as-32-bit-code") == 0)
        return call_as_32_bit_code();
    else
        return 2;
    return 0;
}
