/*
 * Bystanders of an attack, in a process of their own, so that the attacker's work does not delay
 * theirs. `abuse.ts` starts it with an IPC channel and sends these messages:
 *
 *     { start: { url, pid, seats: [{ room, token, reader }] } }
 *     { begin }
 *     { finish }
 *
 * After `start` each bystander joins its room and edits it 5 times a second. From `begin` on, the
 * worst values count. `finish` is answered with an `AttackImpact` once the bystanders have made a
 * few edits and everything is acked, or after a minute.
 *
 * A seat's `reader` is a token that may view the room. At the end it reads the board again, and
 * must get the bystander's document.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { boardRoom, buildCard, FRAME, putRecord, recordsOf, SYNC, SYNC_PATH } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

const EDIT_MS = 200
const PROBE_MS = 100
const SETTLE_MS = 60_000
const CARDS = 20
/** The minimum number of edits, even during a short attack. */
const MIN_EDITS = 10

/** One member: a document, a socket, and its pending edits. */
class Bystander {
	edits = 0
	acked = 0
	worstAckMs = 0
	closed = null
	isSynced = false
	#sent = 0
	#pending = []
	#socket

	constructor({ url, room, token }) {
		this.doc = new Y.Doc()
		recordsOf(this.doc)
		const address = `${url.replace('http', 'ws')}${SYNC_PATH}/${room}`
		this.#socket = new WebSocket(address, ['charrette.v1', token], { perMessageDeflate: false })
		this.#socket.on('open', () => this.#sendSync(SYNC.step1, Y.encodeStateVector(this.doc)))
		this.#socket.on('message', (bytes) => this.#receive(new Uint8Array(bytes)))
		this.#socket.on('error', () => {})
		this.#socket.on('close', (code) => {
			this.closed ??= code
		})
		this.doc.on('update', (update, origin) => {
			if (origin === this) return
			this.#sendSync(SYNC.update, update)
			this.edits++
			this.#pending.push({ frame: this.#sent, at: performance.now() })
		})
	}

	get isAllAcked() {
		return this.#pending.length === 0
	}

	/** The time that the oldest pending edit has waited, or the longest wait so far. */
	get longestWaitMs() {
		const oldest = this.#pending[0]
		return Math.max(this.worstAckMs, oldest ? performance.now() - oldest.at : 0)
	}

	edit() {
		const records = recordsOf(this.doc)
		const id = `b${this.edits % CARDS}`
		const card = records.get(`shape:${id}`)
		if (card) card.set('xy', [this.edits, this.edits])
		else this.doc.transact(() => putRecord(records, buildCard(id, { x: 0, y: 0, index: 'a1' }, { text: id })))
	}

	leave() {
		this.#socket.terminate()
	}

	#receive(frame) {
		const decoder = decoding.createDecoder(frame)
		const type = decoding.readVarUint(decoder)
		if (type === FRAME.ack) this.#takeAck(decoding.readVarUint(decoder))
		if (type !== FRAME.sync) return
		const kind = decoding.readVarUint(decoder)
		const payload = decoding.readVarUint8Array(decoder)
		if (kind === SYNC.step1) {
			this.#sendSync(SYNC.step2, Y.encodeStateAsUpdate(this.doc, payload))
			return
		}
		Y.applyUpdate(this.doc, payload, this)
		if (kind === SYNC.step2) this.isSynced = true
	}

	#takeAck(count) {
		while (this.#pending.length > 0 && this.#pending[0].frame <= count) {
			const { at } = this.#pending.shift()
			this.worstAckMs = Math.max(this.worstAckMs, performance.now() - at)
			this.acked++
		}
	}

	#sendSync(kind, payload) {
		if (kind !== SYNC.step1) this.#sent++
		const frame = encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, FRAME.sync)
			encoding.writeVarUint(encoder, kind)
			encoding.writeVarUint8Array(encoder, payload)
		})
		if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame)
	}
}

/** Calls `/healthz` ten times a second, each time on a connection of its own. */
class HealthProbe {
	worstMs = 0
	failed = 0
	calls = 0
	#waiting = new Set()

	constructor(url) {
		this.timer = setInterval(() => this.#call(url), PROBE_MS)
	}

	reset() {
		this.worstMs = 0
		this.failed = 0
		this.calls = 0
	}

	/** The longest wait so far, including calls without an answer. */
	get longestWaitMs() {
		const [oldest] = this.#waiting
		return Math.max(this.worstMs, oldest === undefined ? 0 : performance.now() - oldest)
	}

	#call(url) {
		const at = performance.now()
		this.#waiting.add(at)
		const settle = (isFine) => {
			if (!this.#waiting.delete(at)) return
			this.calls++
			if (!isFine) this.failed++
			this.worstMs = Math.max(this.worstMs, performance.now() - at)
		}
		const request = get(`${url}/healthz`, { agent: false }, (response) => {
			response.resume()
			response.on('end', () => settle(response.statusCode === 200))
			response.on('error', () => settle(false))
		})
		request.on('error', () => settle(false))
	}
}

/**
 * The memory of the server's process on Linux: the current value, and the peak since `resetPeak`.
 */
const memory = {
	read(pid, name) {
		const status = statusOf(pid)
		const kilobytes = new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]
		return kilobytes === undefined ? 0 : Number(kilobytes) * 1024
	},
	resetPeak(pid) {
		try {
			writeFileSync(`/proc/${pid}/clear_refs`, '5')
		} catch {
			// Not on Linux, or not allowed: then the peak since the start of the process counts.
		}
	},
}

function statusOf(pid) {
	try {
		return readFileSync(`/proc/${pid}/status`, 'utf8')
	} catch {
		// Not on Linux, or the process has ended.
		return ''
	}
}

async function until(condition, limitMs) {
	const end = performance.now() + limitMs
	while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
	return condition()
}

let people = []
let seats = []
let probe
let server
let timers = []
let before = { edits: 0, memory: 0 }

async function start({ url, pid, seats: given }) {
	seats = given.map((seat) => ({ url, ...seat, room: seat.room ?? boardRoom(seat.board) }))
	server = { url, pid }
	people = seats.map((seat) => new Bystander(seat))
	await until(() => people.every((person) => person.isSynced), SETTLE_MS)
	probe = new HealthProbe(url)
	timers = people.map((person) => setInterval(() => person.edit(), EDIT_MS))
	await until(() => probe.calls >= 3 && people.every((person) => person.acked >= CARDS / 4), SETTLE_MS)
	return { isReady: people.every((person) => person.isSynced && person.acked > 0) }
}

function begin() {
	for (const person of people) person.worstAckMs = 0
	probe.reset()
	memory.resetPeak(server.pid)
	before = { edits: countEdits(), memory: memory.read(server.pid, 'VmRSS') }
	return {}
}

const countEdits = () => people.reduce((sum, { edits }) => sum + edits, 0)

async function finish() {
	await until(() => countEdits() - before.edits >= MIN_EDITS, SETTLE_MS)
	for (const timer of timers) clearInterval(timer)
	const worst = () => Math.max(...people.map((person) => person.longestWaitMs))
	await until(() => people.every((person) => person.isAllAcked), SETTLE_MS)
	clearInterval(probe.timer)
	const peak = memory.read(server.pid, 'VmHWM')
	const areEqual = await findEqual()
	const impact = {
		edits: countEdits() - before.edits,
		unacked: people.reduce((sum, { edits, acked }) => sum + edits - acked, 0),
		closed: people.map(({ closed }) => closed),
		areEqual,
		healthCalls: probe.calls,
		healthFailed: probe.failed,
		grownBytes: Math.max(0, peak - before.memory),
		worstAckMs: worst(),
		worstHealthMs: probe.longestWaitMs,
	}
	for (const person of people) person.leave()
	return impact
}

/**
 * For each room, returns whether a reader who opens it now gets exactly the document of the
 * bystander.
 */
async function findEqual() {
	const readers = seats.map((seat) => new Bystander({ ...seat, token: seat.reader }))
	const isEqual = (reader, index) =>
		reader.isSynced && isDeepStrictEqual(recordsOf(reader.doc).toJSON(), recordsOf(people[index].doc).toJSON())
	await until(() => readers.every(isEqual), SETTLE_MS)
	for (const reader of readers) reader.leave()
	return readers.map(isEqual)
}

const ANSWERS = { start, begin, finish }
process.on('message', async (message) => {
	const [[name, value]] = Object.entries(message)
	process.send?.({ [name]: await ANSWERS[name](value) })
})
process.on('disconnect', () => process.exit())
