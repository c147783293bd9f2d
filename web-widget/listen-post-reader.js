// SPDX-License-Identifier: GPL-3.0-or-later
// What the reader does in the article while it is read: looks elsewhere and comes back, and says where to go on by a click,
// by what is selected, by what has the focus.

const active = 'a, button, input, select, textarea, label, summary, video, audio, [contenteditable], [role=button], [tabindex]';
const scrolling = /^(Arrow(Up|Down)|Page|Home|End| )/; // keys
const moving_ms = 1200; // a smooth scroll of our own takes no longer
const double_ms = 250; // a second click within it selects a word

// Where in the page's text a pointer is.
function caret({ clientX: x, clientY: y }) {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(x, y);
    return at && [at.offsetNode, at.offset];
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range && [range.startContainer, range.startOffset];
}

function firstText(node) {
  return document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() ?? node;
}

// The mark of [block, character].
function markOf(marks, [block, at]) {
  const own = marks.filter((mark) => mark[1] === block);
  return own.findLast(([, , from]) => from <= at) ?? own[0];
}

// What scrolls 'node'.
function scroller(node) {
  for (let e = node.parentElement; e; e = e.parentElement)
    if (e.scrollHeight > e.clientHeight && /auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
  return document.scrollingElement;
}

// The eye is led where the voice is, until the reader looks elsewhere.
class Lead {
  #along;
  #button;
  #said = null; // the last word's event
  #leading = true;
  #moved = 0; // ms: until when a scroll is our own

  constructor(along, word) {
    const { player } = (this.#along = along);
    this.#button = along.add('button', 'follow', word('follow'));
    along.on(player, 'listenpost:word', ({ detail }) => {
      this.#said = detail;
      if (this.#leading && !player.paused) this.#show();
    });
    along.on(player, 'listenpost:ended', () => { this.#said = null; this.#button.hidden = true; });
    along.on(document, 'wheel touchmove', () => this.#leave());
    along.on(document, 'keydown', ({ key, target }) => { if (scrolling.test(key) && target !== player) this.#leave(); });
    along.on(document, 'scroll', () => { if (Date.now() > this.#moved) this.#leave(); });
    along.on(document, 'scrollend', () => { this.#moved = 0; });
    along.on(this.#button, 'click', () => this.back());
  }

  #show() {
    const { player } = this.#along, range = this.#said && this.#along.range(this.#said.block, this.#said.from, this.#said.to);
    if (!range || player.getAttribute('scroll') === 'off') return;
    const view = scroller(range.startContainer), height = view.clientHeight, { top, bottom } = range.getBoundingClientRect();
    const from = view === document.scrollingElement ? 0 : view.getBoundingClientRect().top;
    if (top - from > 0.1 * height && bottom - from < 0.8 * height) return;
    this.#moved = Date.now() + moving_ms;
    view.scrollBy({ top: top - from - 0.3 * height, behavior: matchMedia('(prefers-reduced-motion)').matches ? 'instant' : 'smooth' });
  }

  #leave() {
    if (!this.#said || this.#along.player.paused) return;
    this.#leading = false;
    this.#button.hidden = false;
  }

  back() {
    this.#leading = this.#button.hidden = true;
    this.#show();
  }
}

class Pick {
  #along;
  #lead;
  #button;
  #click = 0;
  #goal = null; // what the button would play from: [block, character]
  #focused = null;

  constructor(along, word, lead) {
    this.#along = along;
    this.#lead = lead;
    this.#button = along.add('button', 'here', word('here'));
    const { article, signal } = along, button = this.#button, options = { signal };
    along.on(article, 'click', (event) => this.#clicked(event));
    along.on(article, 'focusin', ({ target }) => this.#focus(target));
    along.on(article, 'focusout', () => this.#unfocus());
    along.on(document, 'selectionchange', () => this.#select());
    along.on(button, 'click', () => this.#from(markOf(along.marks.words, this.#goal)));
    along.on(button, 'blur', () => this.#offer(null));
    button.addEventListener('pointerdown', (event) => event.preventDefault(), options); // keeps what is selected
    button.addEventListener('keydown', (event) => this.#tabBack(event), options);
    article.addEventListener('keydown', (event) => this.#tab(event), options);
    signal.addEventListener('abort', () => clearTimeout(this.#click));
  }

  #from(mark) {
    const { player } = this.#along;
    this.#offer(null);
    if (!mark) return;
    player.seek(mark[0] / 1000);
    player.play();
    this.#lead.back();
  }

  // Which [block, character] stands there; null: none.
  #spot(node, offset) {
    const spot = this.#along.places().spot(node, offset);
    return spot && [spot[0] - 1, spot[1]];
  }

  #clicked(event) {
    clearTimeout(this.#click);
    const { player, marks } = this.#along, heard = ['playing', 'paused', 'waiting', 'loading'].includes(player.state);
    if (!heard || event.defaultPrevented || event.detail !== 1 || event.target.closest(active)) return;
    const point = getSelection().isCollapsed && caret(event), spot = point && this.#spot(...point);
    if (spot) this.#click = setTimeout(() => getSelection().isCollapsed && this.#from(markOf(marks.sentences, spot)), double_ms);
  }

  // Offers to play from 'goal', beside 'box'.
  #offer(goal, box) {
    const button = this.#button;
    this.#goal = goal;
    button.hidden = !goal;
    if (!goal) return;
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - button.offsetWidth - 8));
    this.#along.move(button, { left, top: box.bottom + 8 });
  }

  #select() {
    const selection = getSelection(), range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
    if (!range || !this.#along.article.contains(range.commonAncestorContainer)) {
      if (!this.#focused) this.#offer(null);
      return;
    }
    const { startContainer: node, startOffset: offset } = range;
    const start = node.nodeType === Node.TEXT_NODE ? [node, offset] : [firstText(node.childNodes[offset] ?? node), 0];
    this.#offer(this.#spot(...start), range.getBoundingClientRect());
  }

  // By keyboard: what has the focus is followed by a button that plays from its paragraph.

  #focus(target) {
    const spot = this.#spot(firstText(target), 0);
    this.#focused = spot && target;
    this.#offer(spot && [spot[0], 0], target.getBoundingClientRect());
  }

  #unfocus() {
    setTimeout(() => {
      if (this.#button.matches(':focus')) return;
      if (!this.#along.article.contains(document.activeElement)) this.#focused = null;
      if (!this.#focused) this.#offer(null);
    });
  }

  #tab(event) {
    if (event.key !== 'Tab' || event.shiftKey || event.target !== this.#focused || this.#button.hidden) return;
    event.preventDefault();
    this.#button.focus();
  }

  // From the button the tab order goes on where it was left.
  #tabBack(event) {
    if (event.key !== 'Tab' || !this.#focused) return;
    const from = this.#focused;
    this.#focused = null;
    if (event.shiftKey) event.preventDefault();
    from.focus({ preventScroll: true });
    this.#offer(null);
  }
}

// along: of listen-post-along.js; word: as there.
export default function attend(along, word) {
  return new Pick(along, word, new Lead(along, word));
}
