/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/mark.h"

#include "article/discussion.h"

#include <string.h>

enum { WORD_BYTES = 40, NAME_BYTES = 400, NUMBER_LETTERS = 3, ID_WORDS_MAX = 4, MEMORY_PLACES = 512 };

static const struct word {
    const char *text;
    uint32_t marks;
} words[] = {
#define WORD(text, mark) {text, MARK_##mark},
#include "article/class.def"
#undef WORD
};

static const char *const reasons[] = {
#define MARK(name, reason) reason,
    MARKS(MARK)
#undef MARK
};

const char *mark_reason(uint32_t marks)
{
    return marks ? reasons[__builtin_ctz(marks)] : NULL;
}

/* In the order of class.def, which is that of their bytes. */
static uint32_t lookup(const char *text)
{
    size_t from = 0, to = COUNT_OF(words);
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = text[0] - words[middle].text[0];
        order = order ? order : strcmp(text, words[middle].text);
        if (order == 0)
            return words[middle].marks;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return 0;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes the next word off *rest, in lower case; false at the end. A few letters beside a digit ("e1ad93",
 * "h2") are part of a number, not a word. */
static bool next_word(struct span *rest, char word[WORD_BYTES])
{
    size_t at = 0, n = 0;
    while (at < rest->n && !is_letter(rest->p[at]))
        at++;
    size_t start = at;
    for (; at < rest->n && is_letter(rest->p[at]); at++) {
        bool capital = rest->p[at] < 'a';
        bool before_small = at > 0 && rest->p[at - 1] >= 'a' && is_letter(rest->p[at - 1]);
        if (n > 0 && capital && before_small)
            break;
        if (n < WORD_BYTES - 1)
            word[n++] = (char)(rest->p[at] | 32);
    }
    word[n] = '\0';
    bool number = (start > 0 && is_digit(rest->p[start - 1])) || (at < rest->n && is_digit(rest->p[at]));
    if (n > 0 && n <= NUMBER_LETTERS && number)
        strcpy(word, "0");
    *rest = span_slice(*rest, at, rest->n);
    return n > 0;
}

/* "has-sidebar", "no-ads": says something of the page, not of this element. */
static bool negates(const char *word)
{
    static const char *const negations[] = {"has",  "no",     "with",  "without", "is",     "not",  "hide",
                                            "show", "enable", "above", "below",   "before", "after"};
    for (size_t i = 0; i < COUNT_OF(negations); i++)
        if (word[0] == negations[i][0] && strcmp(word, negations[i]) == 0)
            return true;
    return false;
}

/* An id made of a heading's text ("how-to-share-a-keyboard") says nothing of the element's part in the page.
 */
static bool is_slug(struct span id)
{
    char word[WORD_BYTES];
    int count = 0;
    for (struct span rest = id; next_word(&rest, word);)
        count++;
    return count > ID_WORDS_MAX;
}

uint32_t mark_of_name(struct span name)
{
    char word[WORD_BYTES], before[WORD_BYTES] = "", pair[2 * WORD_BYTES];
    uint32_t marks = 0;
    for (struct span rest = name; next_word(&rest, word);) {
        if (!negates(before)) {
            marks |= lookup(word);
            strcpy(stpcpy(stpcpy(pair, before), " "), word);
            marks |= *before ? lookup(pair) : 0;
        }
        memcpy(before, word, sizeof before);
    }
    return marks;
}

/* The marks of values already seen: a page writes the same class many times. */
struct memory {
    struct span names[MEMORY_PLACES];
    uint32_t marks[MEMORY_PLACES];
};

static size_t place_of(struct span names)
{
    uint32_t hash = (uint32_t)names.n;
    for (size_t i = 0; i < names.n; i++)
        hash = hash * 31 + (unsigned char)names.p[i];
    return (hash ^ hash >> 16) % MEMORY_PLACES;
}

static uint32_t read_names(struct span names)
{
    uint32_t marks = 0;
    struct span rest = span_slice(names, 0, NAME_BYTES), name;
    while (span_split(&rest, ' ', &name))
        marks |= mark_of_name(name);
    return marks;
}

static uint32_t marks_of_names(struct memory *memory, struct span names)
{
    size_t place = place_of(names);
    if (!span_equal(memory->names[place], names)) {
        memory->names[place] = names;
        memory->marks[place] = read_names(names);
    }
    return memory->marks[place];
}

static uint32_t marks_of_role(struct span role)
{
    static const struct word roles[] = {
        {"navigation", MARK_NAVIGATION}, {"banner", MARK_NAVIGATION},       {"search", MARK_NAVIGATION},
        {"menu", MARK_NAVIGATION},       {"menubar", MARK_NAVIGATION},      {"toolbar", MARK_SHARE},
        {"contentinfo", MARK_FOOTER},    {"complementary", MARK_ASIDE},     {"dialog", MARK_DIALOG},
        {"alertdialog", MARK_DIALOG},    {"tooltip", MARK_HIDDEN},          {"doc-endnotes", MARK_NOTE},
        {"doc-bibliography", MARK_NOTE}, {"doc-pullquote", MARK_PULLQUOTE}, {"note", 0},
    };
    for (size_t i = 0; i < COUNT_OF(roles); i++)
        if (span_is_nocase(role, roles[i].text))
            return roles[i].marks;
    return 0;
}

/* Who said it, below a quotation. */
static bool attributes_quote(const struct tree *tree, const struct node *node)
{
    return tree->nodes[node->parent].tag == TAG_BLOCKQUOTE;
}

static uint32_t marks_of_tag(const struct tree *tree, const struct node *node)
{
    switch (node->tag) {
    case TAG_ASIDE:
        return MARK_ASIDE;
    case TAG_FOOTER:
        return attributes_quote(tree, node) ? 0 : MARK_FOOTER;
    case TAG_FIGCAPTION:
        return MARK_CAPTION;
    case TAG_FORM:
    case TAG_FIELDSET:
        return MARK_FORM;
    default:
        return 0;
    }
}

/* "display: none" with or without the space. */
static bool hides(struct span style)
{
    for (struct span rest = style, declaration; span_split(&rest, ';', &declaration);) {
        size_t colon = span_find_byte(declaration, ':');
        struct span property = span_trim(span_slice(declaration, 0, colon));
        struct span value = span_trim(span_slice(declaration, colon + 1, declaration.n));
        if ((span_is_nocase(property, "display") && span_starts_nocase(value, "none")) ||
            (span_is_nocase(property, "visibility") && span_starts_nocase(value, "hidden")))
            return true;
    }
    return false;
}

static uint32_t marks_of_attributes(struct memory *memory, const struct node *node)
{
    uint32_t marks = 0;
    bool structural = node->tag == TAG_HTML || node->tag == TAG_BODY || node->tag == TAG_MAIN;
    bool heading = node->tag >= TAG_H1 && node->tag <= TAG_H6;
    for (size_t i = 0; i < node->nattributes; i++) {
        struct span value = node->attributes[i].value;
        switch (node->attributes[i].name) {
        case ATTRIBUTE_ID:
            marks |= structural || heading || is_slug(value) ? 0 : marks_of_names(memory, value);
            break;
        case ATTRIBUTE_CLASS:
        case ATTRIBUTE_DATA_COMPONENT:
        case ATTRIBUTE_DATA_TESTID:
        case ATTRIBUTE_DATA_ROLE:
            marks |= structural ? 0 : marks_of_names(memory, value);
            break;
        case ATTRIBUTE_ROLE:
            marks |= marks_of_role(value);
            break;
        case ATTRIBUTE_STYLE:
            marks |= hides(value) ? MARK_HIDDEN : 0;
            break;
        case ATTRIBUTE_HIDDEN:
            marks |= MARK_HIDDEN;
            break;
        case ATTRIBUTE_ARIA_HIDDEN:
            marks |= span_is_nocase(value, "true") ? MARK_HIDDEN : 0;
            break;
        case ATTRIBUTE_ARIA_MODAL:
            marks |= MARK_DIALOG;
            break;
        case ATTRIBUTE_ITEMPROP:
            marks |=
                span_is_nocase(value, "author") || span_is_nocase(value, "datePublished") ? MARK_AUTHOR : 0;
            break;
        default:
            break;
        }
    }
    return marks;
}

uint32_t *mark_nodes(struct arena *a, const struct tree *tree)
{
    uint32_t *marks = arena_alloc(a, tree->nnodes * sizeof *marks);
    struct memory *memory = arena_alloc(a, sizeof *memory);
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        const struct node *node = &tree->nodes[i];
        marks[i] = marks_of_tag(tree, node) | marks_of_attributes(memory, node);
        marks[i] &= node->kept ? (uint32_t)MARK_HIDDEN : ~0u;
    }
    discussion_mark(a, tree, marks);
    return marks;
}
