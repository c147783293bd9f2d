/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/posts.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

void speak_text(struct pool *p, struct span text, const struct speak_options *options, struct spoken *out)
{
    const struct page_source source = {.bytes = text, .name = SPAN("post.txt")};
    const struct read_options reading = {
        .language = SPAN("en"), .title = SPAN("A post"), .speak_title = true};
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

void spoken_finish(struct spoken *s)
{
    arena_finish(&s->arena);
    buf_finish(&s->bytes);
    buf_finish(&s->whole);
    *s = (struct spoken){0};
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
