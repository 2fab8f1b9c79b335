import {
	type BoardId,
	type CollectionId,
	createId,
	createJoinCode,
	IMAGE_WIDTHS,
	type ImageId,
	type ImageType,
	type JoinCode,
	REACTIONS,
	type RoundId,
	type SnapshotId,
	upgradeWorkshop,
	type Workshop,
	type WorkshopId,
	type WorkshopLinks,
} from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../errors.ts'
import { openZip, type ZipEntry } from '../import/openZip.ts'
import type { PracticeStore } from '../ports/PracticeStore.ts'
import { boardsEver } from '../workshops/deleteWorkshop.ts'
import { describeSnapshot, openSnapshot } from '../workshops/history/snapshotDocument.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'
import { entryOf, type WorkshopFile, workshopFile } from './workshopFile.ts'

interface ImportDeps
	extends Pick<WorkshopDeps, 'workshops' | 'tokens' | 'snapshots' | 'ballots' | 'results' | 'reactions' | 'images'> {
	rooms: Pick<WorkshopDeps['rooms'], 'create'>
	practices: Pick<PracticeStore, 'addCollection'>
}

/** A new workshop, and the secrets of its links. */
interface ImportedWorkshop {
	workshop: Workshop
	secrets: { facilitator: string; projector: string }
	boards: number
	images: number
	snapshots: number
}

/** What a server answers about an import: ids, links and numbers. */
export interface ImportedAnswer extends Omit<ImportedWorkshop, 'workshop' | 'secrets'> {
	workshop: WorkshopId
	title: string
	joinCode: JoinCode
	links: WorkshopLinks
}

/** A workshop's file that a running server imports (MOVE1). @limit host: `too_large` */
export const MAX_WORKSHOP_FILE_BYTES = 128 * 1024 * 1024
/** Limits of one file. */
const BUDGET = { bytes: 2 ** 31, entries: 100_000 }
const TYPES: readonly ImageType[] = ['image/jpeg', 'image/png']

/**
 * Creates a workshop from the bytes of a workshop's file, with boards equal to the exported ones
 * (MOVE1). All ids are new, since remains of a deleted workshop are found by its ids. The join code
 * stays if it is free. The workshop is stored after its boards, so it cannot be seen before they
 * are upgraded. Throws `damaged_file`, `unknown_format` and `newer_format`.
 */
export async function importWorkshop(deps: ImportDeps, bytes: Uint8Array): Promise<ImportedWorkshop> {
	const entries = new Map(openZip(bytes, { ...BUDGET }).map((entry) => [entry.name, entry]))
	const file = readFile(entries.get('workshop.json'))
	const { record, newId } = withNewIds(file)
	const workshop = await completeImported(deps, record)
	const images = await storeImages(deps, entries)
	await storeDocuments(deps, entries)
	for (const board of file.workshop.sessions.flatMap((session) => session.boards)) {
		const update = readState(entries.get(entryOf.board(board.id)))
		if (update) await deps.rooms.create({ ...board, id: newId(board.id) as BoardId }, update)
	}
	const snapshots = await storeSnapshots(deps, file, { entries, newId })
	await deps.workshops.create(workshop)
	await storeVotes(deps, workshop, { file, newId })
	await storeReactions(deps, workshop, { file, newId })
	for (const collection of file.collections ?? [])
		await deps.practices.addCollection({
			...collection,
			id: newId(collection.id) as CollectionId,
			workshop: workshop.id,
		})
	const [facilitator, projector] = await Promise.all([
		deps.tokens.createLink({ workshop: workshop.id, role: 'facilitator' }),
		deps.tokens.createLink({ workshop: workshop.id, role: 'projector' }),
	])
	const boards = workshop.sessions.reduce((sum, session) => sum + session.boards.length, 0)
	return {
		workshop,
		secrets: { facilitator: facilitator.secret, projector: projector.secret },
		boards,
		images,
		snapshots,
	}
}

function readFile(entry: ZipEntry | undefined): WorkshopFile {
	if (!entry) throw new AppError('unknown_format', 'This is no file of a whole workshop: it has no workshop.json.')
	let json: unknown
	try {
		json = JSON.parse(Buffer.from(entry.read()).toString('utf8'))
	} catch {
		throw new AppError('damaged_file')
	}
	const { data } = workshopFile.safeParse(json)
	// Fields without a check here are upgraded by `upgradeWorkshop`, like the stored workshops of
	// this server.
	if (data) return data as unknown as WorkshopFile
	const version = (json as { formatVersion?: unknown } | null)?.formatVersion
	throw new AppError(typeof version === 'number' && version > 1 ? 'newer_format' : 'damaged_file')
}

/**
 * Returns the record with new ids for everything that is stored under its own id: the workshop, its
 * boards, its votes and its collections.
 */
function withNewIds({ workshop, collections = [] }: WorkshopFile) {
	const { sessions, removedBoards = [], rounds = [] } = workshop
	const old = [workshop, ...sessions.flatMap(({ boards }) => boards), ...removedBoards, ...rounds, ...collections].map(
		({ id }) => id as string,
	)
	const ids = new Map(old.map((id) => [id, createId()]))
	const newId = (id: string) => ids.get(id) ?? id
	const replaceIn = (value: unknown): unknown => {
		if (typeof value === 'string') return newId(value)
		if (Array.isArray(value)) return value.map(replaceIn)
		if (typeof value !== 'object' || value === null) return value
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [newId(key), replaceIn(part)]))
	}
	return { record: replaceIn(workshop) as WorkshopFile['workshop'], newId }
}

async function completeImported({ workshops }: ImportDeps, record: WorkshopFile['workshop']): Promise<Workshop> {
	// Only a sign-in here says which organisation opened a workshop.
	const { organisation: _, ...upgraded } = upgradeWorkshop(record)
	const isFree = (await workshops.byJoinCode(upgraded.joinCode)) === null
	const sessions = upgraded.sessions.map((session) => ({
		...session,
		// Each document is the first epoch of its new board.
		boards: session.boards.map(({ epoch: _, ...board }) => board),
	}))
	// An open vote cannot continue, since the file does not contain its ballots.
	const rounds = upgraded.rounds?.map((round) =>
		round.state === 'open' ? { ...round, state: 'cancelled' as const } : round,
	)
	return {
		...upgraded,
		joinCode: isFree ? upgraded.joinCode : createJoinCode(),
		version: 1,
		sessions,
		...(rounds && { rounds }),
		gathering: null,
		timer: null,
	}
}

/** Returns the full update (V1) of an entry; null if there is no entry. */
function readState(entry: ZipEntry | undefined): Uint8Array | null {
	if (!entry) return null
	try {
		const doc = openSnapshot(entry.read())
		const update = Y.encodeStateAsUpdate(doc)
		doc.destroy()
		return update
	} catch {
		throw new AppError('damaged_file')
	}
}

/** Stores the images unchanged. An image is refused if its bytes do not match its name. */
async function storeImages({ images }: ImportDeps, entries: ReadonlyMap<string, ZipEntry>): Promise<number> {
	let stored = 0
	const ids = new Set([...entries.keys()].flatMap((name) => /^images\/([0-9a-f]{40})\//.exec(name)?.[1] ?? []))
	for (const id of ids)
		for (const type of TYPES) {
			const full = entries.get(entryOf.image(id, 'full', type))
			if (!full) continue
			const narrower = IMAGE_WIDTHS.flatMap((width) => {
				const entry = entries.get(entryOf.image(id, width, type))
				return entry ? [{ width, bytes: entry.read() }] : []
			})
			const storedId: ImageId = await images.put({ type, width: 0, height: 0, full: full.read(), narrower })
			if (storedId !== id) throw new AppError('damaged_file')
			stored++
		}
	return stored
}

/** Stores the documents. A document is refused if its bytes do not match its name. */
async function storeDocuments({ images }: ImportDeps, entries: ReadonlyMap<string, ZipEntry>): Promise<void> {
	for (const [name, entry] of entries) {
		const id = /^documents\/([0-9a-f]{40})\.pdf$/.exec(name)?.[1]
		if (id && (await images.putDocument(entry.read())) !== id) throw new AppError('damaged_file')
	}
}

async function storeSnapshots(
	{ snapshots }: ImportDeps,
	file: WorkshopFile,
	{ entries, newId }: { entries: ReadonlyMap<string, ZipEntry>; newId(id: string): string },
): Promise<number> {
	for (const snapshot of file.snapshots) {
		const state = entries.get(entryOf.snapshot(snapshot))?.read()
		if (!state) throw new AppError('damaged_file')
		const doc = openSnapshot(state)
		const { fingerprint } = describeSnapshot(doc)
		doc.destroy()
		const moved = { ...snapshot, id: createId<SnapshotId>(), board: newId(snapshot.board) as BoardId }
		await snapshots.add(moved, { state, fingerprint })
	}
	return file.snapshots.length
}

async function storeVotes(
	{ ballots, results }: ImportDeps,
	{ id: workshop, rounds = [] }: Workshop,
	{ file, newId }: { file: WorkshopFile; newId(id: string): string },
): Promise<void> {
	for (const { id, budget, perCard } of rounds) {
		await ballots.open({ id, workshop, budget, perCard })
		await ballots.end(id)
	}
	for (const result of file.results) {
		const cards = result.cards.map((card) => ({ ...card, board: newId(card.board) as BoardId }))
		await results.save({ ...result, round: newId(result.round) as RoundId, cards })
	}
}

/** Stores the reactions to cards of the workshop's boards that this release knows. */
async function storeReactions(
	{ reactions }: ImportDeps,
	workshop: Workshop,
	{ file, newId }: { file: WorkshopFile; newId(id: string): string },
): Promise<void> {
	const boards = new Set<string>(boardsEver(workshop))
	const known = new Set<string>(REACTIONS)
	const moved = (file.reactions ?? []).map(({ board, ...reaction }) => ({
		...reaction,
		workshop: workshop.id,
		board: newId(board) as BoardId,
	}))
	await reactions.addAll(moved.filter(({ board, emoji }) => boards.has(board) && known.has(emoji)))
}
