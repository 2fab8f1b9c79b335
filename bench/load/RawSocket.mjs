import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

/**
 * The single buffer into which all sockets read: each read is handled before the next one begins.
 */
const READ_BUFFER = Buffer.allocUnsafe(256 * 1024)
const MASK = randomBytes(4)
const OPCODE = { continuation: 0, binary: 2, close: 8, ping: 9, pong: 10 }
/** The number of bytes of a frame that are read to decide whether it is wanted. */
const PEEK_BYTES = 96

/**
 * A WebSocket client that costs the load little: it reads in place, skips unwanted frames, and
 * copies only frames that arrived in chunks or fragments. It supports no extensions.
 *
 * @typedef {object} Listener
 * @property {() => void} onOpen
 * @property {(start: Uint8Array) => boolean} wants whether `onFrame` should receive a frame that
 *   starts with these bytes
 * @property {(frame: Uint8Array) => void} onFrame receives a frame; its bytes are valid only during
 *   the call
 * @property {(code: number) => void} onClose
 */
export class RawSocket {
	/** The number of bytes received on this connection, including the HTTP response. */
	bytes = 0
	/** The number of frames in both directions. */
	frames = 0
	isOpen = false
	#socket
	#listener
	/** @type {Buffer | null} */ #rest = null
	/** @type {{ bytes: Buffer, filled: number, isLast: boolean } | null} */ #body = null
	/** @type {Buffer[] | null} fragments of a wanted message; else null */ #fragments = null
	#skip = 0
	#closeCode = 1006

	/**
	 * @param {string} url
	 * @param {string[]} protocols
	 * @param {Listener} listener
	 */
	constructor(url, protocols, listener) {
		this.#listener = listener
		const { hostname, port, pathname, search } = new URL(url)
		const onread = {
			buffer: READ_BUFFER,
			callback: (count) => {
				this.#read(READ_BUFFER.subarray(0, count))
				return true
			},
		}
		this.#socket = connect({ host: hostname, port: Number(port), noDelay: true, onread })
		this.#socket.on('connect', () => {
			const offer = protocols.length > 0 ? `Sec-WebSocket-Protocol: ${protocols.join(', ')}\r\n` : ''
			const key = randomBytes(16).toString('base64')
			this.#socket.write(
				`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${offer}\r\n`,
			)
		})
		this.#socket.on('error', () => {})
		this.#socket.on('close', () => {
			this.isOpen = false
			this.#listener.onClose(this.#closeCode)
		})
	}

	/** @param {Uint8Array} payload */
	send(payload) {
		this.#sendFrame(OPCODE.binary, payload)
	}

	/** Stops reading, so that the bytes of the other side pile up. */
	stall() {
		this.#socket.pause()
	}

	close() {
		this.#socket.destroy()
	}

	#sendFrame(opcode, payload) {
		if (!this.isOpen) return
		this.frames++
		const length = payload.length
		const size = length < 126 ? 6 : length < 65536 ? 8 : 14
		const frame = Buffer.allocUnsafe(size + length)
		frame[0] = 0x80 | opcode
		frame[1] = 0x80 | (size === 6 ? length : size === 8 ? 126 : 127)
		if (size === 8) frame.writeUInt16BE(length, 2)
		if (size === 14) frame.writeBigUInt64BE(BigInt(length), 2)
		MASK.copy(frame, size - 4)
		for (let i = 0; i < length; i++) frame[size + i] = payload[i] ^ MASK[i & 3]
		this.#socket.write(frame)
	}

	#read(chunk) {
		this.bytes += chunk.length
		const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
		this.#rest = null
		let at = this.isOpen ? 0 : this.#readAnswer(bytes)
		while (at >= 0 && at < bytes.length) at = this.#readOn(bytes, at)
	}

	/**
	 * Reads the HTTP response. Returns the offset where the frames begin; -1 if the response is not
	 * complete yet, or not the expected one.
	 */
	#readAnswer(bytes) {
		const end = bytes.indexOf('\r\n\r\n')
		if (end < 0) this.#rest = Buffer.from(bytes)
		if (end < 0) return -1
		if (!bytes.subarray(0, end).toString().startsWith('HTTP/1.1 101')) {
			this.close()
			return -1
		}
		this.isOpen = true
		this.#listener.onOpen()
		return end + 4
	}

	/**
	 * Continues the current frame or begins one. Returns the next offset, or -1 if more bytes are
	 * needed.
	 */
	#readOn(bytes, at) {
		if (this.#skip > 0) {
			const count = Math.min(this.#skip, bytes.length - at)
			this.#skip -= count
			return at + count
		}
		if (this.#body) return this.#fill(this.#body, bytes, at)
		return this.#begin(bytes, at)
	}

	#fill(body, bytes, at) {
		const count = Math.min(body.bytes.length - body.filled, bytes.length - at)
		bytes.copy(body.bytes, body.filled, at, at + count)
		body.filled += count
		if (body.filled === body.bytes.length) {
			this.#body = null
			this.#deliver(body.bytes, body.isLast)
		}
		return at + count
	}

	#begin(bytes, at) {
		const header = readHeader(bytes, at)
		if (!header || bytes.length < header.start + Math.min(header.length, PEEK_BYTES)) {
			this.#rest = Buffer.from(bytes.subarray(at))
			return -1
		}
		const { opcode, isLast, start, length } = header
		const end = start + length
		this.frames++
		const isWhole = end <= bytes.length
		if (opcode === OPCODE.binary || opcode === OPCODE.continuation) {
			const isWanted =
				opcode === OPCODE.binary ? this.#listener.wants(bytes.subarray(start, end)) : this.#fragments !== null
			if (isWanted && !isWhole) {
				this.#body = { bytes: Buffer.allocUnsafe(length), filled: 0, isLast }
				return this.#fill(this.#body, bytes, start)
			}
			if (isWanted) this.#deliver(bytes.subarray(start, end), isLast)
		} else if (isWhole) this.#control(opcode, bytes.subarray(start, end))
		if (!isWhole) this.#skip = end - bytes.length
		return Math.min(end, bytes.length)
	}

	/** Delivers a message once its last fragment has arrived; nearly all messages have only one. */
	#deliver(bytes, isLast) {
		if (isLast && !this.#fragments) {
			this.#listener.onFrame(bytes)
			return
		}
		this.#fragments = [...(this.#fragments ?? []), Buffer.from(bytes)]
		if (!isLast) return
		const message = Buffer.concat(this.#fragments)
		this.#fragments = null
		this.#listener.onFrame(message)
	}

	#control(opcode, payload) {
		if (opcode === OPCODE.ping) this.#sendFrame(OPCODE.pong, payload)
		if (opcode !== OPCODE.close) return
		if (payload.length >= 2) this.#closeCode = (payload[0] << 8) | payload[1]
		this.#socket.end()
	}
}

/** Reads the header of a frame from a server (unmasked). Returns null if it is not complete yet. */
function readHeader(bytes, at) {
	const left = bytes.length - at
	if (left < 2) return null
	const [opcode, isLast] = [bytes[at] & 15, (bytes[at] & 0x80) !== 0]
	const short = bytes[at + 1] & 127
	if (short < 126) return { opcode, isLast, start: at + 2, length: short }
	if (short === 126) return left < 4 ? null : { opcode, isLast, start: at + 4, length: bytes.readUInt16BE(at + 2) }
	return left < 10 ? null : { opcode, isLast, start: at + 10, length: Number(bytes.readBigUInt64BE(at + 2)) }
}
