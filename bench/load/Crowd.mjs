import { Latencies } from './Latencies.mjs'
import { eachMarker } from './markers.mjs'
import { Person } from './Person.mjs'
import { cpuSecondsOfTree } from './processes.mjs'
import { pause, until } from './until.mjs'

const CONNECTING_AT_ONCE = 25
const TICK_MS = 4
/**
 * How long after their acks missing edits are still awaited; an edit that was overwritten at once
 * never arrives.
 */
const DELIVERING_MS = 500
/** The maximum number of edits of one author in flight at once. */
const RING = 4096
/** A replay is this fast, a person and in all: below the budgets of a token and of a workshop. */
const [REPLAYED_A_PERSON, REPLAYED_IN_ALL] = [40, 2000]
const REPLAYED_IN_FLIGHT = 8

/** The people of all rooms, and the outcome of their edits. */
export class Crowd {
	/** @type {Person[]} */ people = []
	/** @type {number[]} */ sizes = []
	delivered = 0
	expected = 0
	latencies = new Latencies()
	acks = new Latencies()
	#rates
	#sentAt
	#seen
	#count
	/** @type {NodeJS.Timeout | undefined} */ #timer
	#from = Number.POSITIVE_INFINITY
	#to = Number.POSITIVE_INFINITY

	/**
	 * @param {import('./syncProtocols.mjs').RoomEndpoint[][]} rooms
	 * @param {{ edits: number, moves: number, isLight?: boolean, isGesture?: boolean }} rates per
	 *   second and person; an endpoint may have its own
	 */
	constructor(rooms, rates) {
		this.#rates = rates
		this.#count = rooms.flat().length
		this.#sentAt = new Float64Array(this.#count * RING)
		this.#seen = new Uint32Array(this.#count * this.#count)
		const watch = {
			onUpdate: (person, frame) => this.#received(person, frame),
			onAck: (_person, ms) => this.#isMeasured(performance.now() - ms) && this.acks.add(ms),
			onEdit: (person, number) => this.#sending(person, number),
		}
		for (const endpoints of rooms)
			for (const endpoint of endpoints) {
				this.people.push(new Person(endpoint, this.people.length, watch, rates))
				this.sizes.push(endpoints.length)
			}
	}

	/**
	 * Connects everybody, each with their own cards. Throws if not all are synced within a minute.
	 */
	async connect() {
		const end = performance.now() + 60_000
		for (let i = 0; i < this.people.length; i += CONNECTING_AT_ONCE) {
			const some = this.people.slice(i, i + CONNECTING_AT_ONCE)
			for (const person of some) {
				person.makeCards()
				person.connect()
			}
			const areIn = await until(() => some.every((person) => person.syncedAt !== null), end - performance.now())
			if (!areIn) throw new Error(`not everybody got in: ${this.closures()} sockets were closed (${this.#codes()})`)
		}
	}

	/** Lets everybody edit and move their pointer at their own rates, from now until `rest`. */
	work() {
		const rates = this.people.map(({ endpoint }) => endpoint.rates ?? this.#rates)
		const start = performance.now()
		const due = rates.map(({ edits, moves }) => ({
			edit: edits > 0 ? start + (Math.random() * 1000) / edits : Number.POSITIVE_INFINITY,
			move: moves > 0 ? start + (Math.random() * 1000) / moves : Number.POSITIVE_INFINITY,
		}))
		this.#timer = setInterval(() => {
			const now = performance.now()
			for (const [index, person] of this.people.entries()) {
				const next = due[index]
				const { edits, moves } = rates[index]
				if (next.edit <= now) {
					person.edit()
					next.edit = Math.max(next.edit + 1000 / edits, now)
				}
				if (next.move <= now) {
					person.move()
					next.move = Math.max(next.move + 1000 / moves, now)
				}
			}
		}, TICK_MS)
	}

	rest() {
		clearInterval(this.#timer)
	}

	/**
	 * Works, and measures for a while; then rests, and waits for edits in flight.
	 * @param {{ pid: number, warmMs: number, measureMs: number, drainMs: number }} plan
	 * @param {(event: string) => Promise<unknown>} [onEdge] called when measuring begins and when it
	 *   ends
	 */
	async measure({ pid, warmMs, measureMs, drainMs }, onEdge = async () => undefined) {
		this.work()
		await pause(warmMs)
		await onEdge('begin')
		const before = { at: performance.now(), server: cpuSecondsOfTree(pid), load: process.cpuUsage() }
		this.#from = before.at
		await pause(measureMs)
		this.#to = performance.now()
		const seconds = (this.#to - before.at) / 1000
		const after = { server: cpuSecondsOfTree(pid), load: process.cpuUsage(before.load) }
		await onEdge('end')
		this.rest()
		await until(() => this.#isSettled(), drainMs)
		return {
			cores: before.server === null || after.server === null ? null : (after.server - before.server) / seconds,
			loadCores: (after.load.user + after.load.system) / 1e6 / seconds,
			edits: this.latencies.summary(),
			acks: this.acks.summary(),
			expected: this.expected,
			delivered: this.delivered,
			refused: this.people.reduce((sum, person) => sum + person.refusals, 0),
			closed: this.closures(),
		}
	}

	/**
	 * Works for several time windows without a break, and measures each window separately.
	 * @param {{ warmMs: number, windows: number, windowMs: number, drainMs: number }} plan
	 */
	async measureWindows({ warmMs, windows, windowMs, drainMs }) {
		this.work()
		await pause(warmMs)
		this.#from = performance.now()
		this.#to = Number.POSITIVE_INFINITY
		const found = []
		for (let window = 0; window < windows; window++) {
			this.latencies = new Latencies()
			await pause(windowMs)
			found.push(this.latencies.summary())
		}
		this.#to = performance.now()
		this.rest()
		await until(() => this.#isSettled(), drainMs)
		return { windows: found, expected: this.expected, delivered: this.delivered, closed: this.closures() }
	}

	/**
	 * Lets everybody make this many edits, with a word after each `editsAWord` of them, as fast as
	 * the server acks them. Resolves once all are acked.
	 * @param {{ edits: number, editsAWord: number }} plan
	 */
	async replay({ edits, editsAWord }) {
		const rate = Math.min(REPLAYED_IN_ALL, REPLAYED_A_PERSON * this.people.length)
		const start = performance.now()
		let sent = 0
		for (let round = 0; round < edits; ) {
			const allowed = (rate * (performance.now() - start)) / 1000
			const isReady = this.people.every((person) => person.sent - person.acked < REPLAYED_IN_FLIGHT)
			if (isReady && sent < allowed) {
				round++
				for (const person of this.people) {
					person.edit()
					if (round % editsAWord === 0) person.type()
				}
				sent += this.people.length * (round % editsAWord === 0 ? 3 : 1)
			} else await pause(TICK_MS)
		}
		const areSaved = await until(() => this.people.every((person) => person.isSaved), 60_000)
		if (!areSaved) throw new Error(`not all edits of the replay were saved: ${this.closures()} sockets were closed`)
	}

	/**
	 * Measures the edits that are made while `job` runs: the time until others receive them and until
	 * they are acknowledged. Everybody works before and after it.
	 * @param {() => Promise<unknown>} job
	 */
	async during(job) {
		this.latencies = new Latencies()
		this.acks = new Latencies()
		this.#from = performance.now()
		this.#to = Number.POSITIVE_INFINITY
		await job()
		this.#to = performance.now()
		const sent = this.people.map((person) => person.sent)
		await until(() => this.people.every((person, index) => person.acked >= sent[index]))
		await until(() => this.delivered >= this.expected, DELIVERING_MS)
		const summaryOf = (latencies) => ({ ...latencies.summary(), worst: latencies.percentile(1) })
		return { edits: summaryOf(this.latencies), acks: summaryOf(this.acks), ms: this.#to - this.#from }
	}

	leave() {
		this.rest()
		for (const person of this.people) person.leave()
	}

	/** Returns what everybody together has received so far, and the frames in both directions. */
	traffic() {
		const sum = (key) => this.people.reduce((all, { socket }) => all + (socket?.[key] ?? 0), 0)
		return { bytes: sum('bytes'), frames: sum('frames') }
	}

	/** Returns the number of sockets that the server closed. */
	closures() {
		return this.people.flatMap((person) => person.closeCodes).length
	}

	/** Returns the different codes with which sockets were closed. */
	#codes() {
		return [...new Set(this.people.flatMap((person) => person.closeCodes))].join(', ')
	}

	#isMeasured(sentAt) {
		return sentAt >= this.#from && sentAt < this.#to
	}

	/**
	 * Whether every edit has arrived and is acked. The acks of a server without acks are not awaited.
	 */
	#isSettled() {
		const isAcked = ({ acked, sent }) => acked === 0 || acked >= sent
		return this.delivered >= this.expected && this.people.every(isAcked)
	}

	#sending(person, number) {
		const now = performance.now()
		this.#sentAt[person.index * RING + (number % RING)] = now
		if (this.#isMeasured(now)) this.expected += this.sizes[person.index] - 1
	}

	#received(person, frame) {
		const now = performance.now()
		const row = person.index * this.#count
		eachMarker(frame, (author, number) => {
			if (author === person.index || author >= this.#count || this.#seen[row + author] >= number) return
			this.#seen[row + author] = number
			const sentAt = this.#sentAt[author * RING + (number % RING)]
			if (!this.#isMeasured(sentAt)) return
			this.delivered++
			this.latencies.add(now - sentAt)
		})
	}
}
