/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loop waits for three things: a request to fork, the end of a child (a signalfd, because the engine
 * starts a thread of its own that would otherwise take the signal), and a front that closed a child's status
 * pipe, which means "end it". */
#include "job/zygote_main.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "job/frame.h"
#include "job/message.h"

enum {
    CHILDREN_MAX = 256, /* at once; workers are at most 64, ended ones linger for a moment */
    IDLE_MS = 100,      /* without a child: a server that waits for its next post */
};

struct running {
    pid_t pid;
    int status; /* -1: nobody wants to know any more */
    enum step_id step;
};

struct loop {
    int control, signals;
    struct workshop workshop;
    struct running running[CHILDREN_MAX];
    size_t nrunning;
};

static bool load(struct workshop *w, struct error *err)
{
    if (!article_check_config(w->config, err))
        return false;
    w->scripter = scripter_create(w->config, err);
    if (!w->scripter || !speech_start(err) || !speech_data_digest(speech_data_folder(), w->speech_data, err))
        return false;
    w->voices = voices_load(w->config, err);
    if (!w->voices)
        return false;
    w->sandbox = sandbox_create(w->config, speech_data_folder(), err);
    return w->sandbox != NULL;
}

static void say_hello(int socket, const struct workshop *w, bool ok, const struct error *err)
{
    struct buf message = BUF_EMPTY;
    if (ok) {
        wire_put_span(&message, speech_engine_version());
        wire_put_span(&message, span_of(w->speech_data));
        voices_put(w->voices, &message);
    } else {
        error_put(err, &message);
    }
    frame_send(socket, ok ? FRAME_RESULT : FRAME_ERROR, buf_span(&message), 0);
    buf_finish(&message);
    close(socket);
}

/* Descriptors of the terminal and of the front's files stay out of the children; signals from the terminal go
 * to the front alone, which ends the rest. */
static void detach(int *control, int *hello)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "listenpost-zyg");
    setsid();
    int high = fcntl(*control, F_DUPFD_CLOEXEC, 64), higher = fcntl(*hello, F_DUPFD_CLOEXEC, 65);
    int null = open("/dev/null", O_RDWR);
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    dup2(high, 3);
    dup2(higher, 4);
    closefrom(5);
    *control = 3;
    *hello = 4;
    fcntl(3, F_SETFD, FD_CLOEXEC);
    fcntl(4, F_SETFD, FD_CLOEXEC);
    const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP};
    for (size_t i = 0; i < COUNT_OF(ignored); i++)
        signal(ignored[i], SIG_IGN);
}

static int watch_children(void)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_SETMASK, &child, NULL);
    return signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void fork_child(struct loop *l, enum step_id step, const int fds[PASSED_FDS])
{
    if (l->nrunning == CHILDREN_MAX)
        return;
    pid_t zygote = getpid(), pid = fork();
    if (pid == 0)
        child_main(&l->workshop, step, fds[PASSED_SOCKET], fds[PASSED_MEMORY], zygote);
    if (pid < 0) {
        log_error("cannot fork: %s", strerror(errno));
        return;
    }
    int status = fcntl(fds[PASSED_STATUS], F_DUPFD_CLOEXEC, 0);
    l->running[l->nrunning++] = (struct running){pid, status, step};
}

/* The descriptors of a message, or none of them when it carries too few. */
static size_t take_fds(struct msghdr *message, int fds[PASSED_FDS])
{
    struct cmsghdr *c = CMSG_FIRSTHDR(message);
    if (!c || c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
        return 0;
    size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(fds, CMSG_DATA(c), (n < PASSED_FDS ? n : PASSED_FDS) * sizeof(int));
    return n;
}

/* One request to fork; false when the front is gone. */
static bool serve_request(struct loop *l)
{
    uint32_t step = 0;
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(PASSED_FDS * sizeof(int))];
    } room;
    struct iovec body = {&step, sizeof step};
    struct msghdr message = {
        .msg_iov = &body, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
    ssize_t got = recvmsg(l->control, &message, MSG_CMSG_CLOEXEC);
    if (got <= 0)
        return got < 0 && (errno == EINTR || errno == EMFILE);
    int fds[PASSED_FDS] = {-1, -1, -1};
    size_t nfds = take_fds(&message, fds);
    if (got == sizeof step && step < STEP_IDS && nfds > PASSED_STATUS)
        fork_child(l, (enum step_id)step, fds);
    for (size_t i = 0; i < PASSED_FDS; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    return true;
}

static void report_end(struct loop *l, size_t i, int status)
{
    struct running *r = &l->running[i];
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
        log_warn("a child doing '%s' ended by signal %d (%s)", l->workshop.kinds[r->step].name,
                 WTERMSIG(status), strsignal(WTERMSIG(status)));
    if (WIFEXITED(status) && WEXITSTATUS(status) == SANDBOX_FAILED)
        log_error("a child could not be sandboxed and did nothing: does this kernel allow seccomp?");
    int32_t word = status;
    if (r->status >= 0 && write(r->status, &word, sizeof word) < 0 && errno != EPIPE)
        log_error("cannot report a child's end: %s", strerror(errno));
    if (r->status >= 0)
        close(r->status);
    l->running[i] = l->running[--l->nrunning];
}

static void reap(struct loop *l)
{
    struct signalfd_siginfo drop;
    while (read(l->signals, &drop, sizeof drop) > 0)
        ;
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (size_t i = 0; i < l->nrunning; i++)
            if (l->running[i].pid == pid) {
                report_end(l, i, status);
                break;
            }
}

static void end_all(struct loop *l)
{
    for (size_t i = 0; i < l->nrunning; i++)
        kill(l->running[i].pid, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
        ;
}

/* Its status pipe has no reader any more, and would say so at once each time it was asked. */
static void end_child(struct running *r)
{
    kill(r->pid, SIGKILL); /* not reaped yet, so the number is still its own */
    close(r->status);
    r->status = -1;
}

/* What most posts do without, and a program that makes one post never waits for. */
static void use_idle_time(struct workshop *w)
{
    w->detector = article_detector(w->config);
}

static void run_loop(struct loop *l)
{
    bool prepared = false;
    struct pollfd p[2 + CHILDREN_MAX];
    for (;;) {
        p[0] = (struct pollfd){.fd = l->control, .events = POLLIN};
        p[1] = (struct pollfd){.fd = l->signals, .events = POLLIN};
        size_t n = l->nrunning;
        for (size_t i = 0; i < n; i++)
            p[2 + i] = (struct pollfd){.fd = l->running[i].status}; /* POLLERR: no reader any more */
        int ready = poll(p, 2 + n, prepared || n ? -1 : IDLE_MS);
        if (ready < 0 && errno != EINTR)
            return;
        if (ready == 0) {
            use_idle_time(&l->workshop);
            prepared = true;
        }
        for (size_t i = 0; i < n; i++)
            if (p[2 + i].revents)
                end_child(&l->running[i]);
        if (p[1].revents)
            reap(l);
        if (p[0].revents && !serve_request(l))
            return;
    }
}

void zygote_main(int control, int hello, const struct config *config, const struct step_kind *kinds,
                 pid_t front)
{
    detach(&control, &hello);
    if (getppid() != front)
        _exit(1);
    static struct loop l; /* large, and this process has but one */
    l = (struct loop){.control = control, .workshop = {.config = config, .kinds = kinds}};
    l.signals = watch_children();
    struct error err = {0};
    bool ok = load(&l.workshop, &err);
    say_hello(hello, &l.workshop, ok, &err);
    if (ok)
        run_loop(&l);
    end_all(&l);
    _exit(ok ? 0 : 1);
}
