/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows cmark-gfm. Markdown goes by way of HTML, so that raw HTML in it, footnotes and
 * tables are judged by the same code as a page's. */
#include "article/markdown.h"

#include "article/heap.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};

/* cmark hands its allocators nothing to know their heap by. */
static _Thread_local struct heap *current;

enum { HEADER_BYTES = 16 }; /* the block's size stands before it, for realloc */

static void *cmark_calloc(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
        bytes = SIZE_MAX / 2;
    char *block = heap_allocate(current, bytes + HEADER_BYTES);
    memcpy(block, &bytes, sizeof bytes);
    return block + HEADER_BYTES;
}

static void cmark_free(void *block)
{
    if (block)
        heap_release(current, (char *)block - HEADER_BYTES);
}

static void *cmark_realloc(void *block, size_t bytes)
{
    size_t old = 0;
    if (block)
        memcpy(&old, (char *)block - HEADER_BYTES, sizeof old);
    if (bytes <= old)
        return block;
    void *wider = cmark_calloc(1, bytes);
    if (block)
        memcpy(wider, block, old);
    return wider;
}

static bool render(struct heap *h, struct span text, struct arena *a, struct span *html)
{
    static cmark_mem memory = {cmark_calloc, cmark_realloc, cmark_free};
    if (setjmp(h->out))
        return false;
    int options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
    cmark_parser *parser = cmark_parser_new_with_mem(options, &memory);
    for (size_t i = 0; i < COUNT_OF(extensions); i++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);
        if (extension)
            cmark_parser_attach_syntax_extension(parser, extension);
    }
    cmark_parser_feed(parser, text.p, text.n);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_llist *attached = cmark_parser_get_syntax_extensions(parser);
    *html = arena_copy(a, span_of(cmark_render_html_with_mem(document, options, attached, &memory)));
    return true;
}

bool markdown_to_html(struct arena *a, const struct config *config, struct span text, struct article *out,
                      struct span *html, struct error *err)
{
    struct heap h;
    front_matter_read(a, &text, out);
    cmark_gfm_core_extensions_ensure_registered();
    if (!heap_open(&h, config, err))
        return false;
    current = &h;
    bool rendered = render(&h, text, a, html);
    current = NULL;
    heap_close(&h);
    return rendered || error_set(err, ERROR_PAGE_TOO_COMPLEX, "Markdown: more than %s", h.exceeded);
}
