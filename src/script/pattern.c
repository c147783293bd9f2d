/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/pattern.h"

#include <string.h>

enum part_kind { PART_SPACE, PART_WORD, PART_MARK, PART_SENSE, PART_ELEMENT, PART_EITHER };
enum part_place { PLACE_HERE, PLACE_BEFORE, PLACE_AFTER };

struct part {
    enum part_kind kind;
    enum part_place place;
    bool optional, not, field;
    struct span word;
    uint32_t code;
    enum sense sense;
    const struct element_type *element;
    struct part *choices; /* PART_EITHER */
    size_t nchoices;
};

struct rule {
    const struct rule_text *text;
    enum reason_class class;
    struct part parts[ELEMENTS_MOST];
    size_t nparts;
    unsigned first;     /* kinds of atom a match can begin with */
    uint32_t code;      /* and its mark, or its first letter in lower case; 0: any */
    bool by_dictionary; /* a match begins with a form of the dictionary: most atoms have none */
};

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

/* x and X are different things, The and the are not. */
static bool same_word(struct span text, struct span word)
{
    return word.n == 1 ? span_equal(text, word) : span_equal_nocase(text, word);
}

/* True when the part stands at atom i; *next is the atom behind it. */
static bool part_match(const struct part *part, const struct scan *scan, size_t i, struct field *f)
{
    const struct atoms *atoms = &scan->atoms;
    const struct atom *atom = &atoms->list[i];
    f->from = i;
    f->to = i + 1;
    switch (part->kind) {
    case PART_SPACE:
        return atom->kind == ATOM_SPACE;
    case PART_WORD:
        return atom->kind == ATOM_WORD && same_word(atoms_span(atoms, i, i + 1), part->word);
    case PART_MARK:
        return atom->kind == ATOM_MARK && atom->code == part->code;
    case PART_SENSE:
        f->entry = dictionary_find(scan->dictionary, atoms, i, part->sense, &f->to);
        f->value = f->entry ? f->entry->value : 0;
        return f->entry != NULL;
    case PART_ELEMENT:
        return part->element->match(scan, i, part->element, f);
    case PART_EITHER:
        for (size_t c = 0; c < part->nchoices; c++)
            if (part_match(&part->choices[c], scan, i, f))
                return true;
    }
    return false;
}

/* The word before atom i, over white space and the dot of an abbreviation; i when there is none. */
static size_t word_before(const struct scan *scan, size_t i)
{
    size_t j = i;
    if (j > 0 && scan->atoms.list[j - 1].kind == ATOM_SPACE)
        j--;
    if (j > 1 && atom_is_mark(&scan->atoms, j - 1, '.') && scan->atoms.list[j - 2].kind == ATOM_WORD)
        j--;
    return j > 0 ? j - 1 : i;
}

static bool looks_around(const struct part *part, const struct scan *scan, size_t i)
{
    struct field f = {0};
    size_t j = i;
    if (part->place == PLACE_BEFORE)
        j = word_before(scan, i);
    else if (scan->atoms.list[i].kind == ATOM_SPACE)
        j = i + 1;
    bool there =
        !(part->place == PLACE_BEFORE && j == i) && j < scan->atoms.n && part_match(part, scan, j, &f);
    return there != part->not ;
}

/* Not inside a number: "3" of "3.5", "1" of "1,000". */
static bool splits_number(const struct atoms *atoms, size_t end)
{
    if (atoms->list[end - 1].kind != ATOM_DIGITS || end + 1 >= atoms->n || atoms->list[end].kind != ATOM_MARK)
        return false;
    const struct atom *digits = &atoms->list[end + 1];
    uint32_t code = atoms->list[end].code;
    if (digits->kind != ATOM_DIGITS)
        return false;
    return code == '.' || code == '/' || code == '-' || (code == ',' && digits->bytes == 3);
}

static bool ends_well(const struct atoms *atoms, size_t end)
{
    if (end == 0 || end >= atoms->n)
        return true;
    return !(atom_is_wordlike(atoms, end - 1) && atom_is_wordlike(atoms, end)) && !splits_number(atoms, end);
}

static bool match_from(const struct rule *rule, size_t p, const struct scan *scan, size_t i,
                       struct record *out)
{
    if (p == rule->nparts) {
        out->to = i;
        return i > out->from && ends_well(&scan->atoms, i);
    }
    const struct part *part = &rule->parts[p];
    if (part->place != PLACE_HERE)
        return looks_around(part, scan, i) && match_from(rule, p + 1, scan, i, out);
    size_t nfields = out->nfields;
    struct field f = {0};
    if (i < scan->atoms.n && part_match(part, scan, i, &f)) {
        if (part->field)
            out->fields[out->nfields++] = f;
        if (match_from(rule, p + 1, scan, f.to, out))
            return true;
        out->nfields = nfields;
    }
    if (!part->optional)
        return false;
    if (part->field)
        out->fields[out->nfields++] = (struct field){.from = i, .to = i};
    if (match_from(rule, p + 1, scan, i, out))
        return true;
    out->nfields = nfields;
    return false;
}

bool rule_match(const struct rule *rule, const struct scan *scan, size_t i, struct record *out)
{
    const struct atom *atom = &scan->atoms.list[i];
    if (!(rule->first & 1u << atom->kind) || (rule->by_dictionary && !atom->node))
        return false;
    if (rule->code && code_lower(atom->code) != rule->code)
        return false;
    out->rule = rule;
    out->from = i;
    out->nfields = 0;
    return match_from(rule, 0, scan, i, out);
}

const char *rule_template(const struct rule *rule)
{
    return rule->text->template;
}

enum reason_class rule_class(const struct rule *rule)
{
    return rule->class;
}

const struct rule_text *rule_source(const struct rule *rule)
{
    return rule->text;
}
