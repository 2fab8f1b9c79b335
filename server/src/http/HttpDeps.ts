import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { ExchangeDeps } from '../exchange/ExchangeDeps.ts'
import type { FeedPoller } from '../exchange/feeds/createFeedPoller.ts'
import type { ClientErrorCounts } from '../host/errorCounts.ts'
import type { HostSettingsCache } from '../host/hostSettings.ts'
import type { MachineWatch } from '../host/watchMachine.ts'
import type { Webhook } from '../host/webhook/createWebhook.ts'
import type { ImportReader } from '../import/createImportReader.ts'
import type { AddedLanguage } from '../languages/checkLanguage.ts'
import type { Metrics } from '../metrics/createMetrics.ts'
import type { Placement } from '../placement/Placement.ts'
import type { BackupSchedule } from '../ports/BackupSchedule.ts'
import type { DocStore } from '../ports/DocStore.ts'
import type { FontSubsetter } from '../ports/FontSubsetter.ts'
import type { ImageReferences } from '../ports/ImageStore.ts'
import type { KeyValueStore } from '../ports/KeyValueStore.ts'
import type { RateLimits } from '../ports/RateLimits.ts'
import type { StorageHealth } from '../ports/StorageHealth.ts'
import type { UsageStore } from '../ports/UsageStore.ts'
import type { WorkshopCatalogue } from '../ports/WorkshopCatalogue.ts'
import type { Bounds } from '../rooms/bounds.ts'
import type { Config } from '../start/config.ts'
import type { ClusterNames } from '../translation/createClusterNames.ts'
import type { Likeness } from '../translation/createLikeness.ts'
import type { Summaries } from '../translation/createSummaries.ts'
import type { Translations } from '../translation/createTranslations.ts'
import type { SearchedCards } from '../workshops/boards/findCards.ts'
import type { BoardThreads } from '../workshops/boards/findThreadsForMe.ts'
import type { BoardDigests } from '../workshops/boards/readDigests.ts'
import type { ReadPool } from '../workshops/exports/ReadPool.ts'
import type { ReactionHints } from '../workshops/reactions/cardReactions.ts'
import type { AllowedHostnames } from './allowedHostnames.ts'
import type { HostAccess } from './hostAccess.ts'
import type { SignIn } from './signIn/createSignIn.ts'

/** The dependencies of the routes. */
export interface HttpDeps extends ExchangeDeps {
	config: Config
	allowedHostnames: AllowedHostnames
	/** The sign-in of people who create workshops; null if the server has none. */
	signIn: SignIn | null
	bounds: Pick<Bounds, 'maxRequestsPerAddress' | 'bodyMs'>
	/** Limits that all nodes count together. */
	limits: RateLimits
	/** Limits that this node counts by itself. */
	ownLimits: RateLimits
	log: Logger
	metrics: Pick<Metrics, 'text' | 'requestFailed'>
	/** Folder of files that are being received or read; emptied at startup. */
	uploadFolder: string
	importReader: ImportReader
	/** For erasing a person from logs that no room has open. */
	docStore: DocStore
	fontSubsetter: FontSubsetter
	readPool: ReadPool
	searchedCards: SearchedCards
	boardDigests: BoardDigests
	boardThreads: BoardThreads
	/** Finds the images that are still referenced. */
	references: ImageReferences
	feedPoller: FeedPoller
	hostAccess: HostAccess
	catalogue: WorkshopCatalogue
	usage: UsageStore
	machine: Pick<MachineWatch, 'read'>
	clientErrors: Pick<ClientErrorCounts, 'note'>
	hostSettings: HostSettingsCache
	hostValues: KeyValueStore
	webhook: Webhook
	boardTranslations: Translations
	clusterNames: Pick<ClusterNames, 'read' | 'isAvailable'>
	summaries: Pick<Summaries, 'read'>
	likeness: Pick<Likeness, 'read' | 'isAvailable'>
	languages: readonly AddedLanguage[]
	backups: BackupSchedule
	reactionHints: ReactionHints
	/** The addresses of this server on the local network. */
	addresses(): string[]
	storageHealth: StorageHealth
	/** The workshops of this node; null for one process. */
	placement: Pick<Placement, 'lease'> | null
	/** Passes requests on to the owners of their workshops; null for one process. */
	passRequests: RequestHandler | null
}
