import type { Identity, LinkId, LinkRole, ParticipantId, RoleLink, WorkshopId } from '@charrette/shared'

/** The grant of a link's secret: a role in a workshop. */
export interface LinkGrant {
	workshop: WorkshopId
	role: LinkRole
}

/** The identity of a token, and the link that it was issued for; null for a participant. */
export interface TokenHolder extends Identity {
	link: LinkId | null
}

/**
 * The grant of a device link: a link and its role. The link is null if the token it was created
 * with is of an earlier release and has none.
 */
export interface DeviceGrant extends LinkGrant {
	link: LinkId | null
}

/** A new link, with its secret, which leaves the store only this once. */
export interface NewLink {
	id: LinkId
	secret: string
}

/** Thrown when a workshop has the maximum number of links already. */
export class TooManyLinksError extends Error {
	override name = 'TooManyLinksError'
}

/**
 * Stores tokens and the secrets of links. Both are random (192 bits) and leave the store once, when
 * they are created; only their hashes are stored. Unknown and ended ones are null. A token proves
 * an identity, but not that this identity is still in the workshop: the workshop itself records
 * that. A store that fails throws a `StorageError`.
 *
 * A participant's token ends a fixed time after its last use, which is recorded at most hourly. The
 * token of a link ends with its link and never before (ACCESS4).
 */
export interface TokenStore {
	issueToken(identity: Identity): Promise<string>
	findToken(token: string): Promise<TokenHolder | null>
	/**
	 * Creates a link. Throws a `TooManyLinksError` if the workshop has the maximum number already.
	 */
	createLink(grant: LinkGrant): Promise<NewLink>
	/**
	 * Creates a link that gives one more device a token of the same link (HOME4). It can be used
	 * once, until this time, and ends with that link. If a workshop has more than
	 * `LIMITS.maxDeviceLinks`, the oldest ones end. Returns its secret.
	 */
	createDeviceLink(grant: DeviceGrant, until: number): Promise<string>
	/** Issues a token for the secret of a link or of a device link. A device link ends with that. */
	exchangeSecret(secret: string): Promise<{ token: string; grant: LinkGrant } | null>
	/** The links of a workshop that have not ended, newest first. */
	listLinks(workshop: WorkshopId): Promise<RoleLink[]>
	/** Ends a link of this workshop with all its tokens. Returns whether there was one. */
	endLink(workshop: WorkshopId, link: LinkId): Promise<boolean>
	/**
	 * Ends all links of a role with their tokens, and creates a new link. The token `kept` stays
	 * valid as a token of the new link.
	 */
	rotateLinks(grant: LinkGrant, kept: string): Promise<NewLink>
	/** Reassigns the tokens of one participant of a workshop to another. */
	reassignTokens(workshop: WorkshopId, owner: { from: ParticipantId; to: ParticipantId }): Promise<void>
	/** Removes the tokens that have ended. */
	sweep(): Promise<void>
	close(): Promise<void>
}
