// SPDX-License-Identifier: GPL-3.0-or-later
// What a player needs once it plays. listen-post.js loads it on the first play; it asks of the player no more than
// its attributes, properties and events, and of 'kit' what those do not tell.

// Where the player's article is: around it, by its id, or the first that fits.
function articleOf(player) {
  try {
    return player.closest(player.for) ?? document.getElementById(player.for) ?? document.querySelector(player.for);
  } catch {
    return document.getElementById(player.for); // no selector
  }
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
    if (!player.paused && next) timer = setTimeout(tell, Math.min(250, Math.max(4, (next[0] - ms) / player.rate)));
  }
  for (const type of ['play', 'seek', 'rate']) player.addEventListener('listenpost:' + type, tell, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  tell();
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

// kit: emit(name, detail), marksUrl() (a promise), word(name), and the signal that ends all.
export default async function extend(player, kit) {
  try {
    const url = await kit.marksUrl();
    if (!url) return;
    const answer = await fetch(url, { credentials: 'omit', signal: kit.signal });
    if (!answer.ok) return;
    const marks = await answer.json();
    await readAlong(player, kit, marks);
    if (!kit.signal.aborted) tellWords(player, kit, marks);
  } catch {
    // no marks
  }
}
