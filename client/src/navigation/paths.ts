import type { BoardId, Role, WorkshopId } from '@charrette/shared'
import type { Credentials } from '../connection/credentials.ts'

/** Returns the path of the facilitator's page. */
export function dashboardPath(workshop: WorkshopId): string {
	return `/w/${workshop}/dashboard`
}

/** Returns the path of the facilitator's page of the seating. */
export function seatingPath(workshop: WorkshopId): string {
	return `${dashboardPath(workshop)}/seating`
}

/**
 * Returns the path of a board for this role: facilitators work at boards within the dashboard's
 * path.
 */
export function boardPath(workshop: WorkshopId, board: BoardId, role: Role): string {
	return role === 'facilitator' ? `${dashboardPath(workshop)}/b/${board}` : `/w/${workshop}/b/${board}`
}

/** The query of a board's page that shows what others have changed since a visit (VISIT2). */
export const VISIT_PARAM = 'since'

/** Returns the path of what others have changed, at a board, or at the participant's own. */
export function visitPath(workshop: WorkshopId, board: BoardId | null, role: Role): string {
	return `${board ? boardPath(workshop, board, role) : `/w/${workshop}`}?${VISIT_PARAM}`
}

const CARD_PARAM = 'card'

/** Returns the path of a board with one of its cards in view. */
export function cardPath(workshop: WorkshopId, { board, card }: { board: BoardId; card: string }, role: Role): string {
	return withCard(boardPath(workshop, board, role), card)
}

/** Returns the path of a board's page with this card in view. */
export function withCard(path: string, card: string): string {
	return `${path}?${new URLSearchParams({ [CARD_PARAM]: card })}`
}

/** Returns the card that the page's address names; null if there is none. */
export function cardInAddress(): string | null {
	return new URLSearchParams(location.search).get(CARD_PARAM)
}

/**
 * Returns the path of the exchange, or of one practice, for a person who comes from this workshop,
 * and optionally from a board. `show: 'adopted'` lists adopted practices first.
 */
export function exchangePath(
	{ workshop, role }: Pick<Credentials, 'workshop' | 'role'>,
	{ practice, board, show }: { practice?: string; board?: BoardId; show?: 'adopted' } = {},
): string {
	const query = new URLSearchParams({ w: workshop, r: role, ...(board && { b: board }), ...(show && { show }) })
	return `/exchange${practice ? `/${practice}` : ''}?${query}`
}
