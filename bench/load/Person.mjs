import { inflateRawSync } from 'node:zlib'
import { markerOf } from './markers.mjs'
import { RawSocket } from './RawSocket.mjs'
import { encodeAuth, encodePresence, encodeSync, prefixOf, SYNC, TYPE } from './syncProtocols.mjs'
import { decoding, Y } from './yjs.mjs'

/** The number of cards that a person edits in turn: their own cards, as in a workshop. */
const CARDS = 5
const WORD = ' permissions'
/** Number of keystrokes of a word that is corrected. */
export const WORD_KEYSTROKES = WORD.length + 2
const EMPTY_STATE_VECTOR = Uint8Array.of(0)
/** The backoff of y-websocket before it reconnects: doubled each time, up to this maximum. */
const FIRST_BACKOFF_MS = 100
const MAX_BACKOFF_MS = 2500
/**
 * The maximum ratio of an inflated state to its deflated frame. The state is inflated into one
 * chunk of that size, because concatenating many chunks takes four times as long.
 */
const INFLATED_TIMES = 6

/**
 * A simulated person who edits their own cards in turn. Its document has only its own edits, and it
 * parses no more of the received frames than a watcher needs.
 *
 * @typedef {object} Watch callbacks of the load
 * @property {(person: Person, frame: Uint8Array) => void} [onUpdate] bytes with edits of others
 *   arrived
 * @property {(person: Person, ms: number) => void} [onAck] an edit was acknowledged, this long
 *   after it was sent
 * @property {(person: Person, number: number) => void} [onEdit] an edit is about to be sent
 */
export class Person {
	/** The number of sync payloads that were sent and acknowledged on this socket. */
	sent = 0
	acked = 0
	edits = 0
	/** @type {number | null} time when this socket had the whole state */
	syncedAt = null
	/** The size of the frame with the full state, as received. */
	stateBytes = 0
	refusals = 0
	/** @type {number[]} */ closeCodes = []
	/** @type {number[]} ms from each closed socket to the whole state on another one */ absences = []
	doc = new Y.Doc()
	/** @type {RawSocket | null} */ socket = null
	/** @type {Uint8Array[] | null} received updates of the document, if they are kept */ kept = null
	/** The state vector of the document that this person already has. */
	knows = EMPTY_STATE_VECTOR
	staysAway = true
	endpoint
	index
	#prefix
	#watch
	#isLight
	#setsText
	/** @type {any[]} */ #cards = []
	#presenceClock = 0
	/** @type {number[]} */ #sentAt = []
	#backoff = 0
	/** @type {number | null} */ #awaySince = null

	/**
	 * @param {import('./syncProtocols.mjs').RoomEndpoint} endpoint
	 * @param {number} index
	 * @param {Watch} [watch]
	 * @param {{ isLight?: boolean, isGesture?: boolean }} [load] a light load moves one card, and
	 *   gestures move five cards in turn; the usual load sets two fields of five cards in turn
	 */
	constructor(endpoint, index, watch = {}, { isLight = false, isGesture = false } = {}) {
		this.#isLight = isLight
		this.#setsText = !isLight && !isGesture
		this.endpoint = endpoint
		this.index = index
		this.#watch = watch
		this.#prefix = prefixOf(endpoint)
		this.doc.on('update', (update) => this.#sendPayload(SYNC.update, update))
	}

	/**
	 * Creates this person's own cards. Cards that exist before connecting travel with the first step
	 * 2.
	 */
	makeCards() {
		this.#cards = Array.from({ length: this.#isLight ? 1 : CARDS }, (_, number) => {
			const card = new Y.Map(Object.entries({ type: 'card', xy: [number, this.index], 'props.kind': 'note' }))
			card.set('text', new Y.Text(`Card of person ${this.index}`))
			this.doc.getMap('records').set(`shape:load-${this.index}${number > 0 ? `-${number}` : ''}`, card)
			return card
		})
	}

	/** The position where this person's first card was last put. */
	get place() {
		return this.#cards[0].get('xy')
	}

	/** Whether everything that was sent on this socket is acknowledged. */
	get isSaved() {
		return this.syncedAt !== null && this.acked >= this.sent
	}

	connect() {
		this.staysAway = false
		this.syncedAt = null
		this.sent = 0
		this.acked = 0
		this.#sentAt = []
		this.socket = new RawSocket(this.endpoint.url, this.endpoint.protocols, {
			onOpen: () => this.#greet(),
			wants: (start) => start[this.#prefix.length] !== TYPE.presence,
			onFrame: (frame) => this.#receive(frame, this.#prefix.length),
			onClose: (code) => this.#closed(code),
		})
	}

	leave() {
		this.staysAway = true
		this.socket?.close()
	}

	/** Moves the next card, like the end of a drag; the usual load also sets a text field of it. */
	edit() {
		const number = ++this.edits
		this.#watch.onEdit?.(this, number)
		const card = this.#cards[number % this.#cards.length]
		this.doc.transact(() => {
			card.set('xy', [markerOf(this.index, number), number % 2000])
			if (this.#setsText) card.set('props.city', `City ${number % 24}`)
		})
	}

	/** Types a word into the card that was edited last, and corrects its last letter. */
	type() {
		const text = this.#cards[this.edits % this.#cards.length].get('text')
		text.insert(text.length, WORD)
		this.doc.transact(() => {
			text.delete(text.length - 1, 1)
			text.insert(text.length, 'e')
		})
	}

	/** Moves the pointer. */
	move() {
		const [x, y] = [Math.floor(Math.random() * 4000), Math.floor(Math.random() * 3000)]
		this.sendPresence({ cursor: { x, y }, selection: [`shape:load-${this.index}`] })
	}

	/** Sends a presence update with these fields and the fields that everybody has. */
	sendPresence(fields) {
		const seen = { viewport: { x: 0, y: 0, w: 1440, h: 900 } }
		// Charrette's server sets the identity; with other servers, the client sends it.
		const user = { name: `Person ${this.index}`, city: 'Bogotá', role: 'participant', colour: '#1d4ed8' }
		const who = this.endpoint.syncProtocol === 'charrette' ? {} : { user }
		const clock = ++this.#presenceClock
		const json = JSON.stringify({ ...who, ...fields, ...seen })
		this.socket?.send(encodePresence(this.#prefix, { clientId: this.doc.clientID, clock, json }))
	}

	/** Requests the updates that this person lacks; the answer arrives as a step 2. */
	ask() {
		this.socket?.send(encodeSync(this.#prefix, SYNC.step1, this.knows))
	}

	#greet() {
		this.#backoff = 0
		if (this.endpoint.syncProtocol === 'relay') this.syncedAt = performance.now()
		if (this.endpoint.syncProtocol === 'hocuspocus') this.socket?.send(encodeAuth(this.#prefix))
		if (this.endpoint.syncProtocol !== 'relay') this.ask()
	}

	#sendPayload(subtype, update) {
		if (!this.socket?.isOpen) return
		this.sent++
		this.#sentAt.push(performance.now())
		this.socket.send(encodeSync(this.#prefix, subtype, update))
	}

	#receive(frame, at) {
		const type = frame[at]
		if (type === TYPE.sync || type === TYPE.syncReply) this.#receiveSync(frame, at + 1)
		else if (type === TYPE.status) this.#receiveAck(this.acked + 1)
		else if (type === TYPE.ack) this.#receiveAck(decoding.readVarUint(decoding.createDecoder(frame.subarray(at + 1))))
		else if (type === TYPE.nack) this.refusals++
		else if (type === TYPE.deflated) {
			const state = inflateRawSync(frame.subarray(at + 1), { chunkSize: INFLATED_TIMES * frame.length })
			this.stateBytes = frame.length
			this.kept?.push(Y.convertUpdateFormatV2ToV1(state))
			this.#synced()
		}
	}

	#receiveSync(frame, at) {
		const subtype = frame[at]
		if (subtype === SYNC.update) this.#watch.onUpdate?.(this, frame)
		if (subtype === SYNC.step1) {
			const stateVector = decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(at + 1)))
			this.#sendPayload(SYNC.step2, Y.encodeStateAsUpdate(this.doc, stateVector))
		} // A copy, because the next read overwrites the bytes that were read in place.
		else this.kept?.push(new Uint8Array(decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(at + 1)))))
		if (subtype !== SYNC.step2) return
		this.stateBytes ||= frame.length
		this.#synced()
	}

	#synced() {
		this.syncedAt ??= performance.now()
		if (this.#awaySince !== null) this.absences.push(this.syncedAt - this.#awaySince)
		this.#awaySince = null
	}

	#receiveAck(count) {
		const now = performance.now()
		for (; this.acked < count; this.acked++) {
			const sentAt = this.#sentAt[this.acked]
			if (sentAt !== undefined) this.#watch.onAck?.(this, now - sentAt)
		}
	}

	#closed(code) {
		if (this.staysAway) return
		this.closeCodes.push(code)
		this.#awaySince ??= performance.now()
		this.syncedAt = null
		// Random backoff, so that not everybody reconnects at once.
		const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** this.#backoff++, MAX_BACKOFF_MS) * (0.5 + Math.random())
		setTimeout(() => {
			if (!this.staysAway) this.connect()
		}, backoff)
	}
}
