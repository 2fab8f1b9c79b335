import type { BoardId, Role, WorkshopId } from '@charrette/shared'

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
