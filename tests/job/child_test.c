/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child as the zygote forks it for a step: looked at from outside while it waits for its request, and asked
 * to do what it must not. sandbox_test.c tries more, and each act outside first; here nobody but the child
 * itself has closed the walls, so this fails when the sandbox is off. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "job/frame.h"
#include "job/landlock.h"
#include "job/posts.h"

enum { ANSWER_BYTES = 64, ANSWER_MS = 10000 };

static struct sockaddr_in listener_address; /* the children inherit it */

/* ---- acts: true when they got through ---- */

static bool open_to_write(void)
{
    return open("/tmp/listenpost-child-probe", O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool open_to_read(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool write_outside(void)
{
    return write(STDOUT_FILENO, "x", 1) == 1;
}

static bool connect_outside(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&listener_address, sizeof listener_address) == 0;
}

static bool run_program(void)
{
    return execl("/bin/true", "true", (char *)NULL) == 0;
}

static bool trace(void)
{
    return ptrace(PTRACE_SEIZE, getppid(), NULL, NULL) == 0 || ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool signal_outside(void)
{
    return kill(getppid(), 0) == 0;
}

static bool fork_itself(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0;
}

static const struct {
    const char *name;
    bool (*act)(void);
    int allowed; /* bits of steps */
} acts[] = {
    {"open a file to write", open_to_write, 0},
    {"read a file that is not its own", open_to_read, 0},
    {"write to a descriptor", write_outside, 1 << STEP_FETCH},
    {"connect", connect_outside, 1 << STEP_FETCH},
    {"run a program", run_program, 0},
    {"trace", trace, 0},
    {"signal another process", signal_outside, 0},
    {"fork", fork_itself, 0},
};

/* The request's one byte chooses the act. */
static bool dare(struct step_call *call, struct error *err)
{
    (void)err;
    buf_add_text(call->reply, acts[(unsigned char)call->request.p[0]].act() ? "worked" : "refused");
    return true;
}

static const struct step_kind daring_kinds[STEP_IDS] = {
    [STEP_FETCH] = {"fetch", SANDBOX_FETCH, dare},
    [STEP_READ] = {"read", SANDBOX_READ, dare},
    [STEP_SAY] = {"say", SANDBOX_SAY, dare},
    [STEP_ENCODE] = {"encode", SANDBOX_COMPUTE, dare},
};

static bool works(struct pool *p, enum step_id step, char act)
{
    struct child child;
    struct buf reply = BUF_EMPTY;
    enum frame_type type;
    check_true(zygote_fork(&p->zygote, step, -1, &child));
    int64_t deadline = clock_ms() + ANSWER_MS;
    frame_send(child.socket, FRAME_REQUEST, (struct span){&act, 1}, deadline);
    enum frame_status status = frame_receive(child.socket, ANSWER_BYTES, deadline, &type, &reply);
    check_true(status == FRAME_OK || status == FRAME_END); /* FRAME_END: it was killed for it */
    bool worked = status == FRAME_OK && span_is(buf_span(&reply), "worked");
    buf_finish(&reply);
    child_close(&child);
    return worked;
}

static void no_act_outside_a_step_works_in_its_child(void)
{
    struct pool *p = started(1, daring_kinds);
    for (size_t act = 0; act < COUNT_OF(acts); act++) {
        if (acts[act].act == open_to_read && landlock_version() == 0)
            continue;
        for (int step = 0; step < STEP_IDS; step++)
            if (!check_number(works(p, (enum step_id)step, (char)act), acts[act].allowed >> step & 1))
                printf("  %s: %s\n", daring_kinds[step].name, acts[act].name);
    }
    check_number(access("/tmp/listenpost-child-probe", F_OK), -1);
    pool_stop(p);
}

static bool is_filtered(const void *pid)
{
    return status_of(*(const pid_t *)pid, "Seccomp:") == 2;
}

static bool is_gone(const void *pid)
{
    return kill(*(const pid_t *)pid, 0) != 0;
}

static void every_child_is_sandboxed_before_it_gets_its_request(void)
{
    struct pool *p = started(1, step_kinds);
    for (int step = 0; step < STEP_IDS; step++) {
        struct child child;
        pid_t pid = 0;
        check_true(zygote_fork(&p->zygote, (enum step_id)step, -1, &child));
        while (children_of(p->zygote.pid, &pid, 1) == 0)
            usleep(1000);
        check_true(eventually(is_filtered, &pid));
        check_number(status_of(pid, "NoNewPrivs:"), 1);
        check_number(status_of(pid, "CapEff:"), 0);
        child_close(&child);
        check_true(eventually(is_gone, &pid));
    }
    pool_stop(p);
}

static bool listen_here(void)
{
    socklen_t length = sizeof listener_address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    listener_address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return fd >= 0 && bind(fd, (struct sockaddr *)&listener_address, sizeof listener_address) == 0 &&
           listen(fd, 16) == 0 && getsockname(fd, (struct sockaddr *)&listener_address, &length) == 0;
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(no_act_outside_a_step_works_in_its_child),
        CHECK(every_child_is_sandboxed_before_it_gets_its_request),
    };
    if (!listen_here())
        return 2;
    return posts_main(argc, argv, checks, COUNT_OF(checks));
}
