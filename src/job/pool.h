/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pool: worker threads in front of the zygote, and one queue for them. A worker waits for one child at a
 * time, so there are as many children as workers. */
#ifndef JOB_POOL_H
#define JOB_POOL_H

#include <pthread.h>

#include "job/clip.h"
#include "job/job.h"
#include "job/zygote.h"

/* What a worker takes first. Within a rank the largest (so that no long one is left for the end, when other
 * workers have nothing to do), of equal ones the oldest. */
enum rank {
    RANK_NEXT,  /* somebody waits for just this: a page to be read, the segment a stream needs now */
    RANK_SAY,   /* speech: makes the length known, feeds the encoders */
    RANK_AHEAD, /* encoding what is not needed yet */
};

struct worker {
    struct pool *pool;
    pthread_t thread;
    const void *owner; /* of the task at work; NULL: idle */
    int socket;        /* of the child at work, -1: none */
    bool cancelled;    /* the task at work is to end now */
};

/* A piece of work for a worker. Lives in its owner's memory until it is done or taken back. */
struct task {
    void (*run)(struct task *task, struct worker *worker); /* without the lock */
    const void *owner;                                     /* whose tasks pool_cancel ends together */
    enum rank rank;
    uint64_t size;  /* in any unit, comparable within a rank */
    uint64_t order; /* set by pool_submit */
    bool done;      /* set after run */
    struct task *next;
};

struct pool {
    const struct config *config;
    struct zygote zygote;
    struct voices *voices;
    struct buf engine_version;
    struct clip intro, outro;
    char engine_data[KEY_HEX + 1];

    pthread_mutex_t lock;   /* of everything below */
    pthread_cond_t work;    /* a task was queued, or the pool stops */
    pthread_cond_t changed; /* a task ended, memory came free, or time passed for a waiting caller to look */
    struct task *queue;
    uint64_t norders;
    bool stopping;
    uint64_t held_bytes; /* sound said or encoded and not yet delivered, all jobs */
    struct pool_stat stat;
    struct worker *workers;
    size_t nworkers;
};

/* As pool_start, with other steps (tests). */
struct pool *pool_start_with(const struct config *config, const struct step_kind *kinds, struct error *err);

/* Under the lock. */
void pool_submit(struct pool *p, struct task *task);
/* Without the lock: submits and waits until done. */
void pool_run(struct pool *p, struct task *task);
/* Under the lock: takes an owner's waiting tasks back, ends its running ones and waits for them. */
void pool_cancel(struct pool *p, const void *owner);

#endif
