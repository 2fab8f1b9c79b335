import type { Identity, ParticipantId, Role, WorkshopId } from '@charrette/shared'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { TokenStore } from '../../ports/TokenStore.ts'
import type { Tables } from './openDatabase.ts'
import { openDatabase } from './openDatabase.ts'
import { createSecret, hashOf } from './secrets.ts'

type Purpose = Tables['grant_hash']['purpose']

/** Opens the tokens and links in a SQLite file. */
export async function openSqliteTokenStore(file: string): Promise<TokenStore> {
	const db = await openDatabase(file)

	const create = (purpose: Purpose, { workshop, role, participant }: Identity) =>
		withStorageErrors(async () => {
			const secret = createSecret()
			const row = { purpose, workshop, role, participant, created_at: Date.now() }
			await db
				.insertInto('grant_hash')
				.values({ ...row, hash: hashOf(secret) })
				.execute()
			return secret
		})

	const find = (purpose: Purpose, secret: string) =>
		withStorageErrors(async () => {
			const row = await db
				.selectFrom('grant_hash')
				.select(['workshop', 'role', 'participant'])
				.where('hash', '=', hashOf(secret))
				.where('purpose', '=', purpose)
				.executeTakeFirst()
			return row ? toIdentity(row) : null
		})

	return {
		issueToken: (identity) => create('token', identity),
		findToken: (token) => find('token', token),
		createSecret: (grant) => create('link', { ...grant, participant: null }),
		async findSecret(secret) {
			const found = await find('link', secret)
			return found ? { workshop: found.workshop, role: found.role } : null
		},
		close: () => db.destroy(),
	}
}

function toIdentity(row: Pick<Tables['grant_hash'], 'workshop' | 'role' | 'participant'>): Identity {
	return {
		workshop: row.workshop as WorkshopId,
		role: row.role as Role,
		participant: row.participant as ParticipantId | null,
	}
}
