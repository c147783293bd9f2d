/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "article/selector.h"

#include <string.h>

static const char page[] =
    "<body id=body><div id=a class='card Wide md:w-4' data-kind='promo box'><p id=b>x<b id=c>x</b></p>text"
    "<p id=d lang=en-gb title='Read; more'>x</p><my-ad id=e>x</my-ad></div><aside id=f class=card>"
    "<ul id=g><li id=h>1<li id=i>2<li id=j>3<li id=k>4</ul><p id=l data-kind=Promo>x</p></aside></body>";

/* The ids of what the selectors match, or the error. */
static void check_selected_at(int line, const char *list, const char *want)
{
    struct arena a;
    struct config config;
    struct selectors s = {0};
    struct tree tree;
    struct error err = {0};
    struct buf got = BUF_EMPTY;
    arena_init(&a);
    config_init(&config);
    if (selectors_add(&a, &s, span_of(list), span_of(list), 1, &err) &&
        html_parse(&a, &config, span_of(page), &s.wanted, &tree, &err)) {
        const uint8_t *effects = selectors_match(&a, &s, &tree);
        for (uint32_t i = 0; i < tree.nnodes; i++)
            if (effects[i] && tree.nodes[i].tag != TAG_TEXT) {
                buf_add_text(&got, got.n ? " " : "");
                buf_add_span(&got, node_attribute(&tree.nodes[i], ATTRIBUTE_ID));
            }
    } else {
        buf_add_text(&got, err.detail);
    }
    check_text_at(__FILE__, line, list, buf_span(&got), span_of(want));
    buf_finish(&got);
    config_finish(&config);
    arena_finish(&a);
}
#define check_selected(list, want) check_selected_at(__LINE__, list, want)

static void simple_selectors_match(void)
{
    check_selected("p", "b d l");
    check_selected("LI", "h i j k");
    check_selected("my-ad", "e");
    check_selected("#d", "d");
    check_selected(".card", "a f");
    check_selected("div.card.Wide", "a");
    check_selected(".wide", "");
    check_selected(".md\\:w-4", "a");
    check_selected(".car", "");
    check_selected("aside *", "g h i j k l");
    check_selected("nothing", "");
}

static void attributes_match_as_css_says(void)
{
    check_selected("[data-kind]", "a l");
    check_selected("[ data-kind = Promo ]", "l");
    check_selected("[data-kind=promo]", "");
    check_selected("[data-kind=promo i]", "l");
    check_selected("[data-kind~='box']", "a");
    check_selected("[data-kind^=pro]", "a");
    check_selected("[data-kind$=box]", "a");
    check_selected("[data-kind*='o b']", "a");
    check_selected("[data-kind*=\"O B\" i]", "a");
    check_selected("[lang|=en]", "d");
    check_selected("[lang|=e]", "");
    check_selected("[title='Read; more']", "d");
    check_selected("[data-kind*='']", "");
    check_selected("[id=\"h\"], [id=k]", "h k");
}

static void combinators_match_as_css_says(void)
{
    check_selected("div b", "c");
    check_selected("div > b", "");
    check_selected("div>p>b", "c");
    check_selected("body .card p", "b d l");
    check_selected("p + my-ad", "e");
    check_selected("p + p", "d");
    check_selected("div ~ aside > ul li", "h i j k");
    check_selected("li ~ li", "i j k");
    check_selected("li + li + li", "j k");
    check_selected("div p ~ p, aside p", "d l");
    check_selected("div aside", "");
}

static void places_among_siblings_match(void)
{
    check_selected("li:first-child", "h");
    check_selected("li:last-child", "k");
    check_selected("li:nth-child(3)", "j");
    check_selected("li:nth-child( odd )", "h j");
    check_selected("li:nth-child(even)", "i k");
    check_selected("li:not(:first-child)", "i j k");
    check_selected("p:not([lang]):not(.x)", "b l");
    check_selected("div > :not(p)", "e");
}

static void what_is_not_understood_is_told_with_its_column(void)
{
    check_selected("p,", "column 3: a selector is wanted");
    check_selected("", "column 1: a selector is wanted");
    check_selected("p > > b", "column 5: a selector is wanted");
    check_selected("> p", "column 1: a selector is wanted");
    check_selected("p::before", "column 3: of the pseudo-classes only :not(), :first-child, :last-child and "
                                ":nth-child() are understood");
    check_selected("p:hover", "column 3: of the pseudo-classes only :not(), :first-child, :last-child and "
                              ":nth-child() are understood");
    check_selected("p:first-childish", "column 3: of the pseudo-classes only :not(), :first-child, "
                                       ":last-child and :nth-child() are understood");
    check_selected("li:nth-child(2n+1)", "column 14: a number, odd or even is wanted");
    check_selected("li:nth-child(2", "column 14: a number, odd or even is wanted, and ')'");
    check_selected("p:not(.a.b)", "column 9: ) is wanted: :not() takes one condition");
    check_selected("p:not(:not(.a))", "column 15: :not() inside :not()");
    check_selected(".1st", "column 2: a name does not begin with a digit");
    check_selected("[x=\"y]", "column 4: the quotation does not end");
    check_selected("[x!=y]", "column 3: ], = or one of ~= |= ^= $= *= is wanted");
    check_selected("[x=y", "column 5: ] is wanted");
    check_selected("p {color}", "column 3: a selector is wanted");
    check_selected("p)", "column 2: this is not understood");
    check_selected(".\\31 x",
                   "column 3: a sign is wanted behind the backslash (numbers of characters are not "
                   "understood)");
}

static void more_than_its_bounds_is_refused(void)
{
    struct arena a;
    struct error err = {0};
    struct selectors s = {0};
    struct buf list = BUF_EMPTY;
    arena_init(&a);
    for (int i = 0; i < 2000; i++)
        buf_printf(&list, "%s.c%d", i ? "," : "", i);
    check_true(!selectors_add(&a, &s, buf_span(&list), buf_span(&list), 1, &err));
    check_true(strstr(err.detail, "too many selectors") != NULL);
    buf_clear(&list);
    s = (struct selectors){0};
    for (int i = 0; i < 40; i++)
        buf_printf(&list, "%s[x%d]", i ? "," : "", i);
    check_true(!selectors_add(&a, &s, buf_span(&list), buf_span(&list), 1, &err));
    check_true(strstr(err.detail, "too many different names") != NULL);
    check_selected("p p p p p p p p p p p p p p p p p", "column 33: too long a selector");
    check_selected(".a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a", "column 33: too many conditions on one element");
    buf_finish(&list);
    arena_finish(&a);
}

static void many_selectors_match_in_several_groups(void)
{
    struct buf list = BUF_EMPTY;
    for (int i = 0; i < 200; i++)
        buf_printf(&list, "div .c%d > x,", i);
    buf_add_text(&list, "ul > li:first-child,div b");
    check_selected(list.p, "c h");
    buf_finish(&list);
}

/* Backtracking would try each ancestor for each compound, at every depth. */
static void nesting_made_for_backtracking_is_walked_once(void)
{
    struct arena a;
    struct config config;
    struct selectors s = {0};
    struct tree tree;
    struct error err = {0};
    struct buf html = BUF_EMPTY;
    arena_init(&a);
    config_init(&config);
    for (int i = 0; i < 500; i++)
        buf_add_text(&html, "<div class=a>");
    for (int i = 0; i < 20000; i++)
        buf_add_text(&html, "<i class=a>x</i>");
    struct span list = SPAN(".a .a .a .a .a .a .a .a .a .a .a .a ~ .a ~ .a ~ .b");
    check_true(selectors_add(&a, &s, list, list, 1, &err));
    if (check_true(html_parse(&a, &config, buf_span(&html), &s.wanted, &tree, &err))) {
        const uint8_t *effects = selectors_match(&a, &s, &tree);
        for (uint32_t i = 0; i < tree.nnodes; i++)
            check_true(effects[i] == 0);
    }
    buf_finish(&html);
    config_finish(&config);
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(simple_selectors_match),
        CHECK(attributes_match_as_css_says),
        CHECK(combinators_match_as_css_says),
        CHECK(places_among_siblings_match),
        CHECK(what_is_not_understood_is_told_with_its_column),
        CHECK(more_than_its_bounds_is_refused),
        CHECK(many_selectors_match_in_several_groups),
        CHECK(nesting_made_for_backtracking_is_walked_once),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
