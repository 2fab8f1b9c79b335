import { createRandom } from '../load/createRandom.mjs'

/*
 * The placement of sockets. A placement is called for each room, and returns how many of its people
 * are on each node. A key is an integer: 1024 times the key of the workshop, plus the room's number
 * in it.
 */
const ROOMS_A_WORKSHOP = 1024

/**
 * Returns a hash that maps a key to the node with the highest weight for it (rendezvous hashing):
 * if a node is removed, only its own keys move.
 */
function createHash(nodes) {
	const salts = nodes.map((node) => mix(node + 0x9e3779b9))
	return (key) => {
		let best = 0
		let highest = -1
		for (let index = 0; index < salts.length; index++) {
			const weight = mix(key ^ salts[index])
			if (weight <= highest) continue
			highest = weight
			best = index
		}
		return nodes[best]
	}
}

/**
 * Places all people of a room on the node to which its path hashes, as the load balancers of
 * HOSTING.md do.
 */
export function byRoom(nodes) {
	const hash = createHash(nodes)
	return ({ key, people }) => [[hash(key), people]]
}

/**
 * Places all rooms of a workshop on one node. No load balancer can do this, because a board's path
 * does not contain its workshop.
 */
export function byWorkshop(nodes) {
	const hash = createHash(nodes)
	return ({ key, people }) => [[hash(key - (key % ROOMS_A_WORKSHOP)), people]]
}

/**
 * Places each socket on the next node in turn. Rooms fill at the same time, so the next person of a
 * room can be on any node.
 */
export function roundRobin(nodes, seed = 1) {
	const random = createRandom(seed)
	const counts = new Map()
	return ({ people }) => {
		counts.clear()
		for (let left = people; left > 0; left--) {
			const node = nodes[random(nodes.length)]
			counts.set(node, (counts.get(node) ?? 0) + 1)
		}
		return [...counts]
	}
}

function mix(value) {
	let mixed = value | 0
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
	return (mixed ^ (mixed >>> 16)) >>> 0
}
