import { createRandom } from '../load/createRandom.mjs'

/*
 * A simulation of people who reconnect. The client's backoff is that of `connectRoom.ts`: exactly
 * 100 ms after a socket that was open, then between half and the whole of 100 ms · 2^failures, at
 * most 4.5 s. A socket that received nothing for 22 s is given up. One node handles the joins that
 * reach it in turn; each join takes processor time of the node and of the database. While the
 * owner of a workshop is silent, its sockets wait at the node that they reached.
 */
const FIRST_MS = 100
const MAX_MS = 4500
const SILENCE_MS = 22_000
const STEP_MS = 10
const LIMIT_MS = 600_000

/**
 * @param {{ sockets: number, downMs: number, cpuMs: number, databaseMs: number,
 *   databaseCores: number, freeShare: number, canWait?: boolean, seed: number }} options `sockets`
 *   connect to one node, which refuses them for `downMs`, or lets them wait that long. A join takes
 *   `cpuMs` of the node, of whose core `freeShare` is free, and `databaseMs` of the node's share of
 *   the database's cores.
 */
export function simulateHerd({ sockets, downMs, cpuMs, databaseMs, databaseCores, freeShare, canWait, seed }) {
	const random = createRandom(seed)
	const waits = new Map()
	const backAt = []
	const failures = new Uint16Array(sockets)
	const queue = []
	let [head, refused, givenUp, deepest, credit] = [0, 0, 0, 0, 0]
	const joinsPerStep = STEP_MS / Math.max(cpuMs / freeShare, databaseMs / databaseCores)
	const comeAfter = (socket, now, waitMs) => {
		const step = Math.ceil((now + waitMs) / STEP_MS)
		const due = waits.get(step) ?? []
		due.push(socket)
		waits.set(step, due)
	}
	const fail = (socket, now) => {
		failures[socket]++
		comeAfter(socket, now, waitAfter(failures[socket], random))
	}
	const arrive = (socket, now) => {
		if (canWait || now >= downMs) queue.push({ socket, cameAt: now })
		else {
			refused++
			fail(socket, now)
		}
	}
	for (let socket = 0; socket < sockets; socket++) comeAfter(socket, 0, FIRST_MS)
	for (let now = 0; backAt.length < sockets && now < LIMIT_MS; now += STEP_MS) {
		for (const socket of waits.get(now / STEP_MS) ?? []) arrive(socket, now)
		waits.delete(now / STEP_MS)
		deepest = Math.max(deepest, queue.length - head)
		if (now >= downMs) credit = Math.min(credit + joinsPerStep, Math.max(1, joinsPerStep))
		for (; credit >= 1 && head < queue.length; head++) {
			const { socket, cameAt } = queue[head]
			credit--
			if (now - cameAt <= SILENCE_MS) backAt.push(now)
			else {
				givenUp++
				fail(socket, now)
			}
		}
	}
	return {
		back: backAt.length,
		p50Ms: backAt[Math.floor(backAt.length / 2)] ?? null,
		lastMs: backAt.length === sockets ? (backAt.at(-1) ?? null) : null,
		deepest,
		refused,
		givenUp,
		limit: databaseMs / databaseCores > cpuMs / freeShare ? 'database' : 'node',
	}
}

function waitAfter(failures, random) {
	return Math.min(FIRST_MS * 2 ** failures, MAX_MS) * (0.5 + random(1000) / 2000)
}
