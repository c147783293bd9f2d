/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows cmark-gfm. Markdown goes by way of HTML, so that raw HTML in it, footnotes and
 * tables are judged by the same code as a page's. */
#include "article/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>

static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};

bool markdown_to_html(struct arena *a, const struct config *config, struct span text, struct article *out,
                      struct span *html, struct error *err)
{
    front_matter_read(a, &text, out);
    cmark_gfm_core_extensions_ensure_registered();
    int options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES;
    cmark_parser *parser = cmark_parser_new(options);
    for (size_t i = 0; i < COUNT_OF(extensions); i++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);
        if (extension)
            cmark_parser_attach_syntax_extension(parser, extension);
    }
    cmark_parser_feed(parser, text.p, text.n);
    cmark_node *document = cmark_parser_finish(parser);
    char *rendered = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser));
    struct span whole = span_of(rendered);
    bool fits = whole.n <= (size_t)config->parse_max_memory_bytes;
    *html = fits ? arena_copy(a, whole) : (struct span){0};
    free(rendered);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return fits || error_set(err, ERROR_PAGE_TOO_COMPLEX, "Markdown grows to %zu bytes", whole.n);
}
