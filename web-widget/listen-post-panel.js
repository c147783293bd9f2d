// SPDX-License-Identifier: GPL-3.0-or-later
// What a player shows beyond its bar: the panel of further controls, the chapters, and itself in small while it is out of sight.

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.more { grid-area: more }
.close { grid-area: close; display: none }
.panel { position: fixed; inset: auto; margin: 0; padding: 6px; width: max-content; min-width: 220px; max-width: min(340px, 100vw - 16px);
  max-height: min(440px, 70vh); overflow: auto; overscroll-behavior: contain; color: inherit; background: var(--page, Canvas);
  border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 14px; box-shadow: 0 8px 30px rgb(0 0 0 / .22); font-size: .9375rem; line-height: 1.35 }
.panel > *, .chapters button { width: 100% }
.panel :is(a, button, label, .heading) { display: flex; gap: 12px; align-items: center; min-height: 44px; height: auto; margin: 0; padding: 4px 10px; border-radius: 9px;
  color: inherit; font: inherit; text-align: start; text-decoration: none; cursor: pointer }
.panel :is(.heading, label) { cursor: default; font-size: .8125rem; font-weight: 600; opacity: .75 }
.panel label { opacity: 1 }
.panel .heading { min-height: 32px }
.panel [hidden] { display: none }
.panel svg { flex: none; width: 22px; height: 22px }
.panel a:hover { background-color: color-mix(in srgb, currentColor 15%, transparent) }
.panel input { direction: ltr; --at: calc(100% * var(--value, 1)) }
ol { margin: 0 0 6px; padding: 0; list-style: none; border-block-end: 1px solid color-mix(in srgb, currentColor 16%, transparent) }
.chapters time { min-width: 3em; font-size: .8125rem; opacity: .75; text-align: end }
.chapters [aria-current] { font-weight: 600 }
.ticks { position: absolute; inset: 0 7px; pointer-events: none }
.ticks i { position: absolute; top: 50%; width: 2px; height: 10px; margin: -5px -1px; border-radius: 1px; background: currentColor; opacity: .55 }
.tip { position: absolute; bottom: 34px; z-index: 1; width: max-content; max-width: 220px; padding: 3px 9px; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 8px; overflow: hidden;
  color: inherit; background: var(--page, Canvas); font-size: .8125rem; white-space: nowrap; text-overflow: ellipsis; translate: -50%; pointer-events: none }
.tip:empty { display: none }
.stuck { position: fixed; z-index: 2147483000; inset-inline: max(8px, 50vw - 320px); bottom: max(8px, env(safe-area-inset-bottom)); border-radius: var(--listen-post-radius, 28px); background: var(--page, Canvas);
  box-shadow: 0 6px 28px rgb(0 0 0 / .25); animation: rise .2s }
.stuck .player { grid: "play text time speed more close" auto / auto minmax(0, 1fr) }
.stuck .close { display: grid }
@keyframes rise { from { translate: 0 120% } }
@media (forced-colors: active) { .panel, .tip, .stuck { background: Canvas } .ticks i { background: CanvasText } }
`);

const paths = {
  more: 'M5 10a2 2 0 1 0 0 4 2 2 0 1 0 0-4ZM12 10a2 2 0 1 0 0 4 2 2 0 1 0 0-4ZM19 10a2 2 0 1 0 0 4 2 2 0 1 0 0-4Z',
  close: 'M6 7.4 7.4 6 12 10.6 16.6 6 18 7.4 13.4 12 18 16.6 16.6 18 12 13.4 7.4 18 6 16.6 10.6 12Z',
  previous: 'M12 8l7 7-1.4 1.400L12 10.8 6.4 16.4 5 15Z',
  next: 'M12 16 5 9l1.4-1.400L12 13.200l5.6-5.600L19 9Z',
  download: 'M12 16 6.5 10.5 8 9l3 3V4h2v8l3-3 1.5 1.500ZM5 18h14v2H5Z',
  share: 'M13 6.800V15h-2V6.800L8.2 9.6 6.8 8.2 12 3l5.2 5.2-1.4 1.400ZM5 12h2v7h10v-7h2v9H5Z',
};
let volume = 1; // of all players of the page

// The colour behind the player: what lies over the page must hide it.
function ground(node) {
  for (let e = node; e; e = e.parentElement ?? e.getRootNode().host) {
    const { backgroundColor } = getComputedStyle(e);
    if (!/^transparent$|[,/] ?0?\.?\d*\)$/.test(backgroundColor) || /^rgb\(/.test(backgroundColor)) return backgroundColor;
  }
  return 'Canvas';
}

function button(kit, name, wide) {
  const { part, element } = kit, icon = element('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, element('path', { d: paths[name] }));
  return part(name, name === 'download' ? 'a' : 'button', name === 'download' ? { target: '_blank', download: '' } : { type: 'button' }, icon, ...(wide ? [element('span')] : []));
}

// A link that plays from here; the reader's own programs get it, or the clipboard.
async function share(player, kit) {
  const { url, title } = await kit.manifest(), address = new URL(url ?? location.href, url ? kit.link() : location.href);
  address.hash = 'listen=' + Math.floor(player.currentTime);
  try {
    if (navigator.share) await navigator.share({ title: title ?? document.title, url: address.href });
    else await navigator.clipboard.writeText(address.href);
    if (!navigator.share) kit.say(kit.word('copied'));
  } catch (error) {
    if (error.name !== 'AbortError') prompt(kit.word('share'), address.href);
  }
}

// iOS ignores a page's volume.
function obeysVolume() {
  const probe = document.createElement('audio');
  probe.volume = 0.5;
  return probe.volume === 0.5;
}

function makePanel(player, kit) {
  const { part, element } = kit, made = {};
  for (const name of ['previous', 'next', 'download', 'share']) made[name] = button(kit, name, true);
  made.range = part('volume', 'input', { type: 'range', min: 0, max: 1, step: 0.05, value: volume });
  made.loud = element('span');
  made.volume = element('label', {}, made.loud, made.range);
  made.heading = element('div', { class: 'heading', id: 'chapters' });
  made.chapters = element('ol', { class: 'chapters', 'aria-labelledby': 'chapters' });
  made.panel = part('panel', 'div', { popover: 'auto', id: 'panel', role: 'group' },
    made.heading, made.chapters, made.previous, made.next, made.volume, made.download, made.share);
  made.more = button(kit, 'more');
  made.more.setAttribute('popovertarget', 'panel');
  made.close = button(kit, 'close');
  made.volume.hidden = !obeysVolume();
  for (const name of ['heading', 'chapters', 'previous', 'next']) made[name].hidden = true;
  return made;
}

// Beside its button, inside the window.
function place({ panel, more }) {
  const at = more.getBoundingClientRect(), size = panel.getBoundingClientRect(), below = at.bottom + 6;
  const x = getComputedStyle(more).direction === 'rtl' ? at.left : at.right - size.width;
  const fits = below + size.height <= innerHeight - 8 || at.top < size.height + 14;
  panel.style.left = Math.max(8, Math.min(x, innerWidth - size.width - 8)) + 'px';
  panel.style.top = (fits ? below : at.top - size.height - 6) + 'px';
}

function usePanel(player, kit, made) {
  const { signal } = kit, { panel, range } = made;
  const loud = () => {
    if (kit.audio()) kit.audio().volume = volume;
    range.style.setProperty('--value', volume);
  };
  made.previous.addEventListener('click', () => kit.paragraph(-1));
  made.next.addEventListener('click', () => kit.paragraph(1));
  made.share.addEventListener('click', () => share(player, kit));
  range.addEventListener('input', () => {
    volume = Number(range.value);
    loud();
  });
  player.addEventListener('listenpost:play', loud, { signal });
  panel.addEventListener('beforetoggle', ({ newState }) => {
    if (newState === 'closed' && panel.contains(player.shadowRoot.activeElement)) made.more.focus();
  });
  panel.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'open') return;
    panel.style.setProperty('--page', ground(player));
    made.download.href = kit.audio()?.src || player.src || kit.link();
    range.value = volume;
    loud();
    place(made);
  });
  for (const type of ['scroll', 'resize'])
    addEventListener(type, () => panel.matches(':popover-open') && place(made), { signal, passive: true });
}

// A small player at the window's edge while the large one is out of sight.
function stick(player, kit, made) {
  const { ui, element } = kit, box = ui.player.parentNode, hold = element('div');
  let away = false, closed = false;
  function update() {
    const on = player.sticky && away && !closed && !['idle', 'error', 'ended'].includes(player.state);
    if (on !== player.hasAttribute('stuck')) {
      // Its place is kept, so that the page does not move.
      hold.style.height = on ? box.offsetHeight + 'px' : '';
      box.style.setProperty('--page', ground(player));
      player.toggleAttribute('stuck', on);
      box.classList.toggle('stuck', on);
    }
    ui.player.classList.toggle('mini', on || player.layout === 'mini');
    ui.player.classList.toggle('button', !on && player.layout === 'button');
  }
  const watch = new IntersectionObserver((entries) => {
    away = !entries.at(-1).isIntersecting;
    closed &&= away;
    update();
  });
  watch.observe(player);
  box.after(hold);
  made.close.addEventListener('click', () => {
    closed = true;
    update();
  });
  for (const type of ['play', 'pause', 'ended', 'error']) player.addEventListener('listenpost:' + type, update, { signal: kit.signal });
  kit.signal.addEventListener('abort', () => {
    watch.disconnect();
    away = false;
    update();
    hold.remove();
  });
  return update;
}

function chapterTools(player, kit, made, chapters) {
  const { ui, element, clock } = kit;
  const ticks = element('div', { class: 'ticks', 'aria-hidden': 'true' }), tip = kit.part('tip', 'div', { 'aria-hidden': 'true' });
  const begin_s = (chapter) => chapter.start_ms / 1000, at = (seconds) => chapters.findLast((chapter) => begin_s(chapter) <= seconds + 0.01);
  for (const chapter of chapters) {
    const time = element('time', {}, clock(begin_s(chapter))), jump = element('button', { type: 'button' }, time, chapter.text), tick = element('i');
    tick.style.left = 100 * begin_s(chapter) / player.duration + '%';
    ticks.append(tick);
    jump.addEventListener('click', () => {
      player.seek(begin_s(chapter));
      made.panel.hidePopover();
      player.play();
    });
    made.chapters.append(element('li', {}, jump));
  }
  function hint(seconds) {
    tip.textContent = seconds == null ? '' : [at(seconds)?.text, clock(seconds)].filter(Boolean).join(' · ');
    tip.style.left = `clamp(60px, ${100 * seconds / player.duration}%, 100% - 60px)`;
  }
  const under = ({ offsetX }) => Math.max(0, Math.min(1, (offsetX - 7) / (ui.seek.clientWidth - 14))) * player.duration;
  const { signal } = kit;
  ui.seek.addEventListener('pointermove', (event) => hint(under(event)), { signal });
  for (const type of ['pointerleave', 'pointercancel', 'blur']) ui.seek.addEventListener(type, () => hint(null), { signal });
  made.panel.addEventListener('toggle', () => {
    const now = chapters.indexOf(at(player.currentTime));
    made.chapters.querySelectorAll('button').forEach((jump, i) => {
      if (i === now) jump.setAttribute('aria-current', 'true');
      else jump.removeAttribute('aria-current');
    });
  });
  kit.chapterAt = (seconds) => at(seconds)?.text;
  ui.seek.before(ticks);
  ui.seek.after(tip);
  signal.addEventListener('abort', () => [ticks, tip].forEach((node) => node.remove()));
}

// What it returns: mark(chapters), when the blocks are known; 'chapters' are the blocks that are headings.
export default function show(player, kit) {
  const { ui, signal } = kit, root = player.shadowRoot, made = makePanel(player, kit);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  ui.player.append(made.more, made.close, made.panel);
  made.more.hidden = !made.panel.showPopover;
  usePanel(player, kit, made);
  const update = stick(player, kit, made);
  kit.relabel = () => {
    for (const name of ['more', 'close']) made[name].ariaLabel = kit.word(name);
    for (const name of ['previous', 'next', 'download', 'share']) made[name].lastChild.textContent = kit.word(name);
    made.panel.ariaLabel = kit.word('more');
    made.loud.textContent = kit.word('volume');
    made.heading.textContent = kit.word('chapters');
    update();
  };
  kit.relabel();
  signal.addEventListener('abort', () => [made.more, made.close, made.panel].forEach((node) => node.remove()));
  return {
    mark(chapters) {
      made.previous.hidden = made.next.hidden = false;
      made.heading.hidden = made.chapters.hidden = chapters.length < 2;
      if (chapters.length > 1 && player.duration) chapterTools(player, kit, made, chapters);
    },
  };
}
