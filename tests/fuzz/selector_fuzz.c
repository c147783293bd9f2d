/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of selectors, then a page: parsed or refused with a column inside the line; what matches is what two
 * runs agree on. */
#include "article/selector.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void match(struct arena *a, const struct config *config, const struct selectors *s, struct span html)
{
    struct tree tree;
    if (!html_parse(a, config, html, &s->wanted, &tree, NULL))
        return;
    const uint8_t *once = selectors_match(a, s, &tree), *again = selectors_match(a, s, &tree);
    assert(memcmp(once, again, tree.nnodes) == 0);
    for (uint32_t i = 0; i < tree.nnodes; i++)
        assert(tree.nodes[i].tag != TAG_TEXT || once[i] == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span html = {(const char *)data, size}, list;
    if (!span_line(&html, &list))
        return 0;
    struct arena a;
    struct config config;
    struct selectors s = {0};
    struct error err = {0};
    arena_init(&a);
    config_init(&config);
    if (selectors_add(&a, &s, list, list, 1, &err))
        match(&a, &config, &s, html);
    else
        assert(err.code == ERROR_CONFIG && strstr(err.detail, "column ") == err.detail);
    config_finish(&config);
    arena_finish(&a);
    return 0;
}
