/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/queue.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "check.h"

/* One thread behind a gate: what was added meanwhile runs in the order of turns. */
struct stage {
    pthread_mutex_t gate;
    struct queue *queue;
    struct buf out;
};

struct job {
    struct stage *stage;
    const char *name;
};

static void wait_at_gate(void *arg)
{
    struct stage *s = arg;
    pthread_mutex_lock(&s->gate);
    pthread_mutex_unlock(&s->gate);
}

static void note(void *arg)
{
    struct job *job = arg;
    buf_printf(&job->stage->out, "%s ", job->name);
}

static void begin(struct stage *s, struct queue_limits limits)
{
    *s = (struct stage){.out = BUF_EMPTY};
    pthread_mutex_init(&s->gate, NULL);
    pthread_mutex_lock(&s->gate);
    s->queue = queue_start(1, limits, NULL);
    check_true(queue_add(s->queue, (struct turn){SPAN("gate"), false}, wait_at_gate, s));
    while (queue_waiting(s->queue))
        usleep(1000);
}

static void end(struct stage *s, const char *want)
{
    pthread_mutex_unlock(&s->gate);
    queue_stop(s->queue);
    check_text(span_trim(buf_span(&s->out)), want);
    buf_finish(&s->out);
    pthread_mutex_destroy(&s->gate);
}

/* Sites are the names' first letters; a capital one is a batch. */
static bool add(struct stage *s, struct job *job, const char *name)
{
    bool batch = name[0] < 'a';
    char site = (char)(name[0] | 32);
    *job = (struct job){s, name};
    return queue_add(s->queue, (struct turn){{&site, 1}, batch}, note, job);
}

static void sites_take_turns(void)
{
    static const char *const names[] = {"a1", "a2", "a3", "b1", "c1", "b2"};
    struct stage s;
    struct job jobs[6];
    begin(&s, (struct queue_limits){10, 10, 0});
    for (size_t i = 0; i < 6; i++)
        check_true(add(&s, &jobs[i], names[i]));
    end(&s, "a1 b1 c1 a2 b2 a3");
}

static void what_somebody_waits_for_comes_before_the_rest(void)
{
    static const char *const names[] = {"A1", "B1", "A2", "a3", "b2", "a4"};
    struct stage s;
    struct job jobs[6];
    begin(&s, (struct queue_limits){10, 10, 0});
    for (size_t i = 0; i < 6; i++)
        check_true(add(&s, &jobs[i], names[i]));
    end(&s, "a3 b2 a4 A1 B1 A2");
}

static void the_rest_has_its_share_of_the_turns(void)
{
    static const char *const names[] = {"a1", "a2", "a3", "B1", "a4", "C1", "a5", "a6"};
    struct stage s;
    struct job jobs[8];
    begin(&s, (struct queue_limits){10, 10, 3});
    for (size_t i = 0; i < 8; i++)
        check_true(add(&s, &jobs[i], names[i]));
    end(&s, "a1 a2 B1 a3 a4 C1 a5 a6");
}

static void what_becomes_urgent_is_hastened(void)
{
    static const char *const names[] = {"A1", "A2", "B1", "c1"};
    struct stage s;
    struct job jobs[4];
    begin(&s, (struct queue_limits){10, 10, 0});
    for (size_t i = 0; i < 4; i++)
        check_true(add(&s, &jobs[i], names[i]));
    queue_hasten(s.queue, SPAN("a"), &jobs[1]);
    queue_hasten(s.queue, SPAN("a"), &jobs[1]);
    queue_hasten(s.queue, SPAN("b"), &jobs[0]);
    queue_hasten(s.queue, SPAN("d"), NULL);
    end(&s, "c1 A2 A1 B1");
}

static void a_site_fills_its_share_and_no_more(void)
{
    struct stage s;
    struct job jobs[5];
    begin(&s, (struct queue_limits){3, 2, 0});
    check_number(queue_room(s.queue, SPAN("a")), QUEUE_ROOM);
    check_true(add(&s, &jobs[0], "a1") && add(&s, &jobs[1], "A2") && !add(&s, &jobs[2], "a3"));
    check_number(queue_room(s.queue, SPAN("a")), QUEUE_SITE_FULL);
    check_number(queue_room(s.queue, SPAN("b")), QUEUE_ROOM);
    check_true(!queue_is_full(s.queue) && add(&s, &jobs[3], "b1") && queue_is_full(s.queue));
    check_number(queue_room(s.queue, SPAN("b")), QUEUE_FULL);
    check_true(!add(&s, &jobs[4], "c1"));
    end(&s, "a1 b1 A2");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(sites_take_turns),
        CHECK(what_somebody_waits_for_comes_before_the_rest),
        CHECK(the_rest_has_its_share_of_the_turns),
        CHECK(what_becomes_urgent_is_hastened),
        CHECK(a_site_fills_its_share_and_no_more),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
