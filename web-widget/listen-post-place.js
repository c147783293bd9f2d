// SPDX-License-Identifier: GPL-3.0-or-later
// Finds a post's blocks in the live page by their text. Space, markup and the shape of quotes do not matter: words are
// compared. Rows of words that both have equally often, in the same order, are certain; each is followed both ways as far
// as the words agree, and what lies between two is searched for shorter rows. So an edit costs no more than the words it
// changed, and what stands twice is told apart by its order and its neighbours.

const rows = [6, 3, 2, 1]; // words
const least = 0.6; // of a block's words must be there, or none is: better no light than one in the wrong place

const alike = { '‘': "'", '’': "'", '“': '"', '”': '"', '‐': '-', '‑': '-', '–': '-', '—': '-' };
const silent = /[\s\p{Cf}\p{Cc}]/u;
const letter = /[\p{L}\p{N}\p{M}]/u;
const alone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u; // written without spaces
const foreign = 'listen-post, script, style, noscript, template, textarea, select, svg, iframe, video, audio, canvas, object';

function plain(unit) {
  if (unit > ' ' && unit < '\x7f') return unit;
  const other = alike[unit] ?? unit.normalize('NFKC');
  return other.length === 1 ? other : unit;
}

// What is left of text without space, and where each of its characters was.
class Ink {
  text = '';
  source = []; // of each character: which text
  at = []; // of each character: where in it, UTF-16
  gaps = new Set(); // before which characters a space was
  edges = new Set([0]); // before which ones a block begins or ends

  add(text, source) {
    for (let i = 0; i < text.length; i++) {
      const unit = plain(text[i]);
      if (!silent.test(unit)) {
        this.text += unit;
        this.source.push(source);
        this.at.push(i);
      } else if (/\s/.test(unit)) {
        this.gaps.add(this.text.length);
      }
    }
    return this;
  }

  edge() {
    this.edges.add(this.text.length);
    this.gaps.add(this.text.length);
  }

  // The first character that is not before 'at' of text 'source'.
  index(source, at) {
    let low = 0, high = this.at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.source[middle] < source || (this.source[middle] === source && this.at[middle] < at)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  words() {
    const words = [];
    let open = false;
    for (let i = 0; i < this.text.length; i++) {
      const unit = this.text[i], apart = alone.test(unit);
      if (!letter.test(unit)) {
        open = false;
        continue;
      }
      if (!open || apart || this.gaps.has(i)) words.push({ first: i, text: '' });
      words.at(-1).text += unit;
      open = !apart;
    }
    return words;
  }
}

// Reads what stands in 'root' into the page's ink; nodes: its texts.
function read(root, page) {
  for (const node of root.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      page.ink.add(node.data, page.nodes.push(node) - 1);
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(foreign)) {
      const { display } = getComputedStyle(node);
      if (display === 'none') continue;
      const apart = !/^(inline|contents|ruby)/.test(display) || node.localName === 'br';
      if (apart) page.ink.edge();
      read(node, page);
      if (apart) page.ink.edge();
    }
  }
  return page;
}

// The longest row of pairs in which 'there' rises, too.
function rising(pairs) {
  const ends = [], before = new Map();
  for (const pair of pairs) {
    let low = 0, high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle].there < pair.there) low = middle + 1;
      else high = middle;
    }
    before.set(pair, ends[low - 1]);
    ends[low] = pair;
  }
  const row = [];
  for (let pair = ends.at(-1); pair; pair = before.get(pair)) row.push(pair);
  return row.reverse();
}

// Where in from..to each row of 'size' words begins.
function rowsOf(words, from, to, size) {
  const found = new Map();
  for (let i = from; i + size <= to; i++) {
    const key = words.slice(i, i + size).map(({ text }) => text).join(' ');
    if (!found.get(key)?.push(i)) found.set(key, [i]);
  }
  return found;
}

// Pairs the post's words with the page's: to[i] is the page's word for the post's word i, or -1.
class Pairing {
  constructor(post, page, edges) {
    Object.assign(this, { post, page, edges, to: new Int32Array(post.length).fill(-1) });
    this.align(0, post.length, 0, page.length, 0);
  }

  same(here, there) {
    return this.post[here].text === this.page[there].text;
  }

  // One word alone proves little: it is the right one where few others are, or where it is a block here and there.
  sure(here, there, fewWords) {
    const { first, text } = this.page[there];
    return fewWords || (this.post[here].only && this.edges.has(first) && this.edges.has(first + text.length));
  }

  pairs(from, to, start, end, size) {
    const there = rowsOf(this.page, start, end, size), pairs = [];
    const few = size > 1 || end - start <= 3 * (to - from) + 10;
    for (const [key, places] of rowsOf(this.post, from, to, size)) {
      const others = there.get(key);
      if (others?.length === places.length) places.forEach((here, i) => pairs.push({ here, there: others[i] }));
    }
    return rising(pairs.filter((pair) => this.sure(pair.here, pair.there, few)).sort((a, b) => a.here - b.here));
  }

  // The post's words from..to lie among the page's start..end.
  align(from, to, start, end, depth) {
    if (from >= to || start >= end || depth === rows.length) return;
    for (let { here, there } of this.pairs(from, to, start, end, rows[depth])) {
      if (here < from || there < start) continue; // followed already
      while (here > from && there > start && this.same(here - 1, there - 1)) here--, there--;
      this.align(from, here, start, there, depth + 1);
      while (here < to && there < end && this.same(here, there)) this.to[here++] = there++;
      [from, start] = [here, there];
    }
    this.align(from, to, start, end, depth + 1);
  }
}

// A block of the post; map: which character of the page each of its characters is, or -1.
class Block {
  constructor(text) {
    this.ink = new Ink().add(text, 0);
    this.words = this.ink.words();
    if (this.words.length === 1) this.words[0].only = true;
    this.map = new Int32Array(this.ink.text.length).fill(-1);
  }

  // Takes the words from 'to', then the signs beside them.
  settle(page, words, to) {
    const there = this.words.map((_, i) => words[to[i]]);
    const found = there.filter(Boolean), size = this.ink.text.length, { map } = this;
    if (!found.length || found.length < least * there.length) return;
    if (found.at(-1).first - found[0].first > 1.5 * size + 24) return; // strewn over the page
    there.forEach((word, i) => {
      for (let k = 0; word && k < word.text.length; k++) map[this.words[i].first + k] = word.first + k;
    });
    const fill = (i, by) => {
      const at = map[i - by] + by;
      if (map[i] < 0 && map[i - by] >= 0 && page.text[at] === this.ink.text[i]) map[i] = at;
    };
    for (let i = 1; i < size; i++) fill(i, 1);
    for (let i = size - 2; i >= 0; i--) fill(i, -1);
    const stands = map.filter((at) => at >= 0);
    [this.first, this.last] = [stands[0], stands.at(-1)];
  }
}

function place(page, blocks) {
  const words = page.words(), { to } = new Pairing(blocks.flatMap((block) => block.words), words, page.edges);
  let from = 0;
  for (const block of blocks) block.settle(page, words, to.subarray(from, (from += block.words.length)));
}

// texts: of the blocks, in their order. Gives what finds ranges of the page.
export default function locate(root, texts) {
  const { ink, nodes } = read(root, { ink: new Ink(), nodes: [] });
  const sizes = nodes.map((node) => node.data.length), blocks = texts.map((text) => new Block(text));
  place(ink, blocks);

  const alive = (source) => nodes[source].isConnected && nodes[source].data.length === sizes[source];

  return {
    // The page's range of the characters from..to of a block; null: it is not there; undefined: the page has changed.
    range(index, from, to) {
      const block = blocks[index];
      const stands = block?.map.subarray(block.ink.index(0, from), block.ink.index(0, to)).filter((at) => at >= 0);
      if (!stands?.length) return null;
      const first = stands[0], last = stands.at(-1), start = ink.source[first], end = ink.source[last];
      if (!alive(start) || !alive(end)) return undefined;
      const range = new Range();
      range.setStart(nodes[start], ink.at[first]);
      range.setEnd(nodes[end], ink.at[last] + 1);
      return range;
    },

    // Which character of which block stands at 'offset' of a text of the page: [index, at]; null: none.
    spot(node, offset) {
      const source = nodes.indexOf(node), at = ink.index(source, offset);
      const index = source < 0 ? -1 : blocks.findIndex(({ first, last }) => first <= at && at <= last + 1);
      if (index < 0) return null;
      const { map, ink: { at: offsets } } = blocks[index];
      return [index, offsets[Math.max(0, map.findLastIndex((stands) => stands >= 0 && stands <= at))]];
    },
  };
}
