import type { CardKind, LinkMeaning, ObstacleCategory } from '@charrette/shared'
import { createId } from '@charrette/shared'

/** A card of a file that says nothing of where it lies. `id` is a record's, with its `shape:`. */
export interface DraftCard {
	id: string
	kind: CardKind
	text: string
	city: string
	category: ObstacleCategory | null
	/** The author's name. */
	author?: string
	/** Id of the cluster that holds it. */
	cluster?: string
}

export interface DraftLink {
	id: string
	from: string
	to: string
	/** Left out where it follows from the kinds of the two cards. */
	meaning?: LinkMeaning
}

export interface DraftImage {
	id: string
	path: string
	alt: string
	cluster?: string
}

/** What is on a board, without any place. */
export interface ContentDraft {
	cards: DraftCard[]
	links: DraftLink[]
	clusters: { id: string; title: string }[]
	images: DraftImage[]
}

const SHAPE_ID_PATTERN = /^shape:[A-Za-z0-9_-]{1,64}$/

/** Gives the records of one file their ids: the file's own where it can be one and is not taken, else a fresh one. */
export interface DraftIds {
	/** An id for what the file calls so; another one each time. */
	take(named: string): string
	/** The id that the first of this name got. */
	find(named: string): string | undefined
}

/** Ids for one file, none of which is taken yet. */
export function createDraftIds(): DraftIds {
	const ids = new Map<string, string>()
	const taken = new Set<string>()
	return {
		take(named) {
			const name = bare(named)
			const own = named.trim()
			const id = SHAPE_ID_PATTERN.test(own) && !taken.has(own) ? own : `shape:${createId()}`
			taken.add(id)
			if (name !== '' && !ids.has(name)) ids.set(name, id)
			return id
		},
		find: (named) => ids.get(bare(named)),
	}
}

/** A card's id is often written without its `shape:`. */
function bare(named: string): string {
	return named.trim().replace(/^shape:/, '')
}
