import { createRandom } from '../load/createRandom.mjs'

/*
 * Where sockets go. A placement is asked for each room, and gives how many of its people each node has. A key is a whole number:
 * 1024 times the workshop's, and the room's number in it.
 */
const ROOMS_A_WORKSHOP = 1024

/** The node with the highest weight for a key (rendezvous hashing): without a node, only its own keys move. */
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

/** All people of a room on the node that its path hashes to, as the load balancers of HOSTING.md do. */
export function byRoom(nodes) {
	const hash = createHash(nodes)
	return ({ key, people }) => [[hash(key), people]]
}

/** All rooms of a workshop on one node: no load balancer can, since a board's path does not name its workshop. */
export function byWorkshop(nodes) {
	const hash = createHash(nodes)
	return ({ key, people }) => [[hash(key - (key % ROOMS_A_WORKSHOP)), people]]
}

/** Each socket at the next node in turn; rooms fill at the same time, so that who comes next to a room is anywhere. */
export function inTurn(nodes, seed = 1) {
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
