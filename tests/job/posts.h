/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the pool share: a pool, a post, and the sound of it as one string of bytes. */
#ifndef TESTS_JOB_POSTS_H
#define TESTS_JOB_POSTS_H

#include "check.h"
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

/* Of every pool below; a test that changes it puts it back. */
extern struct config posts_config;
/* check_main with posts_config. */
int posts_main(int argc, char **argv, const struct check *checks, size_t nchecks);
/* MP3, all lengths known first, no cache. */
extern const struct speak_options plain_mp3;
/* A short text in seven paragraphs. */
struct span story(void);
/* A pool, or the end of the program. */
struct pool *started(int workers, const struct step_kind *kinds);
/* The real steps but for those that 'special' has. Valid until the next call. */
const struct step_kind *kinds_with(const struct step_kind *special);
void check_spoken(const struct spoken *s);
/* The story by one worker: what every other run is compared with. */
void reference(struct spoken *s);

/* A job in a thread of its own: speaks the story. */
struct caller {
    struct pool *pool;
    struct spoken spoken;
};
void *speak_aside(void *caller);

/* Reads and speaks 'text'. The caller finishes it with spoken_finish. */
void speak_untitled(struct pool *p, struct span text, const struct speak_options *options,
                    struct spoken *out);
/* The same with the title spoken first, a segment of its own. */
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
