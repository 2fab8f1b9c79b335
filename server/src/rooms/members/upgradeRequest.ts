/*
 * Reads the upgrade request of a WebSocket: its token, its room and its parameters (WIRE1).
 */
import type { IncomingMessage } from 'node:http'
import { SUBPROTOCOL, SYNC_PATH } from '@charrette/shared'

/** Returns the token, which is offered as a sub-protocol; empty if there is none. */
export function tokenOf(request: IncomingMessage): string {
	const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
	return offered.find((protocol) => protocol !== SUBPROTOCOL) ?? ''
}

/** Returns the room that the address of an upgrade names, null for none, and its parameters. */
export function addressOf({ url = '/' }: IncomingMessage): { name: string | null; params: URLSearchParams } {
	const [path = '', query = ''] = url.split('?', 2)
	return { name: roomName(path), params: new URLSearchParams(query) }
}

function roomName(path: string): string | null {
	if (!path.startsWith(`${SYNC_PATH}/`)) return null
	try {
		return decodeURIComponent(path.slice(SYNC_PATH.length + 1))
	} catch {
		return null
	}
}
