/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left behind: nothing. */
#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "job/posts.h"

static bool no_children(const void *arg)
{
    pid_t list[1];
    return children_of(*(const pid_t *)arg, list, 1) == 0;
}

struct descriptors {
    pid_t pid;
    size_t count;
};

static bool has_descriptors(const void *arg)
{
    const struct descriptors *d = arg;
    return descriptors_of(d->pid, "") == d->count;
}

static void descriptors_children_and_memory_are_given_back(void)
{
    size_t before = descriptors_of(getpid(), "");
    struct pool *p = started(4, step_kinds);
    struct spoken s = {0};
    speak_text(p, story(), &plain_mp3, &s);
    spoken_finish(&s);
    check_true(eventually(no_children, &p->zygote.pid));
    size_t ours = descriptors_of(getpid(), "");
    /* standard ones, the front's socket, the signals of its children */
    const struct descriptors zygotes = {p->zygote.pid, 3 + 2};
    check_true(eventually(has_descriptors, &zygotes));
    for (int i = 0; i < 3; i++) {
        speak_text(p, story(), &plain_mp3, &s);
        check_spoken(&s);
        spoken_finish(&s);
        s.stop_after = 3;
        speak_text(p, story(), &plain_mp3, &s);
        check_number(s.err.code, ERROR_CANCELLED);
        spoken_finish(&s);
    }
    check_true(eventually(no_children, &p->zygote.pid));
    check_number(descriptors_of(getpid(), ""), ours);
    check_true(eventually(has_descriptors, &zygotes));
    check_number(descriptors_of(getpid(), "listenpost-pcm"), 0);
    check_number(p->held_bytes, 0);
    pool_stop(p);
    pid_t self = getpid();
    check_number(descriptors_of(self, ""), before);
    check_true(no_children(&self));
}

/* ---- after all that goes wrong ---- */

static size_t shared_memory_files(void)
{
    size_t n = 0;
    DIR *d = opendir("/dev/shm");
    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n;
}

/* Dies of one word, hangs at another, and takes its time everywhere, so that a killer meets it. */
static bool frail_say(struct step_call *call, struct error *err)
{
    volatile char *nowhere = NULL;
    poll(NULL, 0, 20);
    if (span_find(call->request, "gull") < call->request.n)
        *nowhere = 1;
    while (span_find(call->request, "copper") < call->request.n)
        poll(NULL, 0, 1000);
    return step_kinds[STEP_SAY].run(call, err);
}

static void *kill_some(void *arg)
{
    const struct pool *p = arg;
    for (int i = 0; i < 10; i++) {
        pid_t child;
        if (children_of(p->zygote.pid, &child, 1))
            kill(child, SIGKILL);
        usleep(30000);
    }
    return NULL;
}

static void nothing_remains_of_crashes_hangs_kills_and_cancelled_jobs(void)
{
    const struct step_kind kinds[STEP_IDS] = {[STEP_SAY] = {"say", SANDBOX_SAY, frail_say}};
    const struct speak_options early = {.form = SPEAK_MP3, .plan_budget_ms = 100}, pcm = {.form = SPEAK_PCM};
    const struct speak_options *const forms[] = {&plain_mp3, &early, &pcm};
    size_t ours = descriptors_of(getpid(), ""), shared = shared_memory_files();
    int64_t before = posts_config.step_timeout_ms;
    posts_config.step_timeout_ms = 500;
    struct pool *p = started(3, kinds_with(kinds));
    size_t running = descriptors_of(getpid(), "");
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct spoken s = {.stop_after = i == 1 ? 3 : 0};
        pthread_t killer;
        pthread_create(&killer, NULL, kill_some, p);
        speak_text(p, story(), forms[i], &s);
        pthread_join(killer, NULL);
        check_number(s.err.code, i == 1 ? ERROR_CANCELLED : ERROR_NONE);
        check_number(s.result.nskipped, i == 1 ? 0 : 2);
        spoken_finish(&s);
    }
    const struct descriptors zygotes = {p->zygote.pid, 3 + 2};
    check_true(eventually(no_children, &p->zygote.pid));
    check_true(eventually(has_descriptors, &zygotes));
    check_number(descriptors_of(getpid(), ""), running);
    check_number(descriptors_of(getpid(), "memfd:"), 0);
    check_number(p->held_bytes, 0);
    pool_stop(p);
    pid_t self = getpid();
    check_true(no_children(&self));
    check_number(descriptors_of(self, ""), ours);
    check_number(shared_memory_files(), shared);
    posts_config.step_timeout_ms = before;
}

static bool is_gone(const void *pid)
{
    return kill(*(const pid_t *)pid, 0) != 0;
}

/* The front is killed while children are at work; this process inherits what would survive it. */
static void nothing_survives_the_front(void)
{
    int tell[2];
    pid_t zygote = 0, list[16];
    check_number(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    check_number(pipe(tell), 0);
    pid_t front = fork();
    if (front == 0) {
        struct pool *p = started(4, step_kinds);
        if (write(tell[1], &p->zygote.pid, sizeof(pid_t)) < 0)
            _exit(1);
        for (;;) {
            struct spoken s = {0};
            speak_text(p, story(), &plain_mp3, &s);
            spoken_finish(&s);
        }
    }
    check_number(read(tell[0], &zygote, sizeof zygote), sizeof zygote);
    while (children_of(zygote, list, COUNT_OF(list)) == 0)
        usleep(1000);
    kill(front, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0)
        ;
    check_true(is_gone(&zygote));
    pid_t self = getpid();
    check_true(no_children(&self));
    close(tell[0]);
    close(tell[1]);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(descriptors_children_and_memory_are_given_back),
        CHECK(nothing_remains_of_crashes_hangs_kills_and_cancelled_jobs),
        CHECK(nothing_survives_the_front),
    };
    return posts_main(argc, argv, checks, COUNT_OF(checks));
}
