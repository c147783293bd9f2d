// SPDX-License-Identifier: GPL-3.0-or-later
// Finds a post's blocks in the live page by their words; space, markup and the shape of quotes do not matter. Rows of
// words that both have equally often are paired in their order and followed both ways as far as the words agree; between
// two, shorter rows are looked for. So an edit costs the words it changed, and neighbours tell apart what stands twice.

const rows = [6, 3, 2, 1]; // words
const least = 0.6; // of a block's words must be there, or none is: better no light than one in the wrong place

const alike = { '‘': "'", '’': "'", '“': '"', '”': '"', '‐': '-', '‑': '-', '–': '-', '—': '-' };
const letter = /[\p{L}\p{N}\p{M}]/u;
const alone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u; // written without spaces
const foreign = 'listen-post, script, style, noscript, template, textarea, select, svg, iframe, video, audio, canvas, object';

// The words and signs of several texts: text, where it begins (from of text 'source') and ends (to of text 'into').
class Words extends Array {
  open = false; // the last one goes on

  add(text, source) {
    for (let i = 0; i < text.length; i++) {
      const unit = alike[text[i]] ?? text[i].normalize('NFKC'), part = letter.test(unit), apart = alone.test(unit);
      if (/\p{Cf}/u.test(unit)) continue; // soft hyphens
      if (this.open && part && !apart) Object.assign(this.at(-1), { text: this.at(-1).text + unit, into: source, to: i + 1 });
      else if (unit.trim()) this.push({ text: unit, source, from: i, into: source, to: i + 1 });
      this.open = part && !apart;
    }
  }
}

// Reads the texts of 'root'.
function read(root, words, nodes) {
  for (const node of root.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) words.add(node.data, nodes.push(node) - 1);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(foreign)) continue;
    const { display } = getComputedStyle(node), inline = /^(inline|contents|ruby)/.test(display) && node.localName !== 'br';
    words.open &&= inline;
    if (display !== 'none') read(node, words, nodes);
    words.open &&= inline;
  }
}

// The longest row of pairs [here, there] in which 'there' rises, too.
function rising(pairs) {
  const ends = [], previous = new Map(), row = [];
  for (const pair of pairs) {
    let low = 0, high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle][1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    previous.set(pair, ends[low - 1]);
    ends[low] = pair;
  }
  for (let pair = ends.at(-1); pair; pair = previous.get(pair)) row.unshift(pair);
  return row;
}

// Where in from..to each row of 'size' words begins.
function rowsOf(words, from, to, size) {
  const found = new Map();
  for (let i = from; i + size <= to; i++) {
    const key = Array.from({ length: size }, (_, k) => words[i + k].text).join(' ');
    if (!found.get(key)?.push(i)) found.set(key, [i]);
  }
  return found;
}

function pairsOf(post, page, [from, to, start, end], size) {
  const there = rowsOf(page, start, end, size), pairs = [];
  // One word alone proves little among many others.
  if (size === 1 && end - start > 3 * (to - from) + 10) return [];
  for (const [key, places] of rowsOf(post, from, to, size))
    if (there.get(key)?.length === places.length) places.forEach((here, i) => pairs.push([here, there.get(key)[i]]));
  return rising(pairs.sort(([a], [b]) => a - b));
}

// Pairs post[from..to] with page[start..end]: pair[i] becomes the page's word for the post's word i.
function align(pair, post, page, [from, to, start, end], depth = 0) {
  if (from >= to || start >= end || depth === rows.length) return;
  const same = (here, there) => post[here].text === page[there].text;
  for (let [here, there] of pairsOf(post, page, [from, to, start, end], rows[depth])) {
    if (here < from || there < start) continue; // followed already
    while (here > from && there > start && same(here - 1, there - 1)) here--, there--;
    align(pair, post, page, [from, here, start, there], depth + 1);
    while (here < to && there < end && same(here, there)) pair[here++] = there++;
    [from, start] = [here, there];
  }
  align(pair, post, page, [from, to, start, end], depth + 1);
}

// Takes back signs and ends that stand apart, and all that was found of a block if that is too little.
function doubt(pair, post, from, to) {
  const near = (i, j) => j >= from && j < to && pair[j] - pair[i] === j - i, size = to - from, found = [];
  for (let i = from; i < to; i++) {
    if (!letter.test(post[i].text) && !near(i, i - 1) && !near(i, i + 1)) pair[i] = -1;
    if (pair[i] >= 0) found.push(i);
  }
  const leap = (k) => pair[found.at(k + 1)] - pair[found.at(k)];
  while (pair[found.at(-1)] - pair[found[0]] > 1.5 * size + 10) pair[leap(0) > leap(-2) ? found.shift() : found.pop()] = -1;
  if (found.length < least * size) pair.fill(-1, from, to);
}

// texts: of the blocks, in their order. Gives what finds ranges of the page.
export default function locate(root, texts) {
  const post = new Words(), page = new Words(), nodes = [], starts = [];
  read(root, page, nodes);
  texts.forEach((text, i) => {
    starts.push(post.length);
    post.open = false;
    post.add(text, i);
  });
  const pair = new Int32Array(post.length).fill(-1), sizes = nodes.map(({ data }) => data.length);
  align(pair, post, page, [0, post.length, 0, page.length]);
  starts.forEach((from, i) => doubt(pair, post, from, starts[i + 1] ?? post.length));
  const alive = (source) => nodes[source].isConnected && nodes[source].data.length === sizes[source];

  return {
    // The page's range of the characters begin..end of a block; null: it is not there; undefined: the page has changed.
    range(block, begin, end) {
      const found = [...pair.keys()].filter((i) => post[i].source === block && post[i].from < end && post[i].to > begin && pair[i] >= 0);
      if (!found.length) return null;
      const first = found[0], last = found.at(-1), { source, from } = page[pair[first]], { into, to } = page[pair[last]];
      // A mark may begin or end inside a word.
      const part = (i, skipped) => (page[pair[i]].source === page[pair[i]].into ? Math.max(0, skipped) : 0);
      if (!alive(source) || !alive(into)) return undefined;
      const range = new Range();
      range.setStart(nodes[source], from + part(first, begin - post[first].from));
      range.setEnd(nodes[into], to - part(last, post[last].to - end));
      return range;
    },

    // Which character of which block stands at 'offset' of a text of the page: [block, at]; null: none.
    spot(node, offset) {
      const source = nodes.indexOf(node), own = (word) => word.source === source;
      const at = Math.max(page.findIndex(own), page.findLastIndex((word) => own(word) && word.from <= offset));
      const i = pair.findLastIndex((there) => there >= 0 && there <= at), next = pair.findIndex((there) => there > at);
      if (at < 0 || i < 0 || (pair[i] < at && post[next]?.source !== post[i].source)) return null;
      return [post[i].source, post[i].from];
    },
  };
}
