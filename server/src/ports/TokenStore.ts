import type { Identity, Role, WorkshopId } from '@charrette/shared'

/** What a link's secret gives: a role in a workshop. */
interface LinkGrant {
	workshop: WorkshopId
	role: Role
}

/**
 * Who holds which token or link. Both are random (192 bits) and leave the store once, when they are made: it keeps
 * their hashes alone. An unknown one is null. A store that fails throws a `StorageError`. A token says who somebody is, not
 * that they are still in the workshop: the workshop says that itself.
 */
export interface TokenStore {
	issueToken(identity: Identity): Promise<string>
	findToken(token: string): Promise<Identity | null>
	createSecret(grant: LinkGrant): Promise<string>
	findSecret(secret: string): Promise<LinkGrant | null>
	close(): Promise<void>
}
