import type { Identity, LinkId, LinkRole, ParticipantId, RoleLink, WorkshopId } from '@charrette/shared'

/** What the secret of a link stands for: a role in a workshop. */
export interface LinkGrant {
	workshop: WorkshopId
	role: LinkRole
}

/** The identity of a token, and the link that it was issued for; null for a participant. */
export interface TokenHolder extends Identity {
	link: LinkId | null
}

/** What a device link stands for: the role of a link, and the link; null for a token of an earlier release, without one. */
export interface DeviceGrant extends LinkGrant {
	link: LinkId | null
}

/** A new link, with the secret that leaves the store this once. */
export interface NewLink {
	id: LinkId
	secret: string
}

/** A workshop has as many links as it may have. */
export class TooManyLinksError extends Error {
	override name = 'TooManyLinksError'
}

/**
 * Stores tokens and the secrets of links. Both are random (192 bits) and leave the store once, when they are created; only
 * their hashes are stored. Unknown and ended ones are null. A token proves an identity, not that it is still in the workshop,
 * which the workshop itself records. A store that fails throws a `StorageError`.
 *
 * A participant's token ends a fixed time after its last use, which is noted at most hourly; the token of a link ends with its
 * link and never before (ACCESS4).
 */
export interface TokenStore {
	/** Issues a token to a participant. */
	issueToken(identity: Identity): Promise<string>
	findToken(token: string): Promise<TokenHolder | null>
	/** Throws a `TooManyLinksError` where a workshop has as many as it may have. */
	createLink(grant: LinkGrant): Promise<NewLink>
	/**
	 * Creates a link that gives one more device a token of the same link (HOME4): once, and until this time. It ends with
	 * that link. Of more than `LIMITS.maxDeviceLinks` of a workshop the oldest end. Returns its secret.
	 */
	createDeviceLink(grant: DeviceGrant, until: number): Promise<string>
	/** Issues a token for a link, or for a device link, which ends with that. */
	exchangeSecret(secret: string): Promise<{ token: string; grant: LinkGrant } | null>
	/** The links of a workshop that have not ended, newest first. */
	listLinks(workshop: WorkshopId): Promise<RoleLink[]>
	/** Ends a link of this workshop with all its tokens. Returns whether there was one. */
	endLink(workshop: WorkshopId, link: LinkId): Promise<boolean>
	/** Ends all links of a role with their tokens, and creates one. The token `kept` goes on as one of the new link. */
	rotateLinks(grant: LinkGrant, kept: string): Promise<NewLink>
	/** Makes the tokens of one participant of a workshop those of another. */
	reassignTokens(workshop: WorkshopId, owner: { from: ParticipantId; to: ParticipantId }): Promise<void>
	/** Removes the tokens that have ended. */
	sweep(): Promise<void>
	close(): Promise<void>
}
