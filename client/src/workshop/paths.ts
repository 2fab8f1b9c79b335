import type { BoardId, Role, WorkshopId } from '@charrette/shared'
import type { Credentials } from '../connection/credentials.ts'

/** The path of the facilitator's page. */
export function dashboardPath(workshop: WorkshopId): string {
	return `/w/${workshop}/dashboard`
}

/**
 * The path of a board as this role opens it: facilitators work at boards within the dashboard's
 * path.
 */
export function boardPath(workshop: WorkshopId, board: BoardId, role: Role): string {
	return role === 'facilitator' ? `${dashboardPath(workshop)}/b/${board}` : `/w/${workshop}/b/${board}`
}

/**
 * The path of the exchange, or of one practice, for somebody who comes from this workshop, and perhaps from a board. `show`:
 * what is adopted comes first.
 */
export function exchangePath(
	{ workshop, role }: Pick<Credentials, 'workshop' | 'role'>,
	{ practice, board, show }: { practice?: string; board?: BoardId; show?: 'adopted' } = {},
): string {
	const query = new URLSearchParams({ w: workshop, r: role, ...(board && { b: board }), ...(show && { show }) })
	return `/exchange${practice ? `/${practice}` : ''}?${query}`
}
