/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/step.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "job/frame.h"
#include "job/message.h"

enum {
    STATUS_TIMEOUT_MS = 5000, /* for the zygote to tell how a child ended that has closed its socket */
    KILLED_PAUSE_MS = 5,      /* pauses of 5, 10, 15 ... ms, so that memory may come free */
    KILLED_PAUSE_MOST_MS = 100,
};

/* Registers the child's socket so that pool_cancel can end the wait; false when that has happened already. */
static bool enter(struct worker *w, enum step_id id, int socket)
{
    struct pool *p = w->pool;
    pthread_mutex_lock(&p->lock);
    bool ok = !w->cancelled && !p->stopping;
    if (ok)
        w->socket = socket;
    p->stat.steps[id]++;
    pthread_mutex_unlock(&p->lock);
    return ok;
}

static void leave(struct worker *w)
{
    pthread_mutex_lock(&w->pool->lock);
    w->socket = -1;
    pthread_mutex_unlock(&w->pool->lock);
}

/* Signals that a process does not cause by itself. */
static bool is_outside_signal(int signal)
{
    return signal == SIGKILL || signal == SIGTERM || signal == SIGINT || signal == SIGHUP;
}

static enum step_outcome judge_end(const struct child *child, struct error *err)
{
    int status = child_wait(child, clock_ms() + STATUS_TIMEOUT_MS);
    if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == MEMORY_EXHAUSTED_STATUS) {
        error_set(err, ERROR_LIMIT, "more memory than step_max_memory_bytes");
        return STEP_FAILED;
    }
    if (status == -1)
        return STEP_KILLED;
    if (WIFSIGNALED(status) && is_outside_signal(WTERMSIG(status)))
        return STEP_KILLED;
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGXCPU))
        return STEP_LATE;
    return STEP_CRASHED;
}

static enum step_outcome judge_answer(enum frame_type type, size_t before, struct buf *reply,
                                      struct error *err)
{
    if (type == FRAME_RESULT)
        return STEP_DONE;
    struct wire w = {.rest = span_slice(buf_span(reply), before, reply->n)};
    struct error told = {0};
    error_get(&w, &told);
    reply->n = before;
    if (type != FRAME_ERROR || !wire_done(&w) || told.code == ERROR_NONE)
        return STEP_CRASHED;
    *err = told;
    return STEP_FAILED;
}

static bool is_cancelled(struct worker *w)
{
    pthread_mutex_lock(&w->pool->lock);
    bool cancelled = w->cancelled || w->pool->stopping;
    pthread_mutex_unlock(&w->pool->lock);
    return cancelled;
}

static enum step_outcome converse(struct worker *w, const struct child *child, const struct step *step,
                                  struct buf *reply, struct error *err)
{
    size_t before = reply->n;
    int64_t deadline = clock_ms() + step_timeout_ms(w->pool->config, step->id);
    enum frame_type type = FRAME_ERROR;
    enum frame_status status = frame_send(child->socket, FRAME_REQUEST, step->request, deadline);
    if (status == FRAME_OK || status == FRAME_END) /* it may have answered without reading all */
        status = frame_receive(child->socket, step->reply_max_bytes, deadline, &type, reply);
    if (status == FRAME_OK)
        return judge_answer(type, before, reply, err);
    reply->n = before;
    if (status == FRAME_END) /* a cancelled child is not waited for */
        return is_cancelled(w) ? STEP_CANCELLED : judge_end(child, err);
    return status == FRAME_LATE ? STEP_LATE : STEP_CRASHED;
}

enum step_outcome step_try(struct worker *w, const struct step *step, struct buf *reply, struct error *err)
{
    struct pool *p = w->pool;
    struct child child;
    if (!zygote_fork(&p->zygote, step->id, step->memory, &child))
        return errno == EPIPE || errno == ECONNRESET || errno == ENOTCONN ? STEP_LOST : STEP_KILLED;
    enum step_outcome outcome = STEP_CANCELLED;
    if (enter(w, step->id, child.socket)) {
        outcome = converse(w, &child, step, reply, err);
        leave(w);
        if (outcome != STEP_DONE && is_cancelled(w))
            outcome = STEP_CANCELLED;
    }
    child_close(&child);
    pthread_mutex_lock(&p->lock);
    p->stat.crashes += outcome == STEP_CRASHED || outcome == STEP_KILLED;
    p->stat.timeouts += outcome == STEP_LATE;
    pthread_mutex_unlock(&p->lock);
    return outcome;
}

void step_count_retry(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->stat.retries++;
    pthread_mutex_unlock(&p->lock);
}

enum step_outcome step_insist(struct worker *w, const struct step *step, struct buf *reply, struct error *err)
{
    int64_t retries = w->pool->config->step_killed_retries, pause_ms = 0;
    for (int64_t i = 0;; i++) {
        enum step_outcome outcome = step_try(w, step, reply, err);
        if (outcome != STEP_KILLED || i == retries)
            return outcome == STEP_KILLED ? STEP_CRASHED : outcome;
        step_count_retry(w->pool);
        pause_ms += pause_ms < KILLED_PAUSE_MOST_MS ? KILLED_PAUSE_MS : 0;
        usleep((useconds_t)(pause_ms * 1000));
    }
}

enum step_outcome step_retry(struct worker *w, const struct step *step, struct buf *reply, struct error *err)
{
    enum step_outcome outcome = step_insist(w, step, reply, err);
    /* Who waits for a page has waited long enough when its server did not answer in time. */
    bool again = outcome == STEP_CRASHED || (outcome == STEP_LATE && step->id != STEP_FETCH);
    if (!again)
        return outcome;
    step_count_retry(w->pool);
    return step_insist(w, step, reply, err);
}

bool step_error(enum step_outcome outcome, const char *what, struct error *err)
{
    switch (outcome) {
    case STEP_LATE:
        return error_set(err, ERROR_TIMEOUT, "%s: more than step_timeout_ms or step_max_cpu_s", what);
    case STEP_CANCELLED:
        return error_set(err, ERROR_CANCELLED, "%s", what);
    case STEP_LOST:
        return error_set(err, ERROR_CRASHED, "%s: the process that forks the workers is gone", what);
    default:
        return error_set(err, ERROR_CRASHED, "%s: its process crashed, twice", what);
    }
}
