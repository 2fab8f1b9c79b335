/*
 * The server of the ledger suite: the program itself, with rooms that close as soon as they are
 * empty and without budgets. Workers run this file, too.
 */
import { BOUNDS } from '../../dist/rooms/bounds.js'

const UNLIMITED = { perSecond: 1e9, burst: 1e9 }
const budgets = ['payloadFrames', 'otherFrames', 'frameBytes']
const names = [...budgets, ...budgets.map((name) => `workshop${name[0].toUpperCase()}${name.slice(1)}`)]
Object.assign(BOUNDS, Object.fromEntries(names.map((name) => [name, UNLIMITED])), {
	idleMs: 300,
	ownedMs: 1000,
	closeSpreadMs: 20,
	maxSocketsPerToken: 10_000,
	maxPendingPerAddress: 10_000,
	maxRequestsPerAddress: 10_000,
})
await import('../../dist/main.js')
