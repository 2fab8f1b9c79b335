import { once } from 'node:events'
import { connect } from 'node:net'
import { pause } from '../load/until.mjs'
import { encoding } from '../load/yjs.mjs'
import { withCluster } from './runs.mjs'

const NODES = 200
const [ROUNDS, EVERY_MS] = [40, 100]

/**
 * Sends a node the heartbeats of 200 simulated nodes, and returns the processor time that it takes
 * to handle them.
 */
export async function measureServerMessages(log) {
	return withCluster(1, async (cluster) => {
		const { port } = cluster.valkey
		const names = await ask(port, ['PUBSUB', 'CHANNELS', '*server'])
		const channel = /\r\n([^\r\n]*server)\r\n/.exec(names)?.[1]
		if (!channel) throw new Error('the node subscribes to no channel')
		const publisher = connect(port, '127.0.0.1').resume()
		const round = (sequence) => {
			for (let node = 0; node < NODES; node++) publisher.write(command(['PUBLISH', channel, heartbeat(node, sequence)]))
		}
		// The node asks each new node for its rooms, so the first round is not measured.
		round(1)
		await pause(1000)
		const [idle, before] = [await cpuIn(cluster, ROUNDS * EVERY_MS), await cluster.usage()]
		for (let sequence = 2; sequence < 2 + ROUNDS; sequence++) {
			round(sequence)
			await pause(EVERY_MS)
		}
		const after = await cluster.usage()
		publisher.destroy()
		const found = { messages: ROUNDS * NODES, cpu: Math.max(0, after.nodes[0] - before.nodes[0] - idle) }
		log(`  ${JSON.stringify(found)}`)
		return found
	})
}

async function cpuIn(cluster, ms) {
	const before = await cluster.usage()
	await pause(ms)
	const after = await cluster.usage()
	return after.nodes[0] - before.nodes[0]
}

/** Encodes a heartbeat as `broadcastFrame.ts` of the server does. */
function heartbeat(node, sequence) {
	return Buffer.from(
		encoding.encode((encoder) => {
			encoding.writeVarString(encoder, `bench-node${String(node).padStart(3, '0')}`)
			encoding.writeVarUint(encoder, sequence)
			encoding.writeUint8Array(encoder, Buffer.from('{"type":"beat"}'))
		}),
	)
}

function command(words) {
	const parts = words.map((word) => Buffer.from(word))
	return Buffer.concat([
		Buffer.from(`*${parts.length}\r\n`),
		...parts.flatMap((part) => [Buffer.from(`$${part.length}\r\n`), part, Buffer.from('\r\n')]),
	])
}

async function ask(port, words) {
	const socket = connect(port, '127.0.0.1')
	socket.write(command(words))
	const [answer] = await once(socket, 'data')
	socket.destroy()
	return answer.toString()
}
