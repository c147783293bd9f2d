// SPDX-License-Identifier: GPL-3.0-or-later
// OpenAI's own client against a server: node openai_client.mjs BASE KEY; with --there: can the client be found?
// Install it with 'npm install openai' in a folder above this one, or name its folder in $NODE_PATH.
import assert from "node:assert"
import { createRequire } from "node:module"

const { default: OpenAI } = createRequire(import.meta.url)("openai")
if (process.argv[2] === "--there") process.exit(0)

const [baseURL, apiKey] = process.argv.slice(2)
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 })
const request = { model: "tts-1", voice: "alloy", input: "The ferry is late." }

const models = await client.models.list()
assert.deepEqual(models.data.map(m => m.id), ["listenpost"])

const mp3 = Buffer.from(await (await client.audio.speech.create(request)).arrayBuffer())
assert.equal(mp3.subarray(0, 3).toString(), "ID3")

const wav = await client.audio.speech.create({ ...request, response_format: "wav", speed: 2, instructions: "Shout." })
assert.equal(Buffer.from(await wav.arrayBuffer()).subarray(8, 12).toString(), "WAVE")

const events = await (await client.audio.speech.create({ ...request, stream_format: "sse" })).text()
assert.match(events, /"speech.audio.done"/)

const refusal = await client.audio.speech.create({ ...request, response_format: "aac" }).catch(e => e)
assert(refusal instanceof OpenAI.BadRequestError)
assert.equal(refusal.param, "response_format")
assert.equal(refusal.type, "invalid_request_error")
assert(refusal.requestID)

const stranger = new OpenAI({ baseURL, apiKey: "wrong", maxRetries: 0 })
assert((await stranger.audio.speech.create(request).catch(e => e)) instanceof OpenAI.AuthenticationError)
