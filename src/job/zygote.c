/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front's side of the zygote. */
#include "job/zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "job/frame.h"
#include "job/message.h"
#include "job/zygote_main.h"

enum {
    HELLO_BYTES = 1 << 20,    /* some 130 voices take 50 KB */
    START_TIMEOUT_MS = 60000, /* to load everything; a sanitizer build on a busy machine takes seconds */
};

static bool receive_hello(int socket, struct buf *hello, struct error *err)
{
    enum frame_type type = FRAME_ERROR;
    enum frame_status status =
        frame_receive(socket, HELLO_BYTES, clock_ms() + START_TIMEOUT_MS, &type, hello);
    if (status != FRAME_OK)
        return error_set(err, ERROR_INTERNAL, "the process that forks the workers did not start");
    struct wire w = {.rest = buf_span(hello)};
    return type == FRAME_RESULT || error_get(&w, err);
}

bool zygote_start(struct zygote *z, const struct config *config, const struct step_kind *kinds,
                  struct buf *hello, struct error *err)
{
    int control[2], greeting[2];
    *z = (struct zygote){.pid = -1, .control = -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) != 0)
        return error_set(err, ERROR_INTERNAL, "socketpair: %s", strerror(errno));
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, greeting) != 0) {
        close(control[0]);
        close(control[1]);
        return error_set(err, ERROR_INTERNAL, "socketpair: %s", strerror(errno));
    }
    pid_t front = getpid();
    z->pid = fork();
    if (z->pid == 0)
        zygote_main(control[1], greeting[1], config, kinds, front);
    close(control[1]);
    close(greeting[1]);
    z->control = control[0];
    bool ok = z->pid > 0 ? receive_hello(greeting[0], hello, err)
                         : error_set(err, ERROR_INTERNAL, "fork: %s", strerror(errno));
    close(greeting[0]);
    if (!ok && z->pid > 0)
        kill(z->pid, SIGKILL); /* it may hang */
    if (!ok)
        zygote_stop(z);
    return ok;
}

bool zygote_is_gone(const struct zygote *z)
{
    struct pollfd control = {.fd = z->control};
    return poll(&control, 1, 0) == 1 && control.revents & (POLLHUP | POLLERR);
}

void zygote_stop(struct zygote *z)
{
    if (z->control >= 0)
        close(z->control);
    while (z->pid > 0 && waitpid(z->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    *z = (struct zygote){.pid = -1, .control = -1};
}

static bool pass_fds(int control, uint32_t step, const int *fds, size_t nfds)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(PASSED_FDS * sizeof(int))];
    } room = {0};
    struct iovec body = {&step, sizeof step};
    struct msghdr message = {.msg_iov = &body,
                             .msg_iovlen = 1,
                             .msg_control = room.bytes,
                             .msg_controllen = CMSG_SPACE(nfds * sizeof(int))};
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(nfds * sizeof(int));
    memcpy(CMSG_DATA(c), fds, nfds * sizeof(int));
    ssize_t put;
    do
        put = sendmsg(control, &message, MSG_NOSIGNAL);
    while (put < 0 && errno == EINTR);
    return put == sizeof step;
}

bool zygote_fork(const struct zygote *z, enum step_id step, int memory, struct child *child)
{
    int data[2], status[2];
    *child = (struct child){-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, data) != 0)
        return false;
    if (pipe2(status, O_CLOEXEC) != 0) {
        close(data[0]);
        close(data[1]);
        return false;
    }
    const int fds[PASSED_FDS] = {data[1], status[1], memory};
    bool ok = pass_fds(z->control, (uint32_t)step, fds, memory >= 0 ? 3 : 2);
    int cause = errno;
    close(data[1]);
    close(status[1]);
    *child = (struct child){data[0], status[0]};
    if (!ok)
        child_close(child);
    errno = cause;
    return ok;
}

int child_wait(const struct child *child, int64_t deadline)
{
    int32_t status;
    struct pollfd p = {.fd = child->status, .events = POLLIN};
    for (;;) {
        int64_t left = deadline - clock_ms();
        if (left <= 0)
            return -1;
        int n = poll(&p, 1, left > INT32_MAX ? INT32_MAX : (int)left);
        if (n > 0 && read(child->status, &status, sizeof status) == sizeof status)
            return status;
        if (n > 0 || (n < 0 && errno != EINTR))
            return -1;
    }
}

void child_close(struct child *child)
{
    if (child->socket >= 0)
        close(child->socket);
    if (child->status >= 0)
        close(child->status);
    *child = (struct child){-1, -1};
}

bool hello_get(struct span message, struct hello *out)
{
    struct wire w = {.rest = message};
    out->engine_version = wire_get_span(&w);
    out->engine_data = wire_get_span(&w);
    out->voices = voices_get(&w);
    if (out->voices && wire_done(&w) && key_valid(out->engine_data))
        return true;
    if (out->voices)
        voices_destroy(out->voices);
    return false;
}
