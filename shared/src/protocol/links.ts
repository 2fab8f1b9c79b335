import { ID_LENGTH, type LinkId } from '../domain/ids.ts'

/** The roles that a link opens a workshop in; participants join with the code. */
export const LINK_ROLES = ['facilitator', 'projector'] as const
export type LinkRole = (typeof LINK_ROLES)[number]

/** A link that opens a workshop in a role (ACCESS3). Its secret is not known to the server. */
export interface RoleLink {
	id: LinkId
	role: LinkRole
	createdAt: number
	/** When a device last used it, in ms and at most an hour late; null if none ever did. */
	usedAt: number | null
	/** The devices that have used it. */
	devices: number
}

/** `GET /api/workshops/:id/links`: the links that work, newest first. */
export interface RoleLinks {
	/** `isCurrent`: the link by which the sender came. */
	links: (RoleLink & { isCurrent: boolean })[]
}

/** The length of a link's secret in earlier releases, which did not begin with its id. */
const PLAIN_SECRET_LENGTH = 32

/** The id of a link, which begins its secret; null for a link of an earlier release. */
export function linkIdOf(link: string): LinkId | null {
	const secret = link.slice(link.indexOf('#') + 1)
	return secret.length > PLAIN_SECRET_LENGTH ? (secret.slice(0, ID_LENGTH) as LinkId) : null
}
