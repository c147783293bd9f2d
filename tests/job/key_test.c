/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/key.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "job/posts.h"

static struct config config;

static void read_text(struct pool *p, struct arena *a, struct post *post)
{
    const struct page_source source = {.bytes = SPAN("The engine's data is a package of its own.\n"),
                                       .name = SPAN("post.txt")};
    struct error err = {0};
    check_true(pool_read(p, a, &source, &(struct read_options){0}, post, &err));
}

/* An upgraded dictionary speaks differently under the same version of the engine. */
static void other_data_of_the_engine_gives_other_keys(void)
{
    struct error err = {0};
    struct pool *p = pool_start(&config, &err);
    struct arena a;
    struct post before, after;
    char segment[2][KEY_HEX + 1];
    check_true(p != NULL && key_valid(span_of(p->engine_data)));
    arena_init(&a);
    read_text(p, &a, &before);
    segment_key(p, &before, &before.script.segments[0], true, segment[0]);
    p->engine_data[0] = p->engine_data[0] == '0' ? '1' : '0';
    read_text(p, &a, &after);
    segment_key(p, &after, &after.script.segments[0], true, segment[1]);
    check_true(strcmp(before.key, after.key) != 0);
    check_true(strcmp(segment[0], segment[1]) != 0);
    arena_finish(&a);
    pool_stop(p);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(other_data_of_the_engine_gives_other_keys),
    };
    config_init(&config);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    config_finish(&config);
    return status;
}
