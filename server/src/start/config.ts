import { resolve } from 'node:path'
import type { BackupSettings } from '../backup/retention.ts'
import { StartError } from '../errors.ts'
import type { FeedSource } from '../exchange/feeds/FeedSource.ts'
import type { WebhookSettings } from '../host/webhook/sendWebhook.ts'
import {
	backupsOf,
	followedOf,
	groupProblems,
	type OidcSettings,
	oidcOf,
	type TranslatorSettings,
	translatorOf,
	webhookOf,
} from './settingGroups.ts'
import { environment, type LOG_LEVELS } from './variables.ts'

/** The settings of a server, from its environment. */
export interface Config {
	port: number
	host: string
	/** Absolute path of the folder with all data that the server stores. */
	dataDir: string
	/** Absolute path of the folder with uploads and exports in progress. No other process uses it. */
	scratchDir: string
	/** Number of processes that serve together behind one port (NODE5). */
	workers: number
	/**
	 * The PostgreSQL database that the nodes of a server share; null for SQLite in the data folder
	 * (NODE1).
	 */
	databaseUrl: string | null
	/**
	 * The address at which other nodes reach this one, without a trailing slash; null for an address
	 * of this machine (NODE3).
	 */
	nodeUrl: string | null
	/**
	 * The address for users, without a trailing slash. If it is null, the address of each request is
	 * used.
	 */
	publicUrl: string | null
	/** Further names under which this server answers, in lower case; `*` for any name (HOST1). */
	allowedHosts: string[]
	/**
	 * Addresses and networks of proxies whose statement of a client's address is trusted, beside
	 * proxies on this machine (HTTP3c).
	 */
	trustedProxies: string[]
	/**
	 * The host's key for the page `/host` and for creating workshops (HOST2). Null if there is none.
	 */
	adminKey: string | null
	/**
	 * The provider where people sign in before they create workshops (OIDC1); null if no sign-in is
	 * needed.
	 */
	oidc: OidcSettings | null
	/** Passed to the client unchanged. */
	tldrawLicenseKey: string | null
	logLevel: (typeof LOG_LEVELS)[number]
	/**
	 * Free disk space in bytes below which the server begins nothing new (STORE4); 0 for no limit.
	 */
	minFreeBytes: number
	/** Number of workshops that one address may open in a day without the host's key (ACCESS5). */
	workshopsPerDay: number
	/** A participant's token ends this many days after its last use (ACCESS4). */
	tokenDays: number
	/** A workshop is deleted this many days after its last use (HOST10); null for never. */
	retentionDays: number | null
	/** Limit of the shapes on a board (GATE7); null for the default. */
	maxBoardShapes: number | null
	/** When and where backups are made; null for none (BACKUP4). */
	backups: BackupSettings | null
	/** The servers whose public feeds are followed (FOLLOW1). */
	follow: FeedSource[]
	/** The program to which events are sent (HOOK1); null for none. */
	webhook: WebhookSettings | null
	/** The address that names the newest release (UPDATE1); null if nobody is asked. */
	updateUrl: string | null
	/** The translator that the host names (TRANSLATE1); null for none. */
	translator: TranslatorSettings | null
}

/** The names of all settings. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape)

/**
 * Reads the settings from the environment. Empty variables count as unset. Throws a `StartError`
 * that lists all problems.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
	const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
	const { data, error } = environment.safeParse(set)
	const problems = error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []
	if (data) problems.push(...groupProblems(data))
	if (!data || problems.length > 0) throw new StartError(['The settings do not fit:', ...problems].join('\n  - '))
	return {
		port: data.PORT,
		host: data.HOST,
		dataDir: resolve(data.DATA_DIR),
		scratchDir: resolve(data.DATA_DIR),
		workers: data.CHARRETTE_WORKERS,
		databaseUrl: data.DATABASE_URL ?? null,
		nodeUrl: data.NODE_URL ?? null,
		publicUrl: data.PUBLIC_URL ?? null,
		allowedHosts: data.ALLOWED_HOSTS,
		trustedProxies: data.TRUSTED_PROXIES,
		adminKey: data.CHARRETTE_ADMIN_KEY ?? null,
		oidc: oidcOf(data),
		tldrawLicenseKey: data.TLDRAW_LICENSE_KEY ?? null,
		logLevel: data.LOG_LEVEL,
		minFreeBytes: data.MIN_FREE_MB * 2 ** 20,
		tokenDays: data.TOKEN_DAYS,
		retentionDays: data.RETENTION_DAYS ?? null,
		maxBoardShapes: data.MAX_BOARD_SHAPES ?? null,
		workshopsPerDay: data.WORKSHOPS_PER_DAY,
		backups: backupsOf(data),
		follow: followedOf(data),
		webhook: webhookOf(data),
		updateUrl: data.UPDATE_URL ?? null,
		translator: translatorOf(data),
	}
}
