import { Sender } from 'ws'

/** A frame in its WebSocket envelope: written as it is to any number of sockets (FAN1). */
export type Framed = Buffer & { readonly __brand: 'Framed' }

const BINARY = 2

/** Puts a frame into its WebSocket envelope. The server never masks, so one envelope fits every socket. */
export function frameOnce(frame: Uint8Array): Framed {
	const parts = Sender.frame(frame, { fin: true, rsv1: false, opcode: BINARY, mask: false, readOnly: true })
	return Buffer.concat(parts) as Framed
}
