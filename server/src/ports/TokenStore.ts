import type { Identity, ParticipantId, Role, WorkshopId } from '@charrette/shared'

/** What a link's secret gives: a role in a workshop. */
interface LinkGrant {
	workshop: WorkshopId
	role: Role
}

/**
 * Who holds which token or link. Both are random (192 bits) and leave the store once, when they are made: it keeps
 * their hashes alone. A revoked or unknown one is null. A store that fails throws a `StorageError`.
 */
export interface TokenStore {
	issueToken(identity: Identity): Promise<string>
	findToken(token: string): Promise<Identity | null>
	/** Takes all tokens of a participant back, or makes them good again. */
	allow(who: { workshop: WorkshopId; participant: ParticipantId }, isAllowed: boolean): Promise<void>
	createSecret(grant: LinkGrant): Promise<string>
	findSecret(secret: string): Promise<LinkGrant | null>
	close(): Promise<void>
}
