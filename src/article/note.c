/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A raised number is a reference when it is linked, bracketed, or stands behind a mark of punctuation or a
 * long word; behind a digit or a unit it is an exponent (m<sup>2</sup>). */
#include "article/note.h"

enum { MARKER_BYTES_MAX = 6, SIGN_BYTES_MAX = 8, MARKER_NODES_MAX = 12, NOTED_WORD_LETTERS = 4, YEAR_DIGITS = 4 };

/* A reference to a note, as "[3]", "3" or "*": something a reader skips. */
static bool is_marker_text(struct span text)
{
    size_t signs = 0;
    for (size_t i = 0; i < text.n; i++)
        signs += (text.p[i] >= '0' && text.p[i] <= '9') || text.p[i] == '*' || text.p[i] == '\xE2';
    return text.n > 0 && text.n <= MARKER_BYTES_MAX && (signs > 0 || text.p[0] == '[') &&
           (text.p[0] == '[' || signs + 2 >= text.n);
}

static bool links_inside_page(const struct node *node)
{
    struct span href = node_attribute(node, ATTRIBUTE_HREF);
    return node->tag == TAG_A && span_find_byte(href, '#') < href.n;
}

/* "¶", "#", an arrow: no letters and no digits. */
static bool is_sign(struct span text)
{
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        if (code_is_letter(code) || code_is_digit(code))
            return false;
    }
    return text.n > 0 && text.n <= SIGN_BYTES_MAX;
}

static bool leads_back(struct span sign, struct span before)
{
    static const char *const always[] = {"↩", "↵", "⏎", "⤴"}, *const first[] = {"↑", "^"};
    for (size_t i = 0; i < COUNT_OF(always); i++)
        if (span_starts(sign, always[i]))
            return true;
    for (size_t i = 0; i < COUNT_OF(first) && before.n == 0; i++)
        if (span_starts(sign, first[i]))
            return true;
    return false;
}

static bool is_unit(struct span word)
{
    static const char *const units[] = {"met",  "mét",  "mèt",  "kilom", "centim", "millim", "quadrat",
                                        "feet", "foot", "inch", "mile",  "yard",   "pied"};
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (span_starts_nocase(word, units[i]))
            return true;
    return false;
}

/* A year is no number that people raise: 1800 to 2099. */
static bool is_year(struct span before)
{
    struct span year = span_slice(before, before.n > YEAR_DIGITS ? before.n - YEAR_DIGITS : 0, before.n);
    bool longer = before.n > YEAR_DIGITS && !(before.p[before.n - YEAR_DIGITS - 1] == ' ');
    for (size_t i = 0; i < year.n; i++)
        if (year.p[i] < '0' || year.p[i] > '9')
            return false;
    return year.n == YEAR_DIGITS && !longer &&
           (span_starts(year, "18") || span_starts(year, "19") || span_starts(year, "20"));
}

/* Would a raised number behind this text be a reference? */
static bool takes_reference(struct span before)
{
    size_t length, letters = 0, at = before.n;
    if (at == 0)
        return false;
    uint32_t last = utf8_before(before, at, &length);
    if (last == 0x201D || last == 0x2019 || last == 0xBB || last == 0x2026 || last == 0x3002)
        return true;
    if (last < 0x80 && span_find_byte(SPAN(".,;:!?\""), (char)last) < 7)
        return true;
    if (is_year(before))
        return true;
    while (at > 0 && code_is_letter(utf8_before(before, at, &length))) {
        at -= length;
        letters++;
    }
    struct span word = span_slice(before, at, before.n);
    return letters >= NOTED_WORD_LETTERS && !is_unit(word) && code_is_lower(utf8_at(word, 0, &length));
}

static bool holds_link(const struct tree *tree, uint32_t index)
{
    for (uint32_t i = index; i < tree->nodes[index].end; i++)
        if (tree->nodes[i].tag == TAG_A)
            return true;
    return false;
}

enum note_sign note_sign(struct arena *a, const struct tree *tree, uint32_t index, struct span before)
{
    const struct node *node = &tree->nodes[index];
    if (node->tag != TAG_SUP && node->tag != TAG_A)
        return NOTE_NONE;
    struct span role = node_attribute(node, ATTRIBUTE_ROLE);
    if (span_is_nocase(role, "doc-backlink"))
        return NOTE_BACK;
    if (span_is_nocase(role, "doc-noteref"))
        return NOTE_MARKER;
    if (node->end - index > MARKER_NODES_MAX)
        return NOTE_NONE;
    struct span text = tree_text(a, tree, index);
    if (links_inside_page(node) && is_sign(text))
        return leads_back(text, before) ? NOTE_BACK : NOTE_MARKER;
    if (!is_marker_text(text))
        return NOTE_NONE;
    bool marker = text.p[0] == '['
                      ? node->tag == TAG_SUP || links_inside_page(node)
                      : node->tag == TAG_SUP && (holds_link(tree, index) || takes_reference(before));
    return marker ? NOTE_MARKER : NOTE_NONE;
}
