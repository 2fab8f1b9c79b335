import { FRAME, SYNC } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'

/** A plain socket in a room, without any protocol on top. */
export interface RawClient {
	socket: WebSocket
	/** All received frames, in order. */
	frames: Uint8Array[]
	/** The close code; null while open. */
	closed(): number | null
	sendUpdate(update: Uint8Array): void
	sendStep2(update: Uint8Array): void
	/** Sends a presence state of this client. */
	sendPresence(client: number, clock: number, state: object): void
}

export async function openRaw(url: string, token: string): Promise<RawClient> {
	const socket = new WebSocket(url, ['charrette.v1', token], { perMessageDeflate: false })
	const frames: Uint8Array[] = []
	let code: number | null = null
	socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)))
	socket.on('error', () => {})
	const closing = new Promise<void>((resolve) =>
		socket.on('close', (given: number) => {
			code = given
			resolve()
		}),
	)
	await Promise.race([new Promise((resolve) => socket.on('open', resolve)), closing])
	const sendSync = (type: number, update: Uint8Array) =>
		socket.send(
			encoding.encode((encoder) => {
				encoding.writeVarUint(encoder, FRAME.sync)
				encoding.writeVarUint(encoder, type)
				encoding.writeVarUint8Array(encoder, update)
			}),
		)
	return {
		socket,
		frames,
		closed: () => code,
		sendUpdate: (update) => sendSync(SYNC.update, update),
		sendStep2: (update) => sendSync(SYNC.step2, update),
		sendPresence(client, clock, state) {
			const entry = encoding.encode((encoder) => {
				for (const number of [1, client, clock]) encoding.writeVarUint(encoder, number)
				encoding.writeVarString(encoder, JSON.stringify(state))
			})
			socket.send(
				encoding.encode((encoder) => {
					encoding.writeVarUint(encoder, FRAME.awareness)
					encoding.writeVarUint8Array(encoder, entry)
				}),
			)
		},
	}
}

/** Returns the payload of a step 2 or update frame; null for another frame. */
export function payloadOf(frame: Uint8Array): { isStep2: boolean; update: Uint8Array } | null {
	const decoder = decoding.createDecoder(frame)
	if (decoding.readVarUint(decoder) !== FRAME.sync) return null
	const type = decoding.readVarUint(decoder)
	if (type === SYNC.step1) return null
	return { isStep2: type === SYNC.step2, update: decoding.readVarUint8Array(decoder) }
}

/** Returns the count of an ack frame; null for another frame. */
export function ackIn(frame: Uint8Array): number | null {
	const decoder = decoding.createDecoder(frame)
	return decoding.readVarUint(decoder) === FRAME.ack ? decoding.readVarUint(decoder) : null
}

/** Returns the JSON of all received frames of this type, oldest first. */
export function jsonFramesIn<Body>({ frames }: Pick<RawClient, 'frames'>, type: number): Body[] {
	return frames
		.filter((frame) => frame[0] === type)
		.map((frame) => JSON.parse(decoding.readVarString(decoding.createDecoder(frame.subarray(1)))) as Body)
}
