/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/rule.h"

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
    case PART_START:
        return false; /* no atom is: looks_around */
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
    bool at_start = part->place == PLACE_BEFORE && j == i;
    bool there = at_start ? part->kind == PART_START : j < scan->atoms.n && part_match(part, scan, j, &f);
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

/* Kind (ATOM_END, which nothing begins with, shares its group with marks), whether the dictionary has it, and
 * five bits of its mark or first letter. */
enum { GROUP_KIND_SHIFT = 6, GROUP_KNOWN = 1 << 5, GROUP_CODE = 31 };

unsigned rule_group_of(const struct atom *atom)
{
    unsigned kind = atom->kind % ATOM_MARK, known = atom->node ? GROUP_KNOWN : 0;
    return kind << GROUP_KIND_SHIFT | known | (code_lower(atom->code) & GROUP_CODE);
}

bool rule_is_in(const struct rule *rule, unsigned group)
{
    unsigned kind = group >> GROUP_KIND_SHIFT;
    if (!(rule->first & 1u << (kind ? kind : ATOM_MARK)) || (rule->by_dictionary && !(group & GROUP_KNOWN)))
        return false;
    return !rule->code || (rule->code & GROUP_CODE) == (group & GROUP_CODE);
}

bool rule_match(const struct rule *rule, const struct scan *scan, size_t i, struct record *out)
{
    const struct atom *atom = &scan->atoms.list[i];
    if (rule->senses & ~scan->senses || rule->marks & ~scan->marks)
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
