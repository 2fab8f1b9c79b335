/**
 * A workshop as one ZIP file. Any server of this release or a later one can create an equal
 * workshop from it (MOVE1):
 *
 *     workshop.json                     a `WorkshopFile`
 *     boards/<board>.yjs                a board's document: a full Yjs update (V2) without history
 *     snapshots/<board>/<snapshot>.yjs  the state of a saved version (V2), with `withHistory`
 *     images/<id>/<width>.<type>        an image as it is stored; `full` or one of `IMAGE_WIDTHS`
 *     documents/<id>.pdf                a document of a card (CASE1)
 */
import {
	ID_PATTERN,
	type PracticeCollection,
	type Snapshot,
	type StoredWorkshop,
	type VoteResult,
} from '@charrette/shared'
import { z } from 'zod'
import type { StoredReaction } from '../ports/ReactionStore.ts'

export const WORKSHOP_FILE_FORMAT = 'charrette-workshop'
export const WORKSHOP_FILE_VERSION = 1

const id = z.string().regex(ID_PATTERN)
const head = z.looseObject({ id })
const session = z.looseObject({
	id,
	boards: z.array(head),
	groups: z.array(z.looseObject({ id, board: id })),
	phases: z.array(z.looseObject({})),
})

/** The schema that a reader checks. `upgradeWorkshop` upgrades the records of workshops. */
export const workshopFile = z.object({
	format: z.literal(WORKSHOP_FILE_FORMAT),
	formatVersion: z.literal(WORKSHOP_FILE_VERSION),
	exportedAt: z.iso.datetime(),
	workshop: z.looseObject({
		id,
		title: z.string(),
		joinCode: z.string(),
		sessions: z.array(session).min(1),
		participants: z.array(z.looseObject({ id, name: z.string() })),
		cities: z.array(z.looseObject({ name: z.string() })),
		rounds: z.array(z.looseObject({ id, budget: z.int(), perCard: z.int() })).optional(),
	}),
	results: z.array(z.looseObject({ round: id })),
	snapshots: z.array(z.looseObject({ id, board: id, at: z.number() })),
	collections: z.array(z.looseObject({ id, title: z.string(), practices: z.array(id) })).optional(),
	reactions: z
		.array(z.object({ board: id, card: z.string().max(100), person: id, emoji: z.string().max(16) }))
		.optional(),
})

/** `workshop.json`. */
export interface WorkshopFile {
	format: typeof WORKSHOP_FILE_FORMAT
	formatVersion: typeof WORKSHOP_FILE_VERSION
	/** ISO 8601. */
	exportedAt: string
	workshop: StoredWorkshop
	/** The results of closed votes. Single ballots stay secret. */
	results: VoteResult[]
	snapshots: Snapshot[]
	/** Missing in files of earlier releases, as are the reactions. */
	collections?: PracticeCollection[]
	/** The reactions to cards (REACT1). */
	reactions?: Omit<StoredReaction, 'workshop'>[]
}

/** Returns the names of entries. */
export const entryOf = {
	board: (board: string) => `boards/${board}.yjs`,
	snapshot: ({ board, id: snapshot }: { board: string; id: string }) => `snapshots/${board}/${snapshot}.yjs`,
	image: (image: string, width: string | number, type: string) =>
		`images/${image}/${width}.${type === 'image/png' ? 'png' : 'jpg'}`,
	document: (id: string) => `documents/${id}.pdf`,
}
