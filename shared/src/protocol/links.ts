import { ID_LENGTH, type LinkId } from '../domain/ids.ts'

/** The roles in which a link opens a workshop; participants join with the code. */
export const LINK_ROLES = ['facilitator', 'projector'] as const
export type LinkRole = (typeof LINK_ROLES)[number]

/** A link that opens a workshop in a role (ACCESS3). The server does not know its secret. */
export interface RoleLink {
	id: LinkId
	role: LinkRole
	createdAt: number
	/**
	 * When a device last used the link, in ms and at most an hour late; null if it was never used.
	 */
	usedAt: number | null
	/** The number of devices that have used the link. */
	devices: number
}

/** `GET /api/workshops/:id/links`: the valid links, newest first. */
export interface RoleLinks {
	/** `isCurrent` marks the link by which the sender signed in. */
	links: (RoleLink & { isCurrent: boolean })[]
}

/**
 * The length of a link's secret in earlier releases, where the secret did not begin with the link's
 * id.
 */
const PLAIN_SECRET_LENGTH = 32

/**
 * Returns the id of a link, with which its secret begins; null for a link of an earlier release.
 */
export function linkIdOf(link: string): LinkId | null {
	const secret = link.slice(link.indexOf('#') + 1)
	return secret.length > PLAIN_SECRET_LENGTH ? (secret.slice(0, ID_LENGTH) as LinkId) : null
}
