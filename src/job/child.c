/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "job/frame.h"
#include "job/message.h"

/* The front ends a late child itself; the child's own timer is for a front that is stopped or stuck. */
enum { TIMER_GRACE_MS = 1000 };

/* A request holds a page and a little around it, a sound file, or a segment. */
enum { REQUEST_SLACK_BYTES = 4 << 20 };

static void place_fd(int from, int to)
{
    if (dup2(from, to) < 0)
        _exit(1);
}

/* Only the socket, the step's memory and standard error stay. Standard error goes nowhere but in a sanitized
 * build: what an engine prints when it dies is no business of the user's terminal, and the zygote reports the
 * signal. */
static void keep_descriptors(int *socket, int *memory)
{
    enum { SOCKET = 3, MEMORY = 4 };
    int high_socket = fcntl(*socket, F_DUPFD, 64),
        high_memory = *memory < 0 ? -1 : fcntl(*memory, F_DUPFD, 65);
    place_fd(high_socket, SOCKET);
    if (high_memory >= 0)
        place_fd(high_memory, MEMORY);
    *socket = SOCKET;
    *memory = high_memory >= 0 ? MEMORY : -1;
    closefrom(high_memory >= 0 ? MEMORY + 1 : SOCKET + 1);
#ifndef LISTENPOST_SANITIZED
    place_fd(STDIN_FILENO, STDERR_FILENO); /* the zygote's standard input is /dev/null */
#endif
}

static void arm_timer(int64_t ms)
{
    signal(SIGALRM, SIG_DFL);
    struct itimerval at = {.it_value = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000}};
    setitimer(ITIMER_REAL, &at, NULL);
}

static void become_child(pid_t zygote, int *socket, int *memory)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != zygote)
        _exit(1);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    keep_descriptors(socket, memory);
}

static void answer(int socket, bool ok, const struct buf *reply, const struct error *err)
{
    struct buf message = BUF_EMPTY;
    if (!ok)
        error_put(err, &message);
    frame_send(socket, ok ? FRAME_RESULT : FRAME_ERROR, buf_span(ok ? reply : &message), 0);
}

void child_main(const struct workshop *workshop, enum step_id step, int socket, int memory, pid_t zygote)
{
    const struct step_kind *kind = &workshop->kinds[step];
    become_child(zygote, &socket, &memory);
    arm_timer(step_timeout_ms(workshop->config, step) + TIMER_GRACE_MS);
    sandbox_enter(workshop->sandbox, kind->profile);

    struct buf request = BUF_EMPTY, reply = BUF_EMPTY;
    struct arena arena;
    arena_init(&arena);
    enum frame_type type = FRAME_ERROR;
    const struct config *config = workshop->config;
    int64_t largest =
        config->page_max_bytes > config->intro_max_bytes ? config->page_max_bytes : config->intro_max_bytes;
    size_t most = (size_t)largest + REQUEST_SLACK_BYTES;
    if (frame_receive(socket, most, 0, &type, &request) != FRAME_OK || type != FRAME_REQUEST)
        _exit(1);
    struct step_call call = {workshop, socket, memory, buf_span(&request), &arena, &reply};
    struct error err = {0};
    bool ok = kind->run(&call, &err);
    answer(socket, ok, &reply, &err);
    _exit(0); /* nothing is put in order: the engine hangs when it is asked to, and the kernel is faster */
}
