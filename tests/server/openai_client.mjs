// SPDX-License-Identifier: GPL-3.0-or-later
// OpenAI's own client against a server: node openai_client.mjs BASE KEY [CLASS]; with CLASS: does a request get an error of that
// class? With --there: can the client be found? Install it with 'npm install openai' in a folder above this one, or
// elsewhere, its node_modules named in $NODE_PATH.
import assert from "node:assert"
import { createRequire } from "node:module"

const { default: OpenAI } = createRequire(import.meta.url)("openai")
if (process.argv[2] === "--there") process.exit(0)

const [baseURL, apiKey, refusal_class] = process.argv.slice(2)
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 })
const request = { model: "tts-1", voice: "alloy", input: "The ferry is late." }
const speak = async more => Buffer.from(await (await client.audio.speech.create({ ...request, ...more })).arrayBuffer())
const refused = async (error, ask) => {
  const got = await ask.then(() => null, e => e)
  assert(got instanceof error, `${got?.constructor.name} instead of ${error.name}: ${got?.message}`)
  assert(got.requestID && got.message && got.code, JSON.stringify(got))
  return got
}

if (refusal_class) {
  const got = await refused(OpenAI[refusal_class], client.audio.speech.create(request))
  assert(got.type && got.headers.get("retry-after") > 0 || got.status === 500, String(got.status))
  process.exit(0)
}

const models = await client.models.list()
assert.deepEqual(models.data.map(m => m.id), ["listenpost"])

const begins = { mp3: "ID3", opus: "OggS", flac: "fLaC", wav: "RIFF" }
for (const [response_format, magic] of Object.entries(begins)) {
  const sound = await speak({ response_format })
  assert.equal(sound.subarray(0, magic.length).toString(), magic, response_format)
}
const wav = await speak({ response_format: "wav" }), pcm = await speak({ response_format: "pcm" })
assert.equal(pcm.length, 2 * Math.round((wav.length - 44) / 2 * 24000 / 22050), "24,000 frames a second of two bytes")

const plain = await speak({})
assert(plain.equals(await speak({ voice: { id: "alloy" } })), "a voice as an object is the same voice")
assert(plain.equals(await speak({ voice: { id: "nova" }, instructions: "Shout." })), "their voices are one here")
assert(!plain.equals(await speak({ voice: { id: "de" } })) && (await speak({ voice: "de" })).length, "ours are others")
assert((await speak({ speed: 2 })).length < plain.length, "twice the speed is shorter")

const events = await (await client.audio.speech.create({ ...request, stream_format: "sse" })).text()
const told = events.split("\n").filter(line => line.startsWith("data: ")).map(line => JSON.parse(line.slice(6)))
assert.deepEqual(new Set(told.map(e => e.type)), new Set(["speech.audio.delta", "speech.audio.done"]))
assert(Buffer.concat(told.slice(0, -1).map(e => Buffer.from(e.audio, "base64"))).equals(plain), "the same audio in events")
assert(told.at(-1).usage.total_tokens > 0)

const refusal = await refused(OpenAI.BadRequestError, client.audio.speech.create({ ...request, response_format: "aac" }))
assert.equal(refusal.param, "response_format")
assert.equal(refusal.type, "invalid_request_error")
await refused(OpenAI.NotFoundError, client.post("/audio/nothing", { body: request }))
const stranger = new OpenAI({ baseURL, apiKey: "wrong", maxRetries: 0 })
await refused(OpenAI.AuthenticationError, stranger.audio.speech.create(request))
