import { WebSocketServer } from '../../server/node_modules/ws/wrapper.mjs'

/*
 * The relay sends each message in a room to all its members. Each message is framed once, and all
 * messages of a tick are sent as one chunk. As in Charrette, rooms with up to ten members do not
 * wait for a tick.
 */
const QUIET_MEMBERS = 10
const TICK_MS = 33

/** @type {Map<string, { members: Set<import('ws').WebSocket>, frames: Buffer[] }>} */
const rooms = new Map()
const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]), perMessageDeflate: false })

server.on('connection', (socket, request) => {
	const name = request.url ?? ''
	const room = rooms.get(name) ?? { members: new Set(), frames: [] }
	rooms.set(name, room)
	room.members.add(socket)
	socket.on('error', () => {})
	socket.on('close', () => room.members.delete(socket))
	socket.on('message', (data) => {
		room.frames.push(frameOf(data))
		if (room.frames.length > 1) return
		if (room.members.size > QUIET_MEMBERS) setTimeout(flush, TICK_MS, room)
		else setImmediate(flush, room)
	})
})

function flush(room) {
	const bytes = Buffer.concat(room.frames)
	room.frames = []
	// ws cannot send data that is already framed, so the relay writes to the underlying socket.
	for (const member of room.members) member._socket?.write(bytes)
}

/** Returns one binary WebSocket frame, as a server sends it. */
function frameOf(payload) {
	const { length } = payload
	const header = Buffer.alloc(length < 126 ? 2 : length < 65536 ? 4 : 10)
	header[0] = 0x82
	header[1] = header.length === 2 ? length : header.length === 4 ? 126 : 127
	if (header.length === 4) header.writeUInt16BE(length, 2)
	if (header.length === 10) header.writeBigUInt64BE(BigInt(length), 2)
	return Buffer.concat([header, payload])
}
