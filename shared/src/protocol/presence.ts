import type { JsonValue } from '@tldraw/utils'
import type { BoardId, ParticipantId, RoundId, SnapshotId } from '../domain/ids.ts'
import type { Reaction } from '../domain/reactions.ts'
import type { Role } from '../domain/Workshop.ts'

/**
 * A member's identity. The server sets it and ignores the identity that the member sends (PRES1).
 */
export interface PresenceIdentity {
	participant: ParticipantId | null
	name: string
	city: string
	role: Role
	colour: string
}

/** A reaction: its position, and a number per sender so that it is shown only once. */
export interface SentReaction {
	emoji: Reaction
	x: number
	y: number
	n: number
}

/** The maximum number of records in an `UndoneCreation` or a `AnnouncedDeletion`. */
export const MAX_UNDONE_RECORDS = 16

/**
 * The undoing of a creation that others had worked on (DOC6a): the records that stay, and a number
 * per sender so that it is shown only once.
 */
export interface UndoneCreation {
	records: string[]
	n: number
}

/**
 * A deletion of many cards of others (DOC6b): some of the deleted records, the number of cards of
 * others, and a number per sender so that it is shown only once.
 */
export interface AnnouncedDeletion {
	records: string[]
	cards: number
	n: number
}

/** The maximum number of points of a laser trail that are sent; the newest are sent. */
export const MAX_LASER_POINTS = 32

/** A page of a card's document that a person presents (CASE7). */
export interface PresentedPage {
	/** The id of the card. */
	card: string
	/** From 1 on. */
	number: number
}

/** A member's presence in a board's room. Coordinates are rounded board units. */
export interface BoardPresence {
	cursor?: { x: number; y: number } | null
	/** The ids of the selected shapes, at most 50. */
	selection?: string[]
	/** The id of the card the person is editing. */
	typing?: string | null
	/** The person's viewport, for followers. */
	viewport?: { x: number; y: number; w: number; h: number }
	/** The id of the participant whom this person follows. */
	following?: string | null
	/** The id of the first card of the scene that the person presents (STAGE5). */
	scene?: string | null
	/** The page of a document that the person presents (CASE7). */
	page?: PresentedPage | null
	/** The trail of the laser pointer, oldest first: x, y, x, y … */
	laser?: number[]
	/** The reaction while it floats up. */
	reaction?: SentReaction | null
	/** The last undo that did not remove what it would have, because others had worked on it. */
	undone?: UndoneCreation | null
	/** The last deletion of many cards of others. */
	deleted?: AnnouncedDeletion | null
	/** Whether the person sorts the cards now (SORT5). */
	sorting?: boolean
	/** The pending changes of a gesture (DOC3): by record id, fields as in the document (DOC1). */
	live?: Record<string, Record<string, JsonValue>>
}

/** The status that a person shows to everyone in the workshop: done, or in need of help. */
export interface PersonStatus {
	done: boolean
	help: boolean
}

/** A member's presence in the workshop's room: the open board and the status. */
export interface WorkshopPresence extends Partial<PersonStatus> {
	board?: BoardId | null
	/**
	 * The numbers of this participant's private cards that are only on the device, by board. The
	 * server adds them up and shows them to nobody (ROOM3k).
	 */
	unsent?: Partial<Record<BoardId, number>>
}

/** An awareness entry on the wire: identity from the server, the rest from the member. */
export type Presence<State> = { user: PresenceIdentity } & State

/**
 * A message that is sent once to the connected members it concerns:
 *
 *     nudge      to one participant: a reminder to write a first card
 *     ballots    to facilitators: the turnout changed
 *     reactions  the lasting reactions on a board changed
 *     next       to projectors: show the next part of the scene, or with `previous` the one before
 */
export type Hint =
	| { type: 'nudge' | 'next' | 'previous' }
	| { type: 'ballots'; round: RoundId }
	| { type: 'reactions'; board: BoardId }

/**
 * Whether the edits of a room reach the disk (ACK4):
 *
 *     ok        yes
 *     failing   not now: edits are shown and queued in memory, unacked
 *     full      not now, and the queue is full: no one can edit until the queue is written
 */
export type StorageState = 'ok' | 'failing' | 'full'

/** The state frame of a document's room. */
export interface RoomState {
	storage: StorageState
	/**
	 * The number of rows of the room's log that the server could not read; missing if there are none
	 * (LOG3).
	 */
	damaged?: number
	/** For facilitators, while rows are damaged: the newest readable snapshot. */
	snapshot?: SnapshotId
}
