import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Board, BoardId, Identity, PracticeId, PrivateCardCounts, Workshop, WorkshopId } from '@charrette/shared'
import {
	boardRoom,
	epochOf,
	type ParticipantId,
	parseRoomId,
	practiceRoom,
	privateRoom,
	privateRoomsAt,
	type RoomId,
} from '@charrette/shared'
import type * as Y from 'yjs'
import type { RecordAttribution } from '../ports/DocStore.ts'
import type { LogCopy } from '../ports/LogCopy.ts'
import { StorageError, withStorageErrors } from '../ports/StorageError.ts'
import { createAcceptSocket } from './acceptSocket.ts'
import { countRooms, type RoomCounts } from './countRooms.ts'
import type { CapturedBoard } from './DocumentCopies.ts'
import { FlushScheduler } from './delivery/FlushScheduler.ts'
import { logAtEpoch, logsUpToEpoch, ReplacedDocuments, type Replacement } from './document/ReplacedDocuments.ts'
import type { Creator } from './gate/ClientOwners.ts'
import { createCompactor } from './log/createCompactor.ts'
import { type GiveUp, type OpenableBoard, OpenRooms } from './OpenRooms.ts'
import type { Room, RoomDeps } from './Room.ts'
import type { WriteOptions } from './ServerWrites.ts'
import { startHeartbeats } from './startHeartbeats.ts'
import { PrivateCards } from './workshop/PrivateCards.ts'
import { revealPrivateCards } from './workshop/revealPrivateCards.ts'
import { hasRoom, isRoomOf } from './workshop/sendWorkshop.ts'
import { startDigests } from './workshop/startDigests.ts'
import { WorkshopChanges } from './workshop/WorkshopChanges.ts'

export interface RoomsDeps extends Omit<RoomDeps, 'compactor' | 'flushScheduler' | 'onFailed'> {
	/** The identity that a token stands for; null if it is unknown. */
	identify(token: string): Promise<Identity | null>
	findWorkshop(id: WorkshopId): Promise<Workshop | null>
	/** Called with boards that other nodes may change from now on, or may have changed. */
	onReleased?(boards: readonly BoardId[]): void
	/** Called with a workshop that was deleted. */
	onDeleted?(workshop: WorkshopId): void
	/** Whether a page of this request's origin may open sockets; all may by default. */
	isOriginAllowed?(request: IncomingMessage): boolean
	/**
	 * The key by which the sockets of a client are counted; the address of the connection by default.
	 */
	clientKey?(request: IncomingMessage): string
}

type PassedOn = 'workshopChanged' | 'recheckTokens' | 'workshopDeleted' | 'sendHint' | 'followed' | 'readAgain'

/** All rooms of this process. */
export interface Rooms extends Pick<WorkshopChanges, PassedOn> {
	/**
	 * Answers an HTTP upgrade with a socket in a room, or with one that is closed with a reason
	 * (WIRE1).
	 */
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
	/**
	 * Reads the document of a board, loading it if needed. `creatorOf` returns the owner of a Yjs
	 * client id.
	 */
	read<T>(board: OpenableBoard, read: (doc: Y.Doc, creatorOf: (client: number) => Creator) => T): Promise<T>
	/**
	 * Returns a copy of a board's current document, to be opened elsewhere. Normally opens no room,
	 * and encodes or decodes nothing (HEAVY1).
	 */
	copy(board: OpenableBoard): Promise<LogCopy>
	/**
	 * Returns such a copy together with its time, taken in one step (HIST7). Opens the room, which
	 * knows the time.
	 */
	capture(board: OpenableBoard): Promise<CapturedBoard>
	/**
	 * The attributions of a board in all its documents, with `after` < time in ms <= `until`, newest
	 * last (HIST7).
	 */
	attributions(board: OpenableBoard, span: { after: number; until: number }): Promise<RecordAttribution[]>
	/**
	 * Returns those of these boards that somebody other than `except` has changed after a time in ms.
	 */
	changedSince(boards: readonly { board: OpenableBoard; after: number }[], except: string): Promise<BoardId[]>
	/**
	 * Merges the attributions of a board up to the time `until` that none of these times separates
	 * (HIST7).
	 */
	mergeAttributions(board: BoardId, between: { times: readonly number[]; until: number }): Promise<void>
	watch: OpenRooms['watch']
	/**
	 * Writes the first state (V1 update) of a board that nobody has opened yet; resolves when
	 * durable. Does not open its room, because loading 2,000 cards takes tens of milliseconds of the
	 * event loop. Throws a `StorageError`.
	 */
	create(board: Board, state: Uint8Array): Promise<void>
	/**
	 * Edits a board in one transaction. Resolves when the edit is durable, with the value that the
	 * change returned. `author` is that of a command that restores records. If a call fails because
	 * it could not be written, and is repeated with its `key`, the change is applied only once
	 * (ACK7). A change with `adds` that does not fit throws `not_now` (GATE7e).
	 */
	write<Result>(
		board: Board,
		change: (doc: Y.Doc) => Result,
		options?: Pick<WriteOptions, 'author' | 'key' | 'adds'>,
	): Promise<Result>
	/**
	 * Edits a board by the command of `author`. Resolves when the edit is durable, with the board as
	 * it was in the step before.
	 */
	captureAndWrite(board: Board, change: (doc: Y.Doc) => void, author: string): Promise<CapturedBoard>
	/**
	 * Writes a document that is to replace the one of this board, and returns its epoch; resolves
	 * when durable. The document is used once the workshop names that epoch (REST1). Throws a
	 * `StorageError`.
	 */
	writeReplacement(board: Board, replacement: Replacement): Promise<number>
	/**
	 * Ends the log of a replaced document and copies it, with all edits that were acked before its
	 * members were closed.
	 */
	copyReplaced(board: OpenableBoard): Promise<LogCopy>
	/** Reads the document in which a practice is written. */
	readPractice<T>(practice: PracticeId, read: (doc: Y.Doc) => T): Promise<T>
	/** Edits the document of a practice in one transaction; resolves when durable. */
	writePractice<Result>(practice: PracticeId, change: (doc: Y.Doc) => Result): Promise<Result>
	privateCardsAt(board: Board): Promise<PrivateCardCounts>
	/**
	 * Edits the private document of a participant at a board in one transaction, if there is one;
	 * resolves when durable.
	 */
	writePrivate(board: Board, participant: ParticipantId, change: (doc: Y.Doc) => void): Promise<void>
	/**
	 * Calls `moveCards` with the private documents of a board and the board's own, then empties the
	 * private ones; resolves when durable. If the process ends at any point, each record is on disk
	 * in the board's document or in a private one (ROOM3).
	 */
	revealPrivateCards(board: Board, moveCards: (privateDocs: readonly Y.Doc[], doc: Y.Doc) => void): Promise<void>
	count(): RoomCounts
	/**
	 * Closes the rooms of a workshop, which another node may then open. Resolves with false if one of
	 * them is in use, or has edits that are not written.
	 */
	release(workshop: WorkshopId): Promise<boolean>
	/**
	 * Closes all members and rooms of a workshop, with a code to retry, and opens none until `run`
	 * has ended, which may change its logs. Throws a `StorageError` if edits cannot be written.
	 */
	withoutRooms<T>(workshop: Workshop, run: () => Promise<T>): Promise<T>
	/** Closes all members and rooms at once, because other nodes own their workshops now. */
	abandon(): void
	/**
	 * Closes all members with a code to retry, writes pending edits and frees the rooms. With
	 * `giveUp`, one workshop after another.
	 */
	close(giveUp?: GiveUp): Promise<void>
}

/** Creates the rooms of a server. The caller has to close them. */
export function createRooms(deps: RoomsDeps): Rooms {
	const { bounds } = deps
	const compactor = createCompactor(deps.docStore)
	const privateCards = new PrivateCards(deps.docStore)
	const replaced = new ReplacedDocuments(deps.docStore)
	const flushScheduler = new FlushScheduler()
	const rooms = new OpenRooms({ ...deps, compactor, flushScheduler, privateCards, replaced })
	let isClosing = false

	const openBoard = (board: OpenableBoard) => rooms.open(boardRoom(board.id), epochOf(board))

	/** Opens the private rooms of a board, including those whose first card is not on disk yet. */
	async function openPrivateRooms(board: Board): Promise<Room[]> {
		const prefix = privateRoomsAt(board.id)
		const ids = new Set(await deps.docStore.list(prefix))
		for (const id of rooms.byId.keys()) if (id.startsWith(prefix)) ids.add(id)
		return Promise.all([...ids].map((id) => rooms.open(id, 1)))
	}

	/**
	 * Opens a board and its private rooms, again if one of them was closed as idle while others were
	 * still being opened: nothing could be written to it.
	 */
	async function openForReveal(board: Board): Promise<{ room: Room; privateRooms: Room[] }> {
		const room = await openBoard(board)
		const privateRooms = await openPrivateRooms(board)
		const areOpen = [room, ...privateRooms].every((opened) => rooms.byId.get(opened.id) === opened)
		return areOpen ? { room, privateRooms } : openForReveal(board)
	}

	const acceptSocket = createAcceptSocket({
		...deps,
		open: (room, epoch) => rooms.open(room, epoch),
		release: (room) => rooms.keepOpen(room),
		isOpen: (room) => rooms.byId.get(room.id) === room,
		memberEnters: (room, workshop) => changes.memberEnters(room, workshop),
		isClosing: () => isClosing,
	})
	const stopHeartbeats = startHeartbeats(rooms.byId, bounds.heartbeatMs)
	const pruning = setInterval(() => acceptSocket.prune(), bounds.heartbeatMs)

	const read: Rooms['read'] = async (board, read) => {
		const room = await openBoard(board)
		room.delivery.applyReceived()
		return read(room.doc, (client) => room.document.owners.creatorOf(client))
	}

	/**
	 * Copies a board from its log if its room is not open. An open room may have edits that its log
	 * does not have: edits that could not be written, or edits of a damaged row that members have
	 * sent again.
	 */
	const copy: Rooms['copy'] = async (board) => {
		const id = boardRoom(board.id)
		const stored = rooms.byId.has(id)
			? null
			: await deps.docStore.copy(logAtEpoch(id, epochOf(board)), { isUrgent: false })
		return stored ?? (await openBoard(board)).copies.copy()
	}
	const stopDigests = startDigests({ ...deps, rooms: rooms.byId, read })

	const changes = new WorkshopChanges({ ...deps, rooms, sockets: acceptSocket, privateCards })

	return {
		handleUpgrade: acceptSocket.handleUpgrade,
		read,
		copy,
		capture: async (board) => (await openBoard(board)).copies.capture(),
		watch: (listener) => rooms.watch(listener),
		async attributions(board, span) {
			const logs = logsUpToEpoch(boardRoom(board.id), epochOf(board))
			return (await Promise.all(logs.map((log) => deps.docStore.attributions(log, span)))).flat()
		},
		async changedSince(boards, except) {
			const logOf = (board: OpenableBoard) => logAtEpoch(boardRoom(board.id), epochOf(board))
			const asked = boards.map(({ board, after }) => ({ room: logOf(board), after }))
			const changed = new Set(await deps.docStore.attributedSince(asked, except))
			return boards.filter(({ board }) => changed.has(logOf(board))).map(({ board }) => board.id)
		},
		async mergeAttributions(board, between) {
			const room = boardRoom(board)
			for (const log of await deps.docStore.list(room))
				if (log === room || log.startsWith(`${room}@`)) await deps.docStore.mergeAttributions(log, between)
		},
		async create(board, update) {
			const entry = { room: boardRoom(board.id), update }
			const isNew = await withStorageErrors(() => deps.docStore.startLog(entry))
			if (!isNew) throw new Error(`board ${board.id} has a log already`)
		},
		write: async (board, change, options) => (await openBoard(board)).writes.write(change, options),
		captureAndWrite: async (board, change, author) => (await openBoard(board)).copies.captureAndWrite(change, author),
		writeReplacement: (board, { state, changes, author }) =>
			replaced.write(board, state, async () => {
				const current = await openBoard(board)
				current.delivery.applyReceived()
				return current.document.attribution.attributeReplacement(changes, author)
			}),
		copyReplaced: (board) => replaced.copy(logAtEpoch(boardRoom(board.id), epochOf(board))),
		async readPractice(practice, read) {
			const room = await rooms.open(practiceRoom(practice), 1)
			room.delivery.applyReceived()
			return read(room.doc)
		},
		writePractice: async (practice, change) => (await rooms.open(practiceRoom(practice), 1)).writes.write(change),
		privateCardsAt: (board) => privateCards.countAt(board.id),
		async writePrivate(board, participant, change) {
			const id = privateRoom(board.id, participant)
			const isKnown = rooms.byId.has(id) || (await deps.docStore.list(id)).includes(id)
			if (isKnown) await (await rooms.open(id, 1)).writes.write(change)
		},
		async revealPrivateCards(board, moveCards) {
			const { room, privateRooms } = await openForReveal(board)
			await revealPrivateCards(privateRooms, room, { moveCards, isClosing: () => isClosing })
		},
		workshopChanged: (workshop) => changes.workshopChanged(workshop),
		recheckTokens: (workshop) => changes.recheckTokens(workshop),
		workshopDeleted: (workshop) => changes.workshopDeleted(workshop),
		sendHint: (workshop, hint, audience) => changes.sendHint(workshop, hint, audience),
		count: () => countRooms(rooms.byId.values()),
		followed: () => changes.followed(),
		readAgain: (workshop) => changes.readAgain(workshop),
		async release(id) {
			const workshop = await deps.findWorkshop(id)
			if (!workshop) return true
			const open = [...rooms.byId.values()].filter((room) => isRoomOf(room, workshop))
			if (open.some((room) => rooms.isInUse(room))) return false
			const written = await Promise.all(open.map((room) => room.flushAndCompact().catch(() => false)))
			if (written.includes(false) || open.some((room) => rooms.isInUse(room))) return false
			for (const room of open) rooms.remove(room)
			const boards = workshop.sessions.flatMap((session) => session.boards.map((board) => board.id))
			privateCards.forgetBoards(boards)
			deps.onReleased?.(boards)
			return true
		},
		async withoutRooms(workshop, run) {
			const isTheirs = (id: RoomId) => {
				const parsed = parseRoomId(id)
				return parsed !== null && hasRoom(workshop, parsed)
			}
			const resume = rooms.suspend(isTheirs)
			try {
				if (!(await rooms.closeWritten(isTheirs))) throw new StorageError({ cause: 'edits cannot be written' })
				const boards = workshop.sessions.flatMap((session) => session.boards.map((board) => board.id))
				privateCards.forgetBoards(boards)
				deps.onReleased?.(boards)
				return await run()
			} finally {
				resume()
			}
		},
		abandon() {
			acceptSocket.rejectAll()
			rooms.abandon()
		},
		async close(giveUp) {
			isClosing = true
			stopHeartbeats()
			clearInterval(pruning)
			stopDigests()
			const compactorClosed = compactor.close()
			await rooms.close(giveUp)
			acceptSocket.close()
			await compactorClosed
		},
	}
}
