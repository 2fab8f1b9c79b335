/*
 * The devices of people: a tab of this project's own client, with its connection, offline store,
 * undo and badge, or a program with the stock provider.
 */
import type { Access, BoardId, ParticipantId, Records, Role, RoomId, WorkshopId } from '@charrette/shared'
import { recordsOf } from '@charrette/shared'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { SaveStatus } from '../../../client/src/connection/saveStatus.ts'
import type { BoardDocument, BoardDocumentHandle } from '../../../client/src/sync/BoardDocument.ts'
import { openBoardDocument } from '../../../client/src/sync/openBoardDocument.ts'
import { LOCAL_ORIGIN } from '../../../client/src/sync/undoHistory.ts'
import { until } from '../support/until.ts'
import { Page } from './browser.ts'
import { Copy } from './Copy.ts'
import type { Ledger } from './Ledger.ts'
import { Network } from './Network.ts'
import type { Write } from './writes.ts'

/** A person with a token, and the room that one of their devices opens. */
export interface Seat {
	name: string
	origin: string
	workshop: WorkshopId
	board: BoardId
	room: RoomId
	token: string
	role: Role
	participant: ParticipantId | null
}

const authorOf = ({ name, room, role }: Seat) => ({
	author: name,
	room,
	isRestricted: role === 'participant',
})

/** A device with one open document. */
export interface Device {
	readonly seat: Seat
	readonly network: Network
	readonly copy: Copy
	readonly isOwnClient: boolean
	/** The document that is open; throws while none is. */
	doc(): Y.Doc
	/** Whether the document can be edited, as far as the client knows. */
	canWrite(): boolean
	/** Edits the records in one transaction; returns the writes. */
	edit(change: (records: Records) => void): readonly Write[]
	/** Ends the current undo step. */
	startStep(): void
	undo(): void
	redo(): void
	/** Whether the document is open and, in a program, in sync. */
	isOpen(): boolean
	/** Closes the tab, unless it asks its reader to stay, and opens it again. */
	reopen(): Promise<void>
	/** Reconnects at once, if the network is up. */
	reconnect(): void
	/** Sets the access of the server, and whether the client disables its controls in spite of it. */
	setAccess(access: Access, isReadOnly: boolean): void
	/** The state of the save badge; a program has none, and counts as saved. */
	badge(): SaveStatus['state']
	close(): void
}

/** A tab of this project's own client. */
export class OwnDevice implements Device {
	readonly isOwnClient = true
	readonly network: Network
	readonly copy: Copy
	readonly seat: Seat
	readonly #ledger: Ledger
	#page = new Page()
	#handle: BoardDocumentHandle
	#document: BoardDocument | null = null
	#access: Access

	constructor(ledger: Ledger, seat: Seat, access: Access = 'edit') {
		this.#ledger = ledger
		this.seat = seat
		this.copy = new Copy(ledger, { ...authorOf(seat), seesPlaces: true })
		this.network = new Network(this.copy)
		this.#access = access
		this.#handle = this.#open()
	}

	#open(): BoardDocumentHandle {
		const { board, room, workshop, token, role, participant, origin } = this.seat
		this.#page = new Page()
		const handle = this.#page.open({ origin, Socket: this.network.Socket }, () =>
			openBoardDocument({
				board,
				room,
				epoch: 1,
				credentials: { workshop, token, role, participant },
				access: this.#access,
				onKept: () => {},
			}),
		)
		handle.onOpen((document) => {
			this.#document = document
			this.copy.follow(document.records.doc as Y.Doc)
			document.saveStatus.subscribe(() => this.#checkBadge(document))
		})
		return handle
	}

	/** The badge says "saved" only if every write on this device is acked (ACK3). */
	#checkBadge(document: BoardDocument): void {
		const [first] = this.copy.pending
		if (document !== this.#document || document.saveStatus.get().state !== 'saved' || !first) return
		this.#ledger.violations.push(`${this.seat.name} sees "saved" with ${this.copy.pending.length} writes not acked`)
	}

	doc(): Y.Doc {
		if (!this.#document) throw new Error(`${this.seat.name} has no document`)
		return this.#document.records.doc as Y.Doc
	}
	canWrite = () => this.#document?.canWrite.get() === true
	isOpen = () => this.#document !== null
	badge = () => this.#document?.saveStatus.get().state ?? 'offline'

	edit(change: (records: Records) => void): readonly Write[] {
		const document = this.#document
		if (!document) return []
		this.startStep()
		const written = this.copy.write(() => this.doc().transact(() => change(document.records), LOCAL_ORIGIN))
		this.startStep()
		return written
	}

	startStep(): void {
		this.#document?.undo.startStep()
	}

	undo(): void {
		this.#ledger.checkUndo(this.copy.write(() => this.#document?.undo.undo()))
	}

	redo(): void {
		this.copy.write(() => this.#document?.undo.redo())
	}

	async reopen(): Promise<void> {
		if (this.#page.asksToStay()) return
		this.#document = null
		this.copy.leave()
		this.#handle.close(() => {})
		this.#handle = this.#open()
		if (this.network.isUp) await until(`${this.seat.name} has opened the board again`, () => this.isOpen())
	}

	reconnect(): void {
		if (!this.network.isUp) return
		this.#page.goOnline()
	}

	setAccess(access: Access, isReadOnly: boolean): void {
		this.#access = access
		this.#handle.setAccess(access, isReadOnly)
	}

	close(): void {
		this.network.cut()
		this.#handle.close(() => {})
		this.#document = null
	}
}

/** A program with the stock provider. */
export class StockDevice implements Device {
	readonly isOwnClient = false
	readonly network: Network
	readonly copy: Copy
	readonly seat: Seat
	readonly #doc = new Y.Doc()
	readonly #provider: WebsocketProvider
	readonly #undo: Y.UndoManager

	constructor(ledger: Ledger, seat: Seat) {
		this.seat = seat
		this.copy = new Copy(ledger, { ...authorOf(seat), seesPlaces: false })
		this.network = new Network(this.copy)
		this.copy.follow(this.#doc)
		this.#undo = new Y.UndoManager(recordsOf(this.#doc), { captureTimeout: 0 })
		this.#provider = new WebsocketProvider(`${seat.origin.replace('http', 'ws')}/sync`, seat.room, this.#doc, {
			protocols: ['charrette.v1', seat.token],
			disableBc: true,
			maxBackoffTime: 200,
			WebSocketPolyfill: this.network.Socket,
		})
		for (const type of [120, 121, 122, 123, 125, 126]) this.#provider.messageHandlers[type] = () => {}
	}

	doc = () => this.#doc
	canWrite = () => true
	isOpen = () => this.#provider.synced
	badge = () => 'saved' as const

	edit(change: (records: Records) => void): readonly Write[] {
		return this.copy.write(() => this.#doc.transact(() => change(recordsOf(this.#doc))))
	}

	startStep(): void {
		this.#undo.stopCapturing()
	}

	undo(): void {
		this.copy.write(() => this.#undo.undo())
	}

	redo(): void {
		this.copy.write(() => this.#undo.redo())
	}

	/** A program has no tab to close. */
	async reopen(): Promise<void> {}

	reconnect(): void {
		if (!this.network.isUp) return
		this.#provider.disconnect()
		this.#provider.connect()
	}

	setAccess(): void {}

	close(): void {
		this.network.cut()
		this.#provider.destroy()
		this.#doc.destroy()
	}
}
