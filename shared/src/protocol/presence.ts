import type { JsonValue } from '@tldraw/utils'
import type { BoardId, ParticipantId, RoundId } from '../domain/ids.ts'
import type { Role } from '../domain/Workshop.ts'

/** What the server says of a member, whatever the member claims (PRES1). */
export interface PresenceIdentity {
	participant: ParticipantId | null
	name: string
	city: string
	role: Role
	colour: string
}

/** What may rise from somebody's cursor for all to see. */
export const REACTIONS = ['👍', '❤️', '👏', '💡', '😄', '🤔'] as const
export type Reaction = (typeof REACTIONS)[number]

/** A reaction on its way: where it rises, and the how-manieth of its sender it is, so that none is shown twice. */
export interface SentReaction {
	emoji: Reaction
	x: number
	y: number
	n: number
}

/** As much of a pointer's trail as travels: the newest points. */
export const MAX_LASER_POINTS = 32

/** What a member says of itself in a board's room. Coordinates are board units, rounded. */
export interface BoardPresence {
	cursor?: { x: number; y: number } | null
	/** Ids of selected shapes, at most 50. */
	selection?: string[]
	/** Id of the card in which this person is typing. */
	typing?: string | null
	/** What is on this person's screen, for those who follow. */
	viewport?: { x: number; y: number; w: number; h: number }
	/** Whom this person follows, as the board knows them: a participant's id. */
	following?: string | null
	/** The trail of the laser pointer, oldest first: x, y, x, y … */
	laser?: number[]
	/** Said for as long as it rises. */
	reaction?: SentReaction | null
	/** What is in this person's hand and not yet in the document (DOC3): by record id, fields as the document would have them (DOC1). */
	live?: Record<string, Record<string, JsonValue>>
}

/** What a person shows to everybody in the workshop: that they are done with what there is to do now, that they need help. */
export interface Signals {
	done: boolean
	help: boolean
}

/** What a member says of itself in the workshop's room: the board it has open, and its signals. */
export interface WorkshopPresence extends Partial<Signals> {
	board?: BoardId | null
}

/** One awareness entry on the wire: the server's word on who, the member's on what. */
export type Presence<What> = { user: PresenceIdentity } & What

/**
 * What is said once, to those whom it concerns and who are here:
 *
 *     nudge     to one participant: the facilitator would be glad of a first card
 *     ballots   to facilitators: somebody has voted, so the counts are others
 */
export type Hint = { type: 'nudge' } | { type: 'ballots'; round: RoundId }

/**
 * Whether what is done in a room gets on disk (ACK4):
 *
 *     ok        yes
 *     failing   not now: edits are shown and wait in memory, unacked
 *     full      not now, and the queue in memory is full: nobody can edit until it is written
 */
export type StorageState = 'ok' | 'failing' | 'full'

/** What a document's room tells its members beside the document. */
export interface RoomState {
	storage: StorageState
}
