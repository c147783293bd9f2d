/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/posts.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

static const char story_text[] =
    "The harbour was quiet that morning. Three boats lay at the wall, and nobody was in a hurry.\n\n"
    "A gull stood on a post. It looked at the water for a long time. Then it flew away.\n\n"
    "The oldest of the boats had been built by hand. Its planks were oak, its nails were copper, and its "
    "sails had "
    "been mended so often that no one knew which cloth was the first. People came from far to see it.\n\n"
    "\"We never planned to keep it,\" the owner said. \"It just stayed with us, year after year.\"\n\n"
    "In the afternoon the wind turned. The boats pulled at their ropes. Somebody laughed, somebody cast off, "
    "and the "
    "small fleet went out past the light. The evening was long and bright, and they came home late.\n\n"
    "That was all that happened. It was a good day.\n";

struct config posts_config;
const struct speak_options plain_mp3 = {.form = SPEAK_MP3, .plan_budget_ms = -1};

int posts_main(int argc, char **argv, const struct check *checks, size_t nchecks)
{
    config_init(&posts_config);
    int status = check_main(argc, argv, checks, nchecks);
    config_finish(&posts_config);
    return status;
}

struct span story(void)
{
    return (struct span){story_text, sizeof story_text - 1};
}

struct pool *started(int workers, const struct step_kind *kinds)
{
    struct error err = {0};
    posts_config.workers = workers;
    struct pool *p = pool_start_with(&posts_config, kinds, &err);
    if (!check_true(p != NULL)) {
        printf("  %s: %s\n", error_name(err.code), err.detail);
        exit(1);
    }
    return p;
}

void check_spoken(const struct spoken *s)
{
    if (!check_true(s->ok))
        printf("  %s: %s\n", error_name(s->err.code), s->err.detail);
}

static bool begin(void *arg, const struct timeline *timeline)
{
    struct spoken *s = arg;
    s->timed = timeline != NULL;
    return true;
}

static bool audio(void *arg, const void *bytes, size_t n)
{
    struct spoken *s = arg;
    buf_add(&s->bytes, bytes, n);
    return ++s->ncalls != s->stop_after;
}

static void speak(struct pool *p, struct span text, bool titled, const struct speak_options *options,
                  struct spoken *out)
{
    const struct page_source source = {.bytes = text, .name = SPAN("post.txt")};
    const struct read_options reading = {
        .language = SPAN("en"), .title = SPAN("A post"), .speak_title = titled};
    const struct speak_sink sink = {.arg = out, .begin = begin, .audio = audio};
    arena_init(&out->arena);
    out->ok = pool_read(p, &out->arena, &source, &reading, &out->post, &out->err) &&
              pool_speak(p, &out->arena, &out->post, options, &sink, &out->result, &out->err);
    size_t head = out->result.head.n;
    if (out->ok && options->form == SPEAK_MP3 && head <= out->bytes.n) {
        buf_add_span(&out->whole, out->result.head);
        buf_add(&out->whole, out->bytes.p + head, out->bytes.n - head);
    }
}

void speak_untitled(struct pool *p, struct span text, const struct speak_options *options, struct spoken *out)
{
    speak(p, text, false, options, out);
}

void speak_text(struct pool *p, struct span text, const struct speak_options *options, struct spoken *out)
{
    speak(p, text, true, options, out);
}

void spoken_finish(struct spoken *s)
{
    arena_finish(&s->arena);
    buf_finish(&s->bytes);
    buf_finish(&s->whole);
    *s = (struct spoken){0};
}

const struct step_kind *kinds_with(const struct step_kind *special)
{
    static struct step_kind kinds[STEP_IDS];
    for (int i = 0; i < STEP_IDS; i++)
        kinds[i] = special[i].run ? special[i] : step_kinds[i];
    return kinds;
}

void reference(struct spoken *s)
{
    struct pool *p = started(1, step_kinds);
    speak_text(p, story(), &plain_mp3, s);
    check_spoken(s);
    pool_stop(p);
}

void *speak_aside(void *arg)
{
    struct caller *c = arg;
    speak_text(c->pool, story(), &plain_mp3, &c->spoken);
    return NULL;
}

static bool read_proc(pid_t pid, const char *name, char *text, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    FILE *f = fopen(path, "re");
    if (!f)
        return false;
    size_t n = fread(text, 1, size - 1, f);
    text[n] = '\0';
    fclose(f);
    return n > 0;
}

long status_of(pid_t pid, const char *field)
{
    char text[4096];
    if (!read_proc(pid, "status", text, sizeof text))
        return -1;
    const char *found = strstr(text, field);
    return found ? strtol(found + strlen(field), NULL, 10) : -1;
}

size_t children_of(pid_t parent, pid_t *list, size_t most)
{
    size_t n = 0;
    DIR *d = opendir("/proc");
    for (struct dirent *e; d && (e = readdir(d));) {
        if (!isdigit((unsigned char)e->d_name[0]))
            continue;
        pid_t pid = (pid_t)atoi(e->d_name);
        if (status_of(pid, "PPid:") != parent)
            continue;
        if (n < most)
            list[n] = pid;
        n++;
    }
    if (d)
        closedir(d);
    return n;
}

size_t descriptors_of(pid_t pid, const char *which)
{
    char folder[64], path[PATH_MAX], target[PATH_MAX];
    snprintf(folder, sizeof folder, "/proc/%d/fd", (int)pid);
    size_t count = 0;
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        snprintf(path, sizeof path, "%s/%.20s", folder, e->d_name);
        ssize_t n = readlink(path, target, sizeof target - 1);
        if (n < 0)
            continue;
        target[n] = '\0';
        count += strstr(target, which) != NULL;
    }
    if (d)
        closedir(d);
    return count;
}

bool eventually(bool (*holds)(const void *), const void *arg)
{
    for (int i = 0; i < 500; i++) {
        if (holds(arg))
            return true;
        usleep(10000);
    }
    return false;
}
