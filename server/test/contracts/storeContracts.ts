import type { TokenRules } from '../../dist/adapters/sql/SqlTokenStore.js'
import type { openPostgres } from '../support/stores.ts'
import { ballotStoreContract } from './ballotStoreContract.ts'
import { cardIndexContract } from './cardIndexContract.ts'
import { deletionStoreContract } from './deletionStoreContract.ts'
import { followedFeedStoreContract } from './followedFeedStoreContract.ts'
import { practiceStoreContract } from './practiceStoreContract.ts'
import { reactionStoreContract } from './reactionStoreContract.ts'
import { shareStoreContract } from './shareStoreContract.ts'
import { snapshotStoreContract } from './snapshotStoreContract.ts'
import { tokenStoreContract } from './tokenStoreContract.ts'
import { translationStoreContract } from './translationStoreContract.ts'
import { usageStoreContract } from './usageStoreContract.ts'
import { workshopCatalogueContract } from './workshopCatalogueContract.ts'
import { workshopStoreContract } from './workshopStoreContract.ts'

/** The stores that both databases have. */
type Stores = Omit<
	Awaited<ReturnType<typeof openPostgres>>,
	'images' | 'leases' | 'limits' | 'placement' | 'shareValue' | 'now' | 'describe'
>

/**
 * The contracts of all stores that share one database, except the log, which has suites of its own.
 * Each `open` returns new stores on the same database, which is empty at first.
 */
export function storeContracts(name: string, open: (rules?: TokenRules) => Promise<Stores>): void {
	workshopStoreContract(name, async () => (await open()).workshops)
	snapshotStoreContract(name, async () => (await open()).snapshots)
	tokenStoreContract(name, open)
	practiceStoreContract(name, open)
	cardIndexContract(name, open)
	followedFeedStoreContract(name, async () => (await open()).followedFeeds)
	shareStoreContract(name, open)
	reactionStoreContract(name, open)
	translationStoreContract(name, open)
	ballotStoreContract(name, open)
	usageStoreContract(name, open)
	workshopCatalogueContract(name, async () => {
		const { workshops, docStore, snapshots, catalogue, tokens } = await open()
		return { workshops, docStore, snapshots, catalogue, tokens }
	})
	deletionStoreContract(name, async () => {
		const { workshops, docStore, snapshots, deletions } = await open()
		return { workshops, docStore, snapshots, deletions }
	})
}
