/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each probe is tried in a process of its own, first free (it must work, or it proves nothing), then in each
 * profile. */
#include "job/sandbox.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <iconv.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "job/landlock.h"
#include "speech/speech.h"

enum { FREE = -1, WORKED = 42, REFUSED = 43 };

static struct config config;
static struct sandbox *sandbox;
static int listener, spare_pipe[2];
static struct sockaddr_in listener_address;

/* ---- probes: true when they got through ---- */

static bool writes_a_file(void)
{
    return open("/tmp/listenpost-sandbox-probe", O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool makes_a_folder(void)
{
    int fd = open("/tmp", O_RDONLY | O_DIRECTORY);
    return fd >= 0 && mkdirat(fd, "listenpost-sandbox-probe-folder", 0700) == 0 &&
           unlinkat(fd, "listenpost-sandbox-probe-folder", AT_REMOVEDIR) == 0;
}

static bool writes_to_a_pipe(void)
{
    return write(spare_pipe[1], "x", 1) == 1;
}

static bool reads_the_users(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool connects(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&listener_address, sizeof listener_address) == 0;
}

static bool opens_a_local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool runs_a_program(void)
{
    return execl("/bin/sh", "sh", "-c", "exit 42", (char *)NULL) == 0;
}

static bool forks(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0 && waitpid(pid, NULL, 0) == pid;
}

static bool traces(void)
{
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool signals_its_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static bool runs_code_of_its_own(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
           MAP_FAILED;
}

static bool reads_speech_data(void)
{
    char path[600];
    snprintf(path, sizeof path, "%s/en_dict", speech_data_folder());
    return open(path, O_RDONLY) >= 0;
}

static bool converts_an_old_character_set(void)
{
    char in[] = "\xF7", out[8];
    char *from = in, *to = out;
    size_t left = 1, room = sizeof out;
    iconv_t c = iconv_open("UTF-8", "KOI8-R");
    return c != (iconv_t)-1 && iconv(c, &from, &left, &to, &room) != (size_t)-1 && memcmp(out, "В", 2) == 0;
}

static bool resolves_a_name(void)
{
    struct addrinfo *found = NULL;
    return getaddrinfo("localhost", "80", NULL, &found) == 0;
}

static void *nothing(void *arg)
{
    return arg;
}

static bool starts_a_thread(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

/* ---- one try ---- */

/* Exit status of a process that tried; WORKED, REFUSED, or -signal. */
static int try_probe(int profile, bool (*probe)(void))
{
    pid_t pid = fork();
    if (pid == 0) {
        if (profile != FREE)
            sandbox_enter(sandbox, (enum sandbox_profile)profile);
        _exit(probe() ? WORKED : REFUSED);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static const char *const profile_names[SANDBOX_PROFILES] = {"compute", "read", "say", "fetch"};

/* 'allowed': bits of the profiles in which it is meant to work. */
static void confine(const char *what, bool (*probe)(void), int allowed)
{
    if (!check_number(try_probe(FREE, probe), WORKED))
        printf("  %s: proves nothing, it does not even work outside\n", what);
    for (int profile = 0; profile < SANDBOX_PROFILES; profile++) {
        int got = try_probe(profile, probe);
        bool right = allowed & (1 << profile) ? got == WORKED : got == REFUSED || got == -SIGSYS;
        if (!check_true(right))
            printf("  %s in '%s': %d\n", what, profile_names[profile], got);
    }
}

#define CONFINE(probe, allowed) confine(#probe, probe, allowed)
enum { NOWHERE = 0, IN_READ = 1 << SANDBOX_READ, IN_SAY = 1 << SANDBOX_SAY, IN_FETCH = 1 << SANDBOX_FETCH };

static void no_child_writes_files(void)
{
    CONFINE(writes_a_file, NOWHERE);
    CONFINE(makes_a_folder, NOWHERE);
    unlink("/tmp/listenpost-sandbox-probe");
}

static void only_the_fetching_child_writes_to_descriptors(void)
{
    CONFINE(writes_to_a_pipe, IN_FETCH);
}

static void no_child_reads_files_that_are_not_its_own(void)
{
    if (landlock_version() == 0) {
        check_skip("this kernel has no Landlock");
        return;
    }
    CONFINE(reads_the_users, NOWHERE);
    CONFINE(reads_speech_data, IN_SAY | IN_FETCH); /* it lies below /usr */
}

static void only_the_fetching_child_reaches_the_network(void)
{
    CONFINE(connects, IN_FETCH);
    CONFINE(resolves_a_name, IN_FETCH);
    CONFINE(opens_a_local_socket, NOWHERE);
}

static void no_child_starts_touches_or_becomes_another_process(void)
{
    CONFINE(runs_a_program, NOWHERE);
    CONFINE(forks, NOWHERE);
    CONFINE(traces, NOWHERE);
    CONFINE(signals_its_parent, NOWHERE);
    CONFINE(starts_a_thread, IN_FETCH);
}

static void children_that_need_no_shared_objects_run_no_new_code(void)
{
    CONFINE(runs_code_of_its_own, IN_READ | IN_FETCH);
}

static void the_reading_child_converts_character_sets(void)
{
    check_number(try_probe(SANDBOX_READ, converts_an_old_character_set), WORKED);
}

/* ---- limits ---- */

static bool allocates_too_much(void)
{
    size_t n = (size_t)config.step_max_memory_bytes * 3;
    volatile char *p = malloc(n);
    return p && (p[n / 2] = 1);
}

static bool spins(void)
{
    for (volatile unsigned long i = 1; i; i++)
        ;
    return false;
}

static void memory_beyond_the_limit_is_not_given(void)
{
#ifdef LISTENPOST_SANITIZED
    check_skip("a sanitizer's shadow memory leaves no room for a limit");
    return;
#endif
    check_number(try_probe(FREE, allocates_too_much), WORKED);
    check_number(try_probe(SANDBOX_COMPUTE, allocates_too_much), REFUSED);
}

static void processor_time_beyond_the_limit_ends_the_child(void)
{
    int64_t before = config.step_max_cpu_s;
    config.step_max_cpu_s = 1;
    check_number(try_probe(SANDBOX_COMPUTE, spins), -SIGXCPU);
    config.step_max_cpu_s = before;
}

static bool aborts(void)
{
    abort();
}

/* An engine's fault must not look like an attack, and the other way round. */
static void an_abort_is_not_taken_for_a_violation(void)
{
    int got = try_probe(SANDBOX_COMPUTE, aborts);
    check_true(got != WORKED && got != REFUSED && got != -SIGSYS);
}

static bool prepare(void)
{
    struct error err = {0};
    socklen_t length = sizeof listener_address;
    config_init(&config);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    listener_address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    if (bind(listener, (struct sockaddr *)&listener_address, sizeof listener_address) != 0 ||
        listen(listener, 64) != 0 ||
        getsockname(listener, (struct sockaddr *)&listener_address, &length) != 0 ||
        pipe2(spare_pipe, O_CLOEXEC) != 0 || !speech_start(&err))
        return false;
    sandbox = sandbox_create(&config, speech_data_folder(), &err);
    return sandbox != NULL;
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(no_child_writes_files),
        CHECK(only_the_fetching_child_writes_to_descriptors),
        CHECK(no_child_reads_files_that_are_not_its_own),
        CHECK(only_the_fetching_child_reaches_the_network),
        CHECK(no_child_starts_touches_or_becomes_another_process),
        CHECK(children_that_need_no_shared_objects_run_no_new_code),
        CHECK(the_reading_child_converts_character_sets),
        CHECK(memory_beyond_the_limit_is_not_given),
        CHECK(processor_time_beyond_the_limit_ends_the_child),
        CHECK(an_abort_is_not_taken_for_a_violation),
    };
    if (!prepare()) {
        puts("FAIL prepare: no listener, engine or sandbox");
        return 1;
    }
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    config_finish(&config);
    return status;
}
