/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the pool share: a pool, a post, and the sound of it as one string of bytes. */
#ifndef TESTS_JOB_POSTS_H
#define TESTS_JOB_POSTS_H

#include "job/pool.h"

struct spoken {
    struct arena arena;
    struct post post;
    struct speak_result result;
    struct buf bytes;  /* as the sink got them */
    struct buf whole;  /* the same with the final head in place */
    bool ok, timed;    /* timed: begin had a timeline */
    size_t stop_after; /* the sink wants no more after so many calls; 0: it wants all */
    size_t ncalls;
    struct error err;
};

/* Reads and speaks 'text'. The caller finishes it with spoken_finish. */
void speak_text(struct pool *p, struct span text, const struct speak_options *options, struct spoken *out);
void spoken_finish(struct spoken *s);

/* The processes whose parent is 'parent', zombies included; returns how many (at most 'most' are listed). */
size_t children_of(pid_t parent, pid_t *list, size_t most);
/* Open descriptors of a process; 'which': only those whose target contains it ("" for all). */
size_t descriptors_of(pid_t pid, const char *which);
/* A line of /proc/PID/status ("Seccomp:"), as a number; -1 when the process is gone. */
long status_of(pid_t pid, const char *field);
/* Waits until the condition holds, at most 5 seconds. */
bool eventually(bool (*holds)(const void *), const void *arg);

#endif
