/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser: one reader with a cursor; what it cannot read it names with its column. */
#include "article/selector.h"

#include "article/attribute.h"

#include <string.h>

enum { COMPOUNDS_MAX = 16 /* of one selector */, NUMBER_BYTES = 8 };

struct reader {
    struct arena *a;
    struct selectors *selectors;
    const char *origin, *p, *end;
    struct error *err;
};

static bool fail(struct reader *r, const char *what)
{
    return error_set(r->err, ERROR_CONFIG, "column %zu: %s", (size_t)(r->p - r->origin) + 1, what);
}

static char peek(const struct reader *r)
{
    return r->p < r->end ? *r->p : '\0';
}

static bool take(struct reader *r, char c)
{
    bool there = r->p < r->end && *r->p == c;
    r->p += there;
    return there;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool skip_blanks(struct reader *r)
{
    const char *from = r->p;
    while (r->p < r->end && is_blank(*r->p))
        r->p++;
    return r->p > from;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* A backslash makes the sign behind it part of the name (".md\:wide"). */
static bool read_name(struct reader *r, bool bare_value, struct span *name)
{
    const char *end = r->p;
    while (end < r->end && (is_name(*end) || *end == '\\'))
        end += *end == '\\' && end + 1 < r->end ? 2 : 1;
    char *text = arena_alloc(r->a, (size_t)(end - r->p) + 1);
    size_t n = 0;
    if (!bare_value && is_digit(peek(r)))
        return fail(r, "a name does not begin with a digit");
    while (r->p < r->end && (is_name(*r->p) || *r->p == '\\')) {
        bool escape = take(r, '\\');
        if (escape && (r->p == r->end || is_digit(*r->p) || is_blank(*r->p)))
            return fail(r,
                        "a sign is wanted behind the backslash (numbers of characters are not understood)");
        text[n++] = *r->p++;
    }
    *name = (struct span){text, n};
    return n > 0 || fail(r, "a name is wanted");
}

static bool read_value(struct reader *r, struct span *value)
{
    char quote = peek(r);
    if (quote != '"' && quote != '\'')
        return read_name(r, true, value);
    const char *end = memchr(r->p + 1, quote, (size_t)(r->end - r->p) - 1);
    if (!end)
        return fail(r, "the quotation does not end");
    *value = arena_copy(r->a, (struct span){r->p + 1, (size_t)(end - r->p) - 1});
    r->p = end + 1;
    return true;
}

/* The number of a name in a list of wanted names, added if it is new. */
static bool want(struct reader *r, struct span *names, size_t *count, struct span name, unsigned *number)
{
    size_t i = 0;
    while (i < *count && !span_equal(names[i], name))
        i++;
    if (i == WANTED_MAX)
        return fail(r, "too many different names");
    if (i == *count)
        names[(*count)++] = name;
    *number = (unsigned)i;
    return true;
}

static bool read_tag(struct reader *r, struct simple *out)
{
    struct span name;
    if (!read_name(r, false, &name))
        return false;
    name = utf8_lower(r->a, name);
    out->kind = SIMPLE_TAG;
    out->number = tag_named(name);
    if (out->number != TAG_OTHER)
        return true;
    struct wanted *wanted = &r->selectors->wanted;
    out->kind = SIMPLE_NAMED;
    return want(r, wanted->tags, &wanted->ntags, name, &out->number);
}

static bool set_attribute(struct reader *r, struct span name, struct simple *out)
{
    struct wanted *wanted = &r->selectors->wanted;
    out->kind = SIMPLE_ATTRIBUTE;
    enum attribute_name number;
    if (attribute_wanted(NULL, name, &number)) {
        out->number = number;
        return true;
    }
    bool ok = want(r, wanted->attributes, &wanted->nattributes, name, &out->number);
    out->number += ATTRIBUTE_NAMES;
    return ok;
}

static bool read_id(struct reader *r, struct simple *out)
{
    *out = (struct simple){.kind = SIMPLE_ATTRIBUTE, .test = TEST_EQUAL, .number = ATTRIBUTE_ID};
    return read_name(r, false, &out->value);
}

static bool read_test(struct reader *r, struct simple *out)
{
    static const char signs[] = {
        [TEST_WORD] = '~', [TEST_DASH] = '|', [TEST_START] = '^', [TEST_END] = '$', [TEST_WITHIN] = '*'};
    out->test = TEST_EQUAL;
    for (int test = TEST_WORD; test <= TEST_WITHIN; test++)
        if (take(r, signs[test]))
            out->test = (enum attribute_test)test;
    return take(r, '=') || fail(r, "], = or one of ~= |= ^= $= *= is wanted");
}

/* Behind the bracket. */
static bool read_attribute(struct reader *r, struct simple *out)
{
    struct span name;
    skip_blanks(r);
    if (!read_name(r, false, &name) || !set_attribute(r, utf8_lower(r->a, name), out))
        return false;
    skip_blanks(r);
    if (take(r, ']'))
        return true;
    if (!read_test(r, out))
        return false;
    skip_blanks(r);
    if (!read_value(r, &out->value))
        return false;
    skip_blanks(r);
    out->nocase = take(r, 'i') || take(r, 'I');
    skip_blanks(r);
    return take(r, ']') || fail(r, "] is wanted");
}

static bool read_nth(struct reader *r, struct simple *out)
{
    struct span rest = {r->p, (size_t)(r->end - r->p)};
    size_t n = span_find_byte(rest, ')');
    struct span text = span_trim(span_slice(rest, 0, n));
    *out = (struct simple){.kind = SIMPLE_NTH, .step = 2, .number = 1};
    if (span_is_nocase(text, "even"))
        out->number = 2;
    else if (!span_is_nocase(text, "odd"))
        *out = (struct simple){.kind = SIMPLE_NTH};
    for (size_t i = 0; out->step == 0 && i < text.n && text.n < NUMBER_BYTES; i++) {
        if (!is_digit(text.p[i]))
            return fail(r, "a number, odd or even is wanted");
        out->number = out->number * 10 + (unsigned)(text.p[i] - '0');
    }
    if (n == rest.n || out->number == 0)
        return fail(r, "a number, odd or even is wanted, and ')'");
    r->p += n + 1;
    return true;
}

static bool read_simple(struct reader *r, struct simple *out);

static bool read_not(struct reader *r, struct simple *out)
{
    skip_blanks(r);
    if (!read_simple(r, out))
        return false;
    if (out->negated)
        return fail(r, ":not() inside :not()");
    out->negated = true;
    skip_blanks(r);
    return take(r, ')') || fail(r, ") is wanted: :not() takes one condition");
}

/* Behind the colon. */
static bool read_pseudo(struct reader *r, struct simple *out)
{
    struct span rest = {r->p, (size_t)(r->end - r->p)};
    static const struct {
        const char *name;
        struct simple simple;
        bool (*read)(struct reader *, struct simple *);
    } pseudos[] = {
        {"first-child", {.kind = SIMPLE_NTH, .number = 1}, NULL},
        {"last-child", {.kind = SIMPLE_LAST}, NULL},
        {"nth-child(", {.kind = SIMPLE_NTH}, read_nth},
        {"not(", {.kind = SIMPLE_ANY}, read_not},
    };
    for (size_t i = 0; i < COUNT_OF(pseudos); i++) {
        size_t n = strlen(pseudos[i].name);
        if (!span_starts_nocase(rest, pseudos[i].name) ||
            (!pseudos[i].read && rest.n > n && is_name(rest.p[n])))
            continue;
        r->p += n;
        *out = pseudos[i].simple;
        return !pseudos[i].read || pseudos[i].read(r, out);
    }
    return fail(
        r, "of the pseudo-classes only :not(), :first-child, :last-child and :nth-child() are understood");
}

static bool read_simple(struct reader *r, struct simple *out)
{
    *out = (struct simple){.kind = SIMPLE_ANY};
    if (take(r, '*'))
        return true;
    if (take(r, '#'))
        return read_id(r, out);
    if (take(r, '[')) {
        return read_attribute(r, out);
    }
    if (take(r, ':'))
        return read_pseudo(r, out);
    if (!take(r, '.'))
        return is_name(peek(r)) || peek(r) == '\\' ? read_tag(r, out) : fail(r, "a selector is wanted");
    out->kind = SIMPLE_CLASS;
    return read_name(r, false, &out->value);
}

static bool begins_condition(char c)
{
    return c == '#' || c == '.' || c == '[' || c == ':';
}

static bool read_compound(struct reader *r, struct compound *out)
{
    struct simple simples[SELECTOR_SIMPLES_MAX];
    size_t n = 0;
    do {
        if (n == COUNT_OF(simples))
            return fail(r, "too many conditions on one element");
        if (!read_simple(r, &simples[n++]))
            return false;
    } while (begins_condition(peek(r)));
    out->simples = memcpy(arena_alloc(r->a, n * sizeof *simples), simples, n * sizeof *simples);
    out->nsimples = n;
    return true;
}

/* What stands between two compounds; COMBINE_FIRST: the selector is at its end. */
static enum combinator read_combinator(struct reader *r)
{
    static const char signs[] = {[COMBINE_CHILD] = '>', [COMBINE_NEXT] = '+', [COMBINE_LATER] = '~'};
    bool blank = skip_blanks(r);
    for (int c = COMBINE_CHILD; c < COMBINATORS; c++)
        if (take(r, signs[c])) {
            skip_blanks(r);
            return (enum combinator)c;
        }
    bool ends = r->p == r->end || *r->p == ',';
    return blank && !ends ? COMBINE_INSIDE : COMBINE_FIRST;
}

static bool store(struct reader *r, const struct compound *compounds, size_t n)
{
    struct selectors *s = r->selectors;
    if (s->ngroups == 0 || s->groups[s->ngroups - 1]->ncompounds + n > GROUP_COMPOUNDS) {
        if (s->ngroups == GROUPS_MAX)
            return fail(r, "too many selectors");
        s->groups[s->ngroups++] = arena_alloc(r->a, sizeof **s->groups);
    }
    struct group *group = s->groups[s->ngroups - 1];
    for (size_t i = 0; i < n; i++) {
        group->by_combinator[compounds[i].combinator] |= 1ull << group->ncompounds;
        group->compounds[group->ncompounds++] = compounds[i];
    }
    return true;
}

static bool read_selector(struct reader *r, unsigned effect)
{
    struct compound compounds[COMPOUNDS_MAX];
    enum combinator combinator = COMBINE_FIRST;
    size_t n = 0;
    do {
        if (n == COUNT_OF(compounds))
            return fail(r, "too long a selector");
        compounds[n] = (struct compound){.combinator = combinator};
        if (!read_compound(r, &compounds[n++]))
            return false;
        combinator = read_combinator(r);
    } while (combinator != COMBINE_FIRST);
    compounds[n - 1].effect = effect;
    return store(r, compounds, n);
}

bool selectors_add(struct arena *a, struct selectors *s, struct span setting, struct span list,
                   unsigned effect, struct error *err)
{
    struct reader r = {
        .a = a, .selectors = s, .origin = setting.p, .p = list.p, .end = list.p + list.n, .err = err};
    do {
        skip_blanks(&r);
        if (!read_selector(&r, effect))
            return false;
    } while (take(&r, ','));
    return r.p == r.end || fail(&r, "this is not understood");
}
