/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns are read once: what a match must begin with and cannot do without is known before any text is. */
#include <string.h>

#include "script/rule.h"

static const unsigned any_kind = 1u << ATOM_WORD | 1u << ATOM_DIGITS | 1u << ATOM_MARK | 1u << ATOM_SPACE;

static bool parse_named(struct span name, struct part *part)
{
    part->field = true;
    part->element = element_named(name);
    part->kind = part->element ? PART_ELEMENT : PART_SENSE;
    for (int s = 1; !part->element && s < SENSES; s++)
        if (span_is_nocase(name, sense_names[s]))
            part->sense = (enum sense)s;
    return part->element || part->sense != SENSE_NONE;
}

static bool parse_single(struct span text, struct part *part)
{
    size_t length;
    if (span_is(text, "_") || span_is(text, "~")) {
        part->kind = PART_SPACE;
        part->optional = text.p[0] == '_';
        return true;
    }
    if (text.n > 1 && text.p[0] == '=') {
        part->kind = PART_WORD;
        part->word = span_slice(text, 1, text.n);
        return true;
    }
    if (text.n && code_is_letter(utf8_at(text, 0, &length)))
        return parse_named(text, part);
    if (text.n == 2 && text.p[0] == '\\')
        text = span_slice(text, 1, 2);
    part->kind = PART_MARK;
    part->code = text.n ? utf8_at(text, 0, &length) : 0;
    return text.n && length == text.n;
}

static bool parse_part(struct arena *a, struct span text, struct part *part)
{
    *part = (struct part){0};
    if (text.n > 1 && (text.p[0] == '<' || text.p[0] == '>')) {
        part->place = text.p[0] == '<' ? PLACE_BEFORE : PLACE_AFTER;
        part->not = text.p[1] == '!' && text.n > 2;
        text = span_slice(text, part->not ? 2 : 1, text.n);
    }
    if (part->place == PLACE_BEFORE && span_is(text, "^")) {
        part->kind = PART_START;
        return true;
    }
    bool optional = text.n > 1 && text.p[text.n - 1] == '?';
    if (optional)
        text.n--;
    bool good = true;
    if (text.n > 1 && memchr(text.p, '|', text.n)) {
        struct span choice;
        size_t capacity = 0;
        part->kind = PART_EITHER;
        while (good && span_split(&text, '|', &choice)) {
            part->choices = arena_grow(a, part->choices, part->nchoices, &capacity, sizeof *part->choices);
            struct part *one = &part->choices[part->nchoices++];
            *one = (struct part){0};
            good = parse_single(choice, one);
            part->field |= one->field;
        }
    } else {
        good = parse_single(text, part);
    }
    part->optional |= optional;
    part->field &= part->place == PLACE_HERE;
    return good;
}

static unsigned first_of(const struct part *part)
{
    static const unsigned firsts[] = {[PART_SPACE] = 1u << ATOM_SPACE,
                                      [PART_WORD] = 1u << ATOM_WORD,
                                      [PART_MARK] = 1u << ATOM_MARK,
                                      [PART_SENSE] = 1u << ATOM_WORD | 1u << ATOM_MARK | 1u << ATOM_DIGITS};
    if (part->kind == PART_ELEMENT)
        return part->element->first;
    if (part->kind != PART_EITHER)
        return firsts[part->kind];
    unsigned first = 0;
    for (size_t i = 0; i < part->nchoices; i++)
        first |= first_of(&part->choices[i]);
    return first;
}

/* The one mark or letter that it can begin with; 0 when there are several. */
static uint32_t code_of(const struct part *part)
{
    size_t length;
    if (part->kind == PART_MARK)
        return part->code;
    return part->kind == PART_WORD ? code_lower(utf8_at(part->word, 0, &length)) : 0;
}

static bool needs_dictionary(const struct part *part)
{
    if (part->kind == PART_ELEMENT)
        return part->element->first & FIRST_KNOWN;
    for (size_t i = 0; part->kind == PART_EITHER && i < part->nchoices; i++)
        if (!needs_dictionary(&part->choices[i]))
            return false;
    return part->kind == PART_EITHER || part->kind == PART_SENSE;
}

/* A bit for a mark; some share one, as all dashes do. */
static uint64_t mark_bit(uint32_t code)
{
    enum { DASHES = 63 };
    bool dash = code == '-' || code == DASH_EN || code == DASH_EM || code == SIGN_MINUS;
    return UINT64_C(1) << (dash ? DASHES : code % DASHES);
}

uint64_t marks_of(const struct atoms *atoms)
{
    uint64_t marks = 0;
    for (size_t i = 0; i < atoms->n; i++)
        if (atoms->list[i].kind == ATOM_MARK)
            marks |= mark_bit(atoms->list[i].code);
    return marks;
}

static void note_needs(struct rule *rule, const struct part *part)
{
    struct element_need need = {.mark = part->code, .sense = part->sense};
    if (part->optional || part->not )
        return;
    if (part->element)
        need = element_need(part->element);
    rule->senses |= need.sense ? UINT64_C(1) << need.sense : 0;
    rule->marks |= need.mark ? mark_bit(need.mark) : 0;
}

static bool class_named(const char *name, enum reason_class *class)
{
    for (*class = 0; *class < CLASSES; (*class)++)
        if (strcmp(class_names[*class], name) == 0)
            return true;
    return false;
}

const struct rule *rule_compile(struct arena *a, const struct rule_text *text, struct error *err)
{
    struct rule *rule = arena_alloc(a, sizeof *rule);
    struct span rest = span_of(text->pattern), word;
    bool open = true;
    rule->text = text;
    rule->by_dictionary = true;
    if (!class_named(text->class, &rule->class)) {
        error_set(err, ERROR_CONFIG, "rule '%s': no such class '%s'", text->name, text->class);
        return NULL;
    }
    while (span_split(&rest, ' ', &word)) {
        if (rule->nparts == ELEMENTS_MOST || !parse_part(a, word, &rule->parts[rule->nparts])) {
            error_set(err, ERROR_CONFIG, "rule '%s': no such element '%.*s'", text->name, (int)word.n,
                      word.p);
            return NULL;
        }
        const struct part *part = &rule->parts[rule->nparts++];
        note_needs(rule, part);
        if (part->place == PLACE_HERE && open) {
            rule->code = rule->first || part->optional ? 0 : code_of(part);
            rule->first |= first_of(part);
            rule->by_dictionary &= needs_dictionary(part);
            open = part->optional;
        }
    }
    if (open) {
        rule->first = any_kind;
        rule->by_dictionary = false;
    }
    return rule;
}
