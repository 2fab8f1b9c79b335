import type { Identity, Role, WorkshopId } from '@charrette/shared'

/** What the secret of a link stands for: a role in a workshop. */
interface LinkGrant {
	workshop: WorkshopId
	role: Role
}

/**
 * Stores tokens and the secrets of links. Both are random (192 bits) and leave the store once, when
 * they are created; only their hashes are stored. Unknown ones are null. A token proves an
 * identity, not that it is still in the workshop, which the workshop itself records. A store that
 * fails throws a `StorageError`.
 */
export interface TokenStore {
	issueToken(identity: Identity): Promise<string>
	findToken(token: string): Promise<Identity | null>
	createSecret(grant: LinkGrant): Promise<string>
	findSecret(secret: string): Promise<LinkGrant | null>
	close(): Promise<void>
}
