/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every piece of a page that holds text has a verdict, kept or dropped, with its rule. */
#include "sample.h"

#define HIVES "Bees live in hives, and hives are full of honey, as everyone who has ever seen one knows."
#define FLOWERS "They fly to flowers every day of the long summer, and they carry pollen home on their legs."

/* The verdicts that article_explain gives, as they are printed. */
static void check_verdicts(const char *bytes, const char *media_type, const char *want)
{
    struct sample s = sample_read(SPAN("A text."), "text/plain"); /* for its arena and settings */
    struct page_source source = {.bytes = span_of(bytes), .media_type = span_of(media_type)};
    struct buf got = BUF_EMPTY;
    check_true(page_decode(&s.a, &s.config, &source, &s.page, &s.err) &&
               article_explain(&s.a, &s.config, &s.page, &s.article, &s.err));
    article_print_verdicts(&s.article, &got);
    check_text(buf_span(&got), want);
    buf_finish(&got);
    sample_finish(&s);
}

static void a_page_tells_its_body_and_every_line(void)
{
    check_verdicts("<html><head><title>Bees</title><style>p {}</style></head><body><nav>Home</nav>"
                   "<article class=\"post x\"><h1>Bees</h1><p>" HIVES "<sup><a href='#n'>[1]</a></sup></p>"
                   "<button>Share</button><p data-listenpost=skip>Not this.</p><p>" FLOWERS "</p></article>"
                   "<script>var a = 1</script></body></html>",
                   "text/html",
                   "page     the body is <article class=\"post x\">: names itself the article\n"
                   "dropped  paragraph  <nav>  | Home\n"
                   "dropped  heading    title  | Bees\n"
                   "dropped  paragraph  sign of a note  | [1]\n"
                   "kept     paragraph  in the body, <article class=\"post x\">  | " HIVES "\n"
                   "dropped  paragraph  <button>  | Share\n"
                   "dropped  paragraph  marked 'skip'  | Not this.\n"
                   "kept     paragraph  in the body, <article class=\"post x\">  | " FLOWERS "\n");
}

static void what_is_marked_only_says_so(void)
{
    check_verdicts("<html><body><article><p>" HIVES "</p><p data-listenpost=only>" FLOWERS
                   "</p></article></body></html>",
                   "text/html",
                   "page     the body is <article>: names itself the article\n"
                   "dropped  paragraph  not marked 'only'  | " HIVES "\n"
                   "kept     paragraph  marked 'only'  | " FLOWERS "\n");
}

static void markdown_and_plain_text_are_explained_too(void)
{
    check_verdicts("# Bees\n\n" HIVES "\n", "text/markdown",
                   "page     Markdown: the whole source is the article\n"
                   "dropped  heading    title  | Bees\n"
                   "kept     paragraph  whole source  | " HIVES "\n");
    check_verdicts("Home\nAbout\nContact\n" HIVES "\n" FLOWERS "\n", "text/plain",
                   "page     plain text: the article is the stretch where sentences prevail\n"
                   "dropped  paragraph  navigation  | Home\n"
                   "dropped  paragraph  outside the article  | About\n"
                   "dropped  paragraph  outside the article  | Contact\n"
                   "kept     paragraph  in the stretch of sentences  | " HIVES "\n"
                   "kept     paragraph  in the stretch of sentences  | " FLOWERS "\n");
}

static void a_page_without_an_article_is_explained_and_long_text_is_cut(void)
{
    check_verdicts("<html><body><nav>Ä" HIVES HIVES "</nav></body></html>", "text/html",
                   "page     the body is <html>: no sentences: the only <article> or <main>, else the page\n"
                   "dropped  paragraph  <nav>  | Ä" HIVES
                   "Bees live in hives, and hives are full of honey, as "
                   "everyone who has\n");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(a_page_tells_its_body_and_every_line),
        CHECK(what_is_marked_only_says_so),
        CHECK(markdown_and_plain_text_are_explained_too),
        CHECK(a_page_without_an_article_is_explained_and_long_text_is_cut),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
