/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One walk over the formula's elements: tokens are written as they stand, and an element whose parts stand
 * above, below or under each other writes its sign between them. */
#include "article/math.h"

#include "article/fold.h"

enum {
    TEX_BYTES_MAX = 60,      /* longer TeX is noise to the ear */
    FORMULA_BYTES_MAX = 600, /* nobody follows more */
    DEPTH_MAX = 64,
    RAISED_BYTES_MAX = 3,
};

/* Commands, braces and scripts: written for a machine. */
static bool is_tex(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\\' || text.p[i] == '{' || text.p[i] == '_' || text.p[i] == '^')
            return true;
    return false;
}

static bool is_blank_sign(struct span text)
{
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        bool invisible = code_is_space(code) || code_is_control(code) || (code >= 0x2061 && code <= 0x2064);
        if (!invisible)
            return false;
    }
    return true;
}

struct formula {
    struct arena *arena;
    const struct tree *tree;
    struct fold fold;
};

/* A signed or whole number as raised signs, for it is said shorter so ("squared"). */
static bool add_raised(struct fold *fold, struct span text)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    bool minus = span_starts(text, "-") || span_starts(text, "−");
    size_t from = !minus ? 0 : text.p[0] == '-' ? 1 : 3;
    if (text.n <= from || text.n - from > RAISED_BYTES_MAX)
        return false;
    for (size_t i = from; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    if (minus)
        fold_add(fold, SPAN("⁻"));
    for (size_t i = from; i < text.n; i++)
        fold_add(fold, span_of(raised[text.p[i] - '0']));
    return true;
}

static void add(struct formula *f, uint32_t node, int depth);

static struct span part_text(struct formula *f, uint32_t node, int depth)
{
    struct formula part = {.arena = f->arena, .tree = f->tree};
    add(&part, node, depth);
    struct span text = fold_text(f->arena, &part.fold);
    fold_finish(&part.fold);
    return text;
}

/* More than one word or sign needs brackets. */
static void add_bracketed(struct formula *f, struct span text)
{
    bool several = span_find_byte(text, ' ') < text.n;
    if (several)
        fold_add(&f->fold, SPAN("("));
    fold_add(&f->fold, text);
    if (several)
        fold_add(&f->fold, SPAN(")"));
}

/* The element's children, at most three; returns how many. */
static size_t parts_of(const struct tree *tree, uint32_t node, uint32_t parts[3])
{
    size_t n = 0;
    for (uint32_t i = node + 1; i < tree->nodes[node].end; i = tree->nodes[i].end)
        if (tree->nodes[i].tag != TAG_TEXT && n < 3)
            parts[n++] = i;
    return n;
}

static void add_scripts(struct formula *f, uint32_t node, enum tag tag, int depth)
{
    uint32_t parts[3];
    size_t n = parts_of(f->tree, node, parts);
    if (n > 0)
        add(f, parts[0], depth);
    bool lower = tag != TAG_MSUP && tag != TAG_MOVER;
    for (size_t i = 1; i < n; i++) {
        struct span text = part_text(f, parts[i], depth);
        bool sub = i == 1 && lower;
        if (is_blank_sign(text) || (!sub && add_raised(&f->fold, text)))
            continue;
        fold_add(&f->fold, sub ? SPAN("_") : SPAN("^"));
        add_bracketed(f, text);
    }
}

static void add_fraction(struct formula *f, uint32_t node, int depth)
{
    uint32_t parts[3];
    size_t n = parts_of(f->tree, node, parts);
    for (size_t i = 0; i < n && i < 2; i++) {
        if (i)
            fold_add(&f->fold, SPAN(" ÷ "));
        add_bracketed(f, part_text(f, parts[i], depth));
    }
}

static void add_root(struct formula *f, uint32_t node, enum tag tag, int depth)
{
    uint32_t parts[3];
    size_t n = parts_of(f->tree, node, parts);
    fold_add(&f->fold, SPAN("√"));
    if (tag == TAG_MROOT && n > 0) {
        add_bracketed(f, part_text(f, parts[0], depth));
        return;
    }
    struct formula inner = {.arena = f->arena, .tree = f->tree};
    for (uint32_t i = node + 1; i < f->tree->nodes[node].end; i = f->tree->nodes[i].end)
        add(&inner, i, depth);
    add_bracketed(f, fold_text(f->arena, &inner.fold));
    fold_finish(&inner.fold);
}

static bool is_letter_or_digit(struct span text)
{
    size_t length;
    uint32_t code = text.n ? utf8_at(text, 0, &length) : 0;
    return code_is_letter(code) || code_is_digit(code);
}

/* "mc" is two names, not a word; but the digits of a number may stand in elements of their own. */
static bool ends_in_name(const struct fold *fold)
{
    size_t length;
    uint32_t last = fold->text.n ? utf8_before(buf_span(&fold->text), fold->text.n, &length) : 0;
    return code_is_letter(last) || code_is_digit(last);
}

/* Operators stand apart, so that they are words of their own; brackets, commas and names do not. */
static void add_token(struct formula *f, uint32_t node, enum tag tag)
{
    struct span text = tree_text(f->arena, f->tree, node);
    if (is_blank_sign(text))
        return;
    bool apart = tag == TAG_MO && !is_letter_or_digit(text) && !span_is(text, "(") && !span_is(text, ")") &&
                 !span_is(text, "[") && !span_is(text, "]") && !span_is(text, ",") && !span_is(text, "!") &&
                 !span_is(text, "|") && !span_is(text, "′");
    bool name = tag == TAG_MI || tag == TAG_MN || tag == TAG_MTEXT;
    if (apart || (name && ends_in_name(&f->fold)))
        fold_add(&f->fold, SPAN(" "));
    fold_add(&f->fold, text);
    if (apart || span_is(text, ","))
        fold_add(&f->fold, SPAN(" "));
}

static void add(struct formula *f, uint32_t node, int depth)
{
    enum tag tag = f->tree->nodes[node].tag;
    if (depth > DEPTH_MAX || f->fold.text.n > FORMULA_BYTES_MAX)
        return;
    switch (tag) {
    case TAG_TEXT:
    case TAG_ANNOTATION:
    case TAG_ANNOTATION_XML:
        break;
    case TAG_MI:
    case TAG_MN:
    case TAG_MO:
    case TAG_MS:
    case TAG_MTEXT:
        add_token(f, node, tag);
        break;
    case TAG_MSUB:
    case TAG_MSUP:
    case TAG_MSUBSUP:
    case TAG_MUNDER:
    case TAG_MOVER:
    case TAG_MUNDEROVER:
        add_scripts(f, node, tag, depth + 1);
        break;
    case TAG_MFRAC:
        add_fraction(f, node, depth + 1);
        break;
    case TAG_MSQRT:
    case TAG_MROOT:
        add_root(f, node, tag, depth + 1);
        break;
    case TAG_MTR:
    case TAG_MTD:
        fold_add(&f->fold, SPAN(" "));
        /* fall through */
    default:
        for (uint32_t i = node + 1; i < f->tree->nodes[node].end; i = f->tree->nodes[i].end)
            add(f, i, depth + 1);
    }
}

/* The annotation in TeX, on one line. */
static struct span tex_of(struct arena *a, const struct tree *tree, uint32_t math)
{
    for (uint32_t i = math; i < tree->nodes[math].end; i++)
        if (tree->nodes[i].tag == TAG_ANNOTATION)
            return tree_text(a, tree, i);
    return (struct span){0};
}

struct span math_text(struct arena *a, const struct tree *tree, uint32_t math)
{
    const struct node *node = &tree->nodes[math];
    const struct span told[] = {fold_span(a, node_attribute(node, ATTRIBUTE_ALTTEXT)),
                                fold_span(a, node_attribute(node, ATTRIBUTE_ARIA_LABEL))};
    for (size_t i = 0; i < COUNT_OF(told); i++)
        if (told[i].n && told[i].n <= FORMULA_BYTES_MAX && !is_tex(told[i]))
            return told[i];
    struct formula f = {.arena = a, .tree = tree};
    for (uint32_t i = math + 1; i < node->end; i = tree->nodes[i].end)
        add(&f, i, 0);
    struct span text = fold_text(a, &f.fold);
    fold_finish(&f.fold);
    if (text.n)
        return text;
    struct span tex = told[0].n ? told[0] : tex_of(a, tree, math);
    return tex.n <= TEX_BYTES_MAX ? tex : (struct span){0};
}

uint32_t math_inside(const struct tree *tree, uint32_t node)
{
    uint32_t math = 0;
    for (uint32_t i = node + 1; i < tree->nodes[node].end; i++) {
        const struct node *n = &tree->nodes[i];
        if (n->tag == TAG_MATH && !math) {
            math = i;
            i = n->end - 1;
        } else if (n->tag == TAG_MATH || (n->tag == TAG_TEXT && !is_blank_sign(n->text))) {
            return 0;
        }
    }
    return math;
}
