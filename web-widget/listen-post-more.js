// SPDX-License-Identifier: GPL-3.0-or-later
// What a player needs that somebody is about to hear: listen-post.js loads it at the first intent. A function here adds one
// ability to one player until 'kit.signal' ends it. It never imports the core, which may have come by another name.
import show from './listen-post-panel.js';

const nudge_s = 5;
const placesKey = 'listen-post:places';
const places_max = 50; // posts whose place is remembered
const kept_every_s = 5;
const marks_again_ms = 2000;
const tries_max = 5; // after 1, 2, 4, 8 and 16 s
const tabs = globalThis.BroadcastChannel && new BroadcastChannel('listen-post');
let owner = null; // the player that the system's media controls belong to

function hear(player, { signal }, types, act) {
  for (const type of types.split(' ')) player.addEventListener('listenpost:' + type, act, { signal });
}

// By what a post is remembered: its own address; of a file, the file's.
function postOf(player, kit) {
  const address = new URL(player.src || kit.link(), document.baseURI);
  return address.searchParams.get('url') ?? address.origin + address.pathname;
}

function places() {
  try {
    return { ...JSON.parse(localStorage.getItem(placesKey)) };
  } catch {
    return {}; // storage is refused here
  }
}

function keep(post, seconds) {
  const all = places();
  delete all[post]; // the last to be heard is the last to be forgotten
  if (seconds) all[post] = seconds;
  try {
    localStorage.setItem(placesKey, JSON.stringify(Object.fromEntries(Object.entries(all).slice(-places_max))));
  } catch {
    // not remembered
  }
}

// Begins where a shared link says or where the reader stopped.
function resume(player, kit) {
  const post = postOf(player, kit), on = () => player.resume !== 'off';
  const shared = document.querySelector('listen-post') === player && /^#listen=(\d+)$/.exec(location.hash)?.[1];
  const at = Number(shared || (on() && places()[post])) || 0;
  if (at > 0 && player.currentTime < nudge_s && player.state !== 'ended') {
    if (kit.audio()?.readyState) player.seek(at);
    else kit.place(at);
  }
  let kept = at;
  const save = () => {
    kept = player.currentTime;
    if (on() && kept) keep(post, Math.round(kept * 10) / 10);
  };
  kit.heards.push((type) => { if (type === 'timeupdate' && Math.abs(player.currentTime - kept) > kept_every_s) save(); });
  hear(player, kit, 'pause', save);
  hear(player, kit, 'ended', () => keep(post, 0));
  addEventListener('pagehide', () => player.paused || save(), { signal: kit.signal });
}

// A connection that drops is taken up again where it was; without a network, when there is one.
function recover(player, kit) {
  let tries = 0, timer = 0, begun = false, failed_s = 0;
  const again = () => {
    stop();
    kit.reload();
  };
  function stop() {
    clearTimeout(timer);
    removeEventListener('online', again);
  }
  kit.heards.push((type) => {
    if (type === 'playing') begun = true;
    if (player.currentTime > failed_s + 1) tries = 0;
  });
  hear(player, kit, 'pause', stop);
  kit.signal.addEventListener('abort', stop);
  kit.recover = (code) => {
    const network = code === MediaError.MEDIA_ERR_NETWORK || (begun && code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED);
    if (navigator.onLine && (!network || tries >= tries_max)) return false;
    failed_s = player.currentTime;
    stop();
    if (navigator.onLine) timer = setTimeout(again, 1000 * 2 ** tries++);
    addEventListener('online', again);
    kit.set('waiting');
    return true;
  };
}

function keys(player, kit) {
  const { ui, speeds, skip_s } = kit, skip = (seconds) => kit.audio() && player.seek(player.currentTime + seconds);
  function step(by) {
    const rate = speeds[speeds.indexOf(player.rate) + by];
    if (!rate) return;
    player.rate = rate;
    kit.say(ui.speed.selectedOptions[0].text);
  }
  function actOf({ key, target, shiftKey }) {
    const does = { k: kit.toggle, j: () => skip(-skip_s), l: () => skip(skip_s), '<': () => step(-1), '>': () => step(1) };
    if (!target.matches('select, .volume')) {
      does.ArrowLeft = () => (shiftKey ? kit.paragraph?.(-1) : skip(-nudge_s));
      does.ArrowRight = () => (shiftKey ? kit.paragraph?.(1) : skip(nudge_s));
      if (/^\d$/.test(key)) does[key] = () => kit.audio() && player.duration && player.seek(player.duration * key / 10);
    }
    if (target === ui.seek) Object.assign(does, { ArrowDown: does.ArrowLeft, ArrowUp: does.ArrowRight, ' ': does.k });
    return does[key.length > 1 ? key : key.toLowerCase()];
  }
  ui.player.addEventListener('keydown', (event) => {
    const act = !event.defaultPrevented && !event.altKey && !event.ctrlKey && !event.metaKey && actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  }, { signal: kit.signal });
}

// Players with the same 'playlist' play one after another, in the order of the page.
function neighbour(player, by) {
  const list = player.hasAttribute('playlist')
    ? [...document.querySelectorAll('listen-post[playlist]')].filter((other) => other.playlist === player.playlist) : [];
  return list[list.indexOf(player) + by];
}

function queue(player, kit) {
  hear(player, kit, 'ended', () => neighbour(player, 1)?.play());
  hear(player, kit, 'play', () => tabs?.postMessage(''));
  tabs?.addEventListener('message', () => player.pause(), { signal: kit.signal });
}

const meta = (name) => document.querySelector(`meta[property="og:${name}"]`)?.content;

// The system's media controls: keys, lock screen, headphones.
function session(player, kit) {
  const media = navigator.mediaSession, { skip_s } = kit;
  if (!media) return;
  const track = (by) => { (neighbour(player, by) ?? { play: () => kit.paragraph?.(by) }).play(); };
  const acts = {
    play: () => player.play(), pause: () => player.pause(), stop: () => player.pause(),
    seekto: ({ seekTime }) => player.seek(seekTime),
    seekbackward: ({ seekOffset }) => player.seek(player.currentTime - (seekOffset || skip_s)),
    seekforward: ({ seekOffset }) => player.seek(player.currentTime + (seekOffset || skip_s)),
    previoustrack: () => track(-1), nexttrack: () => track(1),
  };
  function handle(on) {
    for (const name in acts) {
      try {
        media.setActionHandler(name, on ? acts[name] : null);
      } catch {
        // unknown here
      }
    }
  }
  async function introduce() {
    owner = player;
    handle(true);
    const { title, byline } = await kit.manifest(), site = meta('site_name') || location.hostname, cover = player.cover || meta('image');
    if (owner !== player || kit.signal.aborted) return;
    const artwork = cover ? [{ src: new URL(cover, document.baseURI).href }] : [];
    media.metadata = new MediaMetadata({ title: title || kit.ui.label.textContent, artist: byline || site, album: site, artwork });
  }
  function place() {
    if (owner !== player) return;
    media.playbackState = player.paused ? 'paused' : 'playing';
    const { duration, currentTime, rate } = player;
    if (duration) media.setPositionState?.({ duration, playbackRate: rate, position: Math.min(currentTime, duration) });
  }
  hear(player, kit, 'play', introduce);
  hear(player, kit, 'play pause seek rate ended', place);
  kit.heards.push((type) => { if (type === 'durationchange') place(); });
  kit.signal.addEventListener('abort', () => {
    if (owner !== player) return;
    owner = media.metadata = null;
    media.playbackState = 'none';
    handle(false);
  });
  if (!player.paused) introduce();
}

// Not navigator.sendBeacon, which would send the site's cookies along: nobody is to be recognized.
function count(player, kit) {
  hear(player, kit, 'progress', ({ detail: { percent } }) => {
    if (!player.beacon) return;
    fetch(player.beacon, {
      method: 'POST', mode: 'no-cors', keepalive: true, credentials: 'omit', referrerPolicy: 'no-referrer',
      body: new URLSearchParams({ post: postOf(player, kit), percent }),
    }).catch(() => {}); // uncounted
  });
}

// The last of 'marks' that has begun; -1: none.
function lastBegun(marks, ms) {
  let low = 0, high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle][0] <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// Tells which block and which word is spoken, at the moment when it begins.
function tellWords(player, { emit, signal }, marks) {
  const blockOf = (mark) => (mark[1] < 0 ? marks.title : marks.blocks[mark[1]]);
  let timer = 0, word = -1, block = null;
  function tell() {
    clearTimeout(timer);
    const ms = player.currentTime * 1000, index = lastBegun(marks.words, ms), mark = marks.words[index];
    if (mark && mark[1] !== block) {
      block = mark[1];
      emit('segment', { block, text: blockOf(mark).text });
    }
    if (mark && index !== word) {
      const [from, to] = mark.slice(2), sentence = marks.sentences[lastBegun(marks.sentences, mark[0])];
      emit('word', { index, block, from, to, text: blockOf(mark).text.slice(from, to), sentence: sentence?.slice(2) });
    }
    word = index;
    const next = marks.words[index + 1];
    // Never longer than a quarter of a second: the audio may wait, and the clock of a page may sleep.
    const left_ms = next ? (next[0] - ms) / player.rate : 250;
    if (!player.paused && (next || marks.complete === false)) timer = setTimeout(tell, Math.min(250, Math.max(4, left_ms)));
  }
  hear(player, { signal }, 'play seek rate', tell);
  signal.addEventListener('abort', () => clearTimeout(timer));
  tell();
}

// Where the player's article is: around it, by its id, or the first that fits.
function articleOf(player) {
  try {
    return player.closest(player.for) ?? document.getElementById(player.for) ?? document.querySelector(player.for);
  } catch {
    return document.getElementById(player.for); // no selector
  }
}

async function readAlong(player, { signal, word }, marks) {
  const article = player.for && articleOf(player);
  if (!article) return;
  try {
    const { default: follow } = await import('./listen-post-along.js');
    if (!signal.aborted) signal.addEventListener('abort', follow(player, article, marks, word));
  } catch (error) {
    console.error(error); // it is heard all the same
  }
}

// What is known when the marks are: chapters, paragraphs, words. While the audio is being made, more and more are.
async function mark(player, kit, panel) {
  try {
    const url = player.marks || (!player.src && (await kit.manifest()).marks);
    const ask = async () => {
      const answer = url && await fetch(url, { credentials: 'omit', signal: kit.signal });
      return answer?.ok && answer.json();
    };
    const marks = await ask(), spoken = () => [marks.title, ...marks.blocks].filter((block) => block?.start_ms != null);
    if (!marks) return;
    kit.paragraph = (by) => {
      const ms = player.currentTime * 1000, begun = (block) => block.start_ms < ms - 2000; // within 2 s of its beginning: the one before
      const block = by > 0 ? spoken().find((block) => block.start_ms > ms + 100) : spoken().findLast(begun) ?? spoken()[0];
      if (block) player.seek(block.start_ms / 1000);
    };
    const chapters = () => panel.mark(marks.complete === false ? [] : spoken().filter((block) => block.kind === 'heading'));
    chapters();
    await readAlong(player, kit, marks);
    if (!kit.signal.aborted) tellWords(player, kit, marks);
    while (marks.complete === false && !kit.signal.aborted) {
      await new Promise((done) => setTimeout(done, marks_again_ms));
      Object.assign(marks, await ask());
      if (marks.complete) chapters();
    }
  } catch {
    // no marks
  }
}

export default function extend(player, kit) {
  kit.heards = [];
  kit.heard = (type) => kit.heards.forEach((act) => act(type));
  for (const ability of [resume, recover, keys, queue, session, count]) ability(player, kit);
  const panel = show(player, kit), begin = () => mark(player, kit, panel);
  if (player.paused) player.addEventListener('listenpost:play', begin, { once: true, signal: kit.signal });
  else begin();
}
