import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Board, PrivateCardCounts as Held, Hint, Identity, RoomId, Workshop, WorkshopId } from '@charrette/shared'
import { boardRoom, CLOSE, epochOf, parseRoomId, privateRoomsAt, workshopRoom } from '@charrette/shared'
import type * as Y from 'yjs'
import type { RecordAttribution } from '../ports/DocStore.ts'
import type { CapturedBoard } from './AttributionLog.ts'
import { createAcceptSocket } from './acceptSocket.ts'
import { closeChangedMembers, isDocumentReplaced, sendWorkshop } from './applyWorkshop.ts'
import { PrivateCards, revealPrivateCards } from './PrivateCards.ts'
import { logAtEpoch, logsUpToEpoch, ReplacedDocuments } from './ReplacedDocuments.ts'
import type { RoomDeps } from './Room.ts'
import { Room } from './Room.ts'
import { createCompactor } from './RoomLog.ts'
import { startDigests } from './startDigests.ts'

/** What of a board is needed to open its document. */
export type OpenableBoard = Pick<Board, 'id' | 'epoch'>

export interface RoomsDeps extends Omit<RoomDeps, 'compact'> {
	/** Who a token speaks for; null if it is no good. */
	identify(token: string): Promise<Identity | null>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
}

/** All rooms of this process. */
export interface Rooms {
	/** Answers an HTTP upgrade: a socket in a room, or one closed with a code that says why not (WIRE1). */
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
	/** Reads a board's document, loading it when needed; `capture` takes it in as it is in that step. */
	read<T>(board: OpenableBoard, read: (doc: Y.Doc, capture: () => CapturedBoard) => T): Promise<T>
	/** What was touched at a board, in whichever of its documents, after one time and up to another; the newest last (HIST7). */
	attributions(board: OpenableBoard, span: { after: number; until: number }): Promise<RecordAttribution[]>
	/** Tells of each board that is loaded, since its log may have grown unseen, and with every change of it. Returns its undo. */
	watch(listener: (board: OpenableBoard) => void): () => void
	/** Edits a board's document on the server's own behalf, in one transaction; resolves once durable. `by`: who brings back what was. */
	write(board: Board, change: (doc: Y.Doc, capture: () => CapturedBoard) => void, by?: string): Promise<void>
	/**
	 * Writes a document that is to take the place of this board's, and gives its epoch; resolves once durable. It counts
	 * once the board's workshop says so (REST1). `by`: whose command that is.
	 */
	writeReplacement(board: Board, state: Uint8Array, by: string): Promise<number>
	/** Reads a document that another has taken the place of, with all that its members did until they had to leave it. */
	readReplaced<T>(board: OpenableBoard, read: (doc: Y.Doc) => T): Promise<T>
	/** How many cards people hold in private at a board. */
	privateCardsAt(board: Board): Promise<Held>
	/**
	 * Brings what people hold in private at a board into it, and empties their private documents; resolves once durable. Whenever
	 * the process ends, each record is on disk in one of both at least (ROOM3).
	 */
	revealPrivateCards(board: Board, bring: (held: readonly Y.Doc[], doc: Y.Doc) => void): Promise<void>
	/** Pushes a workshop's new state, and closes at once each member whose access or document it changed. */
	workshopChanged(workshop: Workshop): void
	/** Says something once to those in a workshop whom it concerns and who are here; gives whether there was anybody. */
	sendHint(workshop: WorkshopId, hint: Hint, isFor: (who: Identity) => boolean): boolean
	/** Closes members with "come back later", writes what is not yet written, lets go of memory. */
	close(): Promise<void>
}

/** Opens the house of rooms; whoever opens it closes it. */
export function createRooms(deps: RoomsDeps): Rooms {
	const { bounds } = deps
	const rooms = new Map<RoomId, Room>()
	/** Since when a room may be let go: each use of it starts another wait. */
	const waits = new Map<Room, NodeJS.Timeout>()
	/** The newest state of each workshop that members were told of. */
	const versions = new Map<WorkshopId, number>()
	const compactor = createCompactor(deps.docStore)
	const held = new PrivateCards(deps.docStore)
	const watchers = new Set<(board: OpenableBoard) => void>()
	const former = new ReplacedDocuments(deps.docStore)
	let isClosing = false

	/** Gives a room, loaded; it stays at least until the idle time after the last use. */
	async function open(id: RoomId, epoch: number): Promise<Room> {
		const known = rooms.get(id)
		const room = known && known.epoch >= epoch ? known : new Room(id, epoch, { ...deps, compact: compactor.compact })
		if (known && known !== room) retire(known)
		rooms.set(id, room)
		release(room)
		try {
			await room.loaded
			if (room !== known) {
				held.watch(room)
				tellWatchers(room)
			}
		} catch (cause) {
			forget(room)
			throw cause
		}
		release(room)
		return room
	}

	function tellWatchers(room: Room): void {
		const parsed = parseRoomId(room.id)
		if (parsed?.type !== 'board') return
		const board = { id: parsed.board, epoch: room.epoch }
		const tell = () => {
			for (const listener of watchers) listener(board)
		}
		tell()
		room.doc.on('update', tell)
	}

	function release(room: Room): void {
		clearTimeout(waits.get(room))
		if (isClosing) return
		const wait = setTimeout(() => void drain(room, wait), bounds.idleMs).unref()
		waits.set(room, wait)
	}

	/** Lets an empty room go once all of it is written; whoever comes meanwhile keeps it (ROOM4). */
	async function drain(room: Room, wait: NodeJS.Timeout): Promise<void> {
		const isWanted = () => room.members.size > 0 || waits.get(room) !== wait
		if (isWanted()) return
		const isWritten = await room.settle().catch(() => false)
		if (isWanted()) return
		if (isWritten) forget(room)
		else release(room)
	}

	function forget(room: Room): void {
		clearTimeout(waits.get(room))
		waits.delete(room)
		held.forget(room)
		if (rooms.get(room.id) === room) rooms.delete(room.id)
		room.close()
	}

	/** Another document has taken the place of this room's (REST1). */
	function retire(room: Room): void {
		for (const member of room.members) member.close(CLOSE.documentReplaced)
		former.add(
			logAtEpoch(room.id, room.epoch),
			room.settle().finally(() => forget(room)),
		)
	}

	const openBoard = (board: OpenableBoard) => open(boardRoom(board.id), epochOf(board))
	/** Also those whose first card is not on disk yet. */
	async function privateRooms(board: Board): Promise<Room[]> {
		const prefix = privateRoomsAt(board.id)
		const ids = new Set(await deps.docStore.list(prefix))
		for (const id of rooms.keys()) if (id.startsWith(prefix)) ids.add(id)
		return Promise.all([...ids].map((id) => open(id, 1)))
	}

	function show(room: Room, workshop: Workshop): void {
		sendWorkshop(room, workshop)
		if (parseRoomId(room.id)?.type !== 'workshop') return
		held
			.announceTo(room, workshop)
			.catch((cause: unknown) => deps.log.error({ cause: String(cause) }, 'held cards not counted'))
	}

	const acceptSocket = createAcceptSocket({ ...deps, open, release, sendWorkshop: show, isClosing: () => isClosing })
	const beat = setInterval(() => {
		for (const room of rooms.values()) room.sendHeartbeat()
	}, bounds.beatMs)

	const read: Rooms['read'] = async (board, read) => {
		const { doc, attribution } = await openBoard(board)
		return read(doc, () => attribution.capture())
	}
	const endDigests = startDigests({ ...deps, rooms, read })

	return {
		handleUpgrade: acceptSocket.handleUpgrade,
		read,
		watch(listener) {
			watchers.add(listener)
			return () => watchers.delete(listener)
		},
		async attributions(board, span) {
			const logs = logsUpToEpoch(boardRoom(board.id), epochOf(board))
			return (await Promise.all(logs.map((log) => deps.docStore.attributions(log, span)))).flat()
		},
		async write(board, change, by) {
			const room = await openBoard(board)
			await room.write((doc) => change(doc, () => room.attribution.capture()), { by })
		},
		async writeReplacement(board, state, by) {
			const { attribution } = await openBoard(board)
			let epoch = epochOf(board) + 1
			// One that was written and never counted, because the process ended in between, stays unused.
			while ((await deps.docStore.load(logAtEpoch(boardRoom(board.id), epoch))).updates.length > 0) epoch++
			const room = logAtEpoch(boardRoom(board.id), epoch)
			await deps.docStore.append([{ room, update: state, attributions: attribution.ofReplacement(state, by) }])
			return epoch
		},
		readReplaced: (board, read) => former.read(logAtEpoch(boardRoom(board.id), epochOf(board)), read),
		sendHint(workshop, hint, isFor) {
			const room = rooms.get(workshopRoom(workshop))
			return room !== undefined && room.latest.sendHint(JSON.stringify(hint), isFor) > 0
		},
		privateCardsAt: (board) => held.countAt(board.id),
		async revealPrivateCards(board, bring) {
			const privates = await privateRooms(board)
			await revealPrivateCards(privates, await openBoard(board), { moveCards: bring, isClosing: () => isClosing })
		},
		workshopChanged(workshop) {
			// Changes are stored in their order, but may be told of out of it.
			if (workshop.version <= (versions.get(workshop.id) ?? 0)) return
			versions.set(workshop.id, workshop.version)
			acceptSocket.workshopChanged(workshop)
			for (const room of [...rooms.values()]) {
				show(room, workshop)
				if (isDocumentReplaced(room, workshop)) retire(room)
				else closeChangedMembers(room, workshop)
			}
		},
		async close() {
			isClosing = true
			clearInterval(beat)
			endDigests()
			for (const wait of waits.values()) clearTimeout(wait)
			for (const room of rooms.values()) for (const member of room.members) member.close(CLOSE.shuttingDown)
			await Promise.all([...rooms.values()].map((room) => room.settle()))
			for (const room of [...rooms.values()]) forget(room)
			acceptSocket.close()
			await compactor.close()
		},
	}
}
