import type { JsonValue } from '@tldraw/utils'
import type { BoardId, ParticipantId } from '../domain/ids.ts'
import type { Role } from '../domain/Workshop.ts'

/** What the server says of a member, whatever the member claims (PRES1). */
export interface PresenceIdentity {
	participant: ParticipantId | null
	name: string
	city: string
	role: Role
	colour: string
}

/** What a member says of itself in a board's room. Coordinates are board units, rounded. */
export interface BoardPresence {
	cursor?: { x: number; y: number } | null
	/** Ids of selected shapes, at most 50. */
	selection?: string[]
	/** Id of the card in which this person is typing. */
	typing?: string | null
	/** What is on this person's screen, for those who follow. */
	viewport?: { x: number; y: number; w: number; h: number }
	/** What is in this person's hand and not yet in the document (DOC3): by record id, fields as the document would have them (DOC1). */
	live?: Record<string, Record<string, JsonValue>>
}

/** What a member says of itself in the workshop's room: the board it has open. */
export interface WorkshopPresence {
	board?: BoardId | null
}

/** One awareness entry on the wire: the server's word on who, the member's on what. */
export type Presence<What> = { user: PresenceIdentity } & What
