import {
	type BoardId,
	boardRoom,
	documentOf,
	type ParticipantId,
	practiceRoom,
	type RoomId,
	recordsOf,
	TEXT_KEY,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { CardIndex } from '../ports/CardIndex.ts'
import type { DocStore } from '../ports/DocStore.ts'
import type { PracticeStore } from '../ports/PracticeStore.ts'
import { SERVER_OWNER } from '../rooms/gate/ClientOwners.ts'
import { boardsEver } from '../workshops/deleteWorkshop.ts'
import { describeSnapshot, openSnapshot } from '../workshops/history/snapshotDocument.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'
import { requireWorkshop } from '../workshops/WorkshopDeps.ts'
import { type EraseDeps, purge, removeUnshown } from './eraseWorkshop.ts'
import { findPerson, type Person, withoutPerson } from './findPerson.ts'
import { type ErasedAuthors, removeAuthors } from './removeAuthors.ts'

/** Dependencies of erasing a person. No member may have a board open meanwhile. */
interface ErasePersonDeps extends EraseDeps, Pick<WorkshopDeps, 'snapshots' | 'results'> {
	docStore: DocStore
	cardIndex: Pick<CardIndex, 'remove'>
	practices: PracticeStore
}

interface ErasePersonRequest {
	workshop: WorkshopId
	/** An id, or a name that only one person has. */
	person: string
	/** Whether the cards that the person wrote are erased, too. */
	withCards: boolean
}

/** The erased data, and the places that may still have the name. */
export interface ErasedPerson {
	participant: ParticipantId
	/** Number of removed cards, on the present boards. */
	cards: number
	/** Number of cards whose text contains the name. */
	mentions: number
	/**
	 * Number of published practices that name the person. The workshop has to publish them again or
	 * withdraw them.
	 */
	practices: number
	images: number | null
	isPurged: boolean
}

/**
 * Erases a person from a workshop (ERASE2): name, city, access, private cards, reactions, and the
 * attribution of all their cards and edits, now and in saved versions. Their cards stay, unless
 * `withCards` is set. Throws `not_found`, and `not_now` for a name that several people have.
 */
export async function erasePerson(
	deps: ErasePersonDeps,
	{ workshop: id, person: wanted, withCards }: ErasePersonRequest,
): Promise<ErasedPerson> {
	const workshop = await requireWorkshop(deps, id)
	const person = findPerson(workshop, wanted)
	const shown = withCards ? await deps.references.find() : new Set<never>()
	const authors = { ids: new Set(person.ids), names: new Set([person.name]), withCards }
	const boards = boardsEver(workshop)
	const practices = (workshop.practices ?? []).map((practice) => practice.id)
	const anonymised = { workshop: id, people: person.ids, boards, practices, owner: SERVER_OWNER }
	await deps.workshops.update(id, (now) => withoutPerson(now, person))
	await deps.deletions.anonymise({ ...anonymised, removesAllShares: withCards })
	const removed = new Map<BoardId, Set<string>>()
	let mentions = 0
	for (const board of boards) {
		for (const room of await roomsOf(deps, boardRoom(board))) {
			const rewritten = await rewriteLog(deps, room, { authors, name: person.name })
			removed.set(board, new Set([...(removed.get(board) ?? []), ...rewritten.removed]))
			mentions += rewritten.mentions
		}
		await rewriteSnapshots(deps, board, authors)
	}
	for (const practice of practices)
		for (const room of await roomsOf(deps, practiceRoom(practice)))
			await rewriteLog(deps, room, { authors: { ...authors, withCards: false }, name: person.name })
	if (withCards) await forgetTexts(deps, workshop, removed)
	return {
		participant: person.ids[0] as ParticipantId,
		cards: [...removed.values()].reduce((sum, { size }) => sum + size, 0),
		mentions,
		practices: await removeContributor(deps, workshop, person),
		images: shown && (withCards ? await removeUnshown(deps, shown) : 0),
		isPurged: await purge(deps),
	}
}

/** Returns the logs of a document, including those of earlier and later epochs. */
async function roomsOf({ docStore }: ErasePersonDeps, room: RoomId): Promise<RoomId[]> {
	return (await docStore.list(room)).filter((found) => found === room || found.startsWith(`${room}@`))
}

/** Replaces a log by one state without these authors, and keeps no earlier row. */
async function rewriteLog(
	{ docStore }: ErasePersonDeps,
	room: RoomId,
	{ authors, name }: { authors: ErasedAuthors; name: string },
): Promise<{ removed: string[]; mentions: number }> {
	let removed: string[] = []
	let mentions = 0
	const merge = async (updates: Uint8Array[]) => {
		const doc = documentOf(updates)
		removed = removeAuthors(doc, authors)
		mentions = [...recordsOf(doc).values()].filter((record) => String(record.get(TEXT_KEY) ?? '').includes(name)).length
		const state = Y.encodeStateAsUpdate(doc)
		doc.destroy()
		return state
	}
	await docStore.compact(room, merge, { canReplaceDamaged: true, forgetsReplaced: true })
	return { removed, mentions }
}

/**
 * Rewrites the saved versions of a board. Damaged versions, which cannot be read anyway, are
 * removed.
 */
async function rewriteSnapshots({ snapshots }: ErasePersonDeps, board: BoardId, authors: ErasedAuthors): Promise<void> {
	for (const { id } of await snapshots.list(board)) {
		const found = await snapshots.find(id)
		if (!found) {
			await snapshots.remove([id])
			continue
		}
		const doc = openSnapshot(found.state)
		removeAuthors(doc, authors)
		const { look, fingerprint } = describeSnapshot(doc)
		await snapshots.replace({ ...found.snapshot, look }, { state: Y.encodeStateAsUpdateV2(doc), fingerprint })
		doc.destroy()
	}
}

/**
 * Removes the texts of removed cards from vote results, and their boards from the search index,
 * which indexes these again.
 */
async function forgetTexts(
	{ results, cardIndex }: ErasePersonDeps,
	{ rounds = [] }: Workshop,
	removed: ReadonlyMap<BoardId, ReadonlySet<string>>,
): Promise<void> {
	for (const round of rounds) {
		const result = await results.find(round.id)
		if (!result) continue
		const isRemoved = (board: BoardId, card: string) => removed.get(board)?.has(card) ?? false
		const cards = result.cards.map((card) => (isRemoved(card.board, card.card) ? { ...card, text: '' } : card))
		await results.save({ ...result, cards })
	}
	await cardIndex.remove([...removed.keys()])
}

/**
 * Removes contributors with this name from the drafts of practices. Returns the number of practices
 * whose published version names them.
 */
async function removeContributor({ practices }: ErasePersonDeps, { id }: Workshop, { name }: Person): Promise<number> {
	let published = 0
	for (const { id: practice, facts } of await practices.ofWorkshop(id)) {
		if (!facts.contributors.some((contributor) => contributor.name === name)) continue
		const version = await practices.listed(practice)
		if (version?.practice.facts.contributors.some((contributor) => contributor.name === name)) published++
		await practices.update(practice, (now) => ({
			...now,
			facts: { ...now.facts, contributors: now.facts.contributors.filter((contributor) => contributor.name !== name) },
		}))
	}
	return published
}
