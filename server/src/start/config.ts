import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { LIMITS } from '@charrette/shared'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { type BackupSettings, parseKeepRule } from '../backup/retention.ts'
import { StartError } from '../errors.ts'
import type { FeedSource } from '../exchange/feeds/FeedSource.ts'
import type { WebhookSettings } from '../host/webhook/sendWebhook.ts'

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
	/** The translator that the host names (TRANSLATE1); null for none. */
	translator: TranslatorSettings | null
}

/** Where texts are translated. `url` has no trailing slash. */
export interface TranslatorSettings {
	kind: (typeof TRANSLATOR_KINDS)[number]
	url: string
	key: string | null
	/** The language model; null except for `openai`. */
	model: string | null
	/** A process translates no more characters in a day. */
	maxCharactersPerDay: number
}

/**
 * The OIDC provider where people sign in before they create workshops, and the people to whom this
 * is limited. An empty list sets no limit.
 */
export interface OidcSettings {
	issuer: string
	clientId: string
	clientSecret: string
	/** Domains of verified e-mail addresses, in lower case. */
	emailDomains: string[]
	/** A user has to have one of these groups in the claim `groupsClaim`. */
	groups: string[]
	groupsClaim: string
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const TRANSLATOR_KINDS = ['libretranslate', 'openai', 'apertium'] as const
const KEY_FILE = 'must be a file with the key, which the server can read'
const PUBLIC_URL =
	'must be an http or https address, e.g. https://workshop.example.org or https://city.example/charrette'
const NODE_URL = 'must be an http or https address without a path, e.g. http://10.0.0.7:4400'
/** Paths of an address: letters, digits and - . _ ~ between slashes. */
const PATH = /^(\/[\w.~-]+)*\/?$/
const WEBHOOK_URL = 'must be an https address, e.g. https://alerts.example.org/charrette'
const MIN_SECRET_LENGTH = 24
const WEBHOOK_SECRET = `must have at least ${MIN_SECRET_LENGTH} characters, e.g. what "openssl rand -base64 24" writes`
const TRANSLATE_URL = 'must be an http or https address, e.g. http://localhost:5000'
const CHARACTERS = 'must be a number of characters, at least 1000'
const PORT_RANGE = 'must be a number from 0 to 65535'
const FREE_MB = 'must be a number of megabytes, 0 or more'
const ALLOWED_HOSTS = 'must be names without a port, separated by commas, e.g. workshop.example.org, board.lan'
const TRUSTED_PROXIES = 'must be addresses or networks, separated by commas, e.g. 10.0.0.5, 10.1.0.0/16'
const MIN_ADMIN_KEY_LENGTH = 12
const MIN_ADMIN_KEY_CHARACTERS = 6
const ADMIN_KEY = `is too easy to guess: it must have at least ${MIN_ADMIN_KEY_LENGTH} characters, ${MIN_ADMIN_KEY_CHARACTERS} of them different, e.g. what "openssl rand -base64 24" writes`
const PER_DAY = 'must be a number from 1 to 100000'
const SHAPES = 'must be a number from 100 to 100000'
const FOLLOW =
	'must be addresses of servers, separated by commas, e.g. https://exchange.example.org; http:// only for hosts in EXCHANGE_FOLLOW_LAN'
const FOLLOW_LAN = 'must be names or addresses of hosts in EXCHANGE_FOLLOW, without a port, separated by commas'
const DATABASE = 'must be an address like postgres://user:password@host/database'
const WORKERS = 'must be auto, or a number from 1 to 64; on Windows 1'
const MAX_WORKERS = 64
/** Up to this number of cores, one process serves more people than several that share them. */
const ONE_PROCESS_CORES = 3
const ISSUER = 'must be an https address, e.g. https://login.example.org/realms/city; http only for this machine'
const DOMAINS = 'must be names of domains, separated by commas, e.g. example.org, city.example'
const BACKUP_EVERY = 'must be a number of hours or days from 1h to 30d, e.g. 6h or 1d'
const BACKUP_KEEP = 'must say how many of the newest, of days, weeks and months, e.g. 7d,4w,6m or 10'
const HOUR_MS = 60 * 60 * 1000
const RETENTION = 'must be a number of days from 7 to 3650'
const TOKEN_DAYS = 'must be a number of days from 1 to 3650'

const text = z.string().trim()
const whole = (min: number, max: number, message: string) =>
	z.coerce.number(message).int(message).min(min, message).max(max, message)
const list = text.transform((names) => names.toLowerCase().split(/[\s,]+/))

const environment = z.object({
	PORT: whole(0, 65_535, PORT_RANGE).default(4400),
	HOST: text.min(1).default('0.0.0.0'),
	DATA_DIR: text.min(1).default('./data'),
	DATABASE_URL: text.regex(/^postgres(ql)?:\/\/\S+$/, DATABASE).optional(),
	NODE_URL: text.transform(parseNodeUrl).optional(),
	CHARRETTE_WORKERS: text.transform(parseWorkers).default(1),
	PUBLIC_URL: text.transform((value, context) => parseAddress(value) ?? refuse(context, PUBLIC_URL)).optional(),
	ALLOWED_HOSTS: list.pipe(z.array(z.string().regex(/^(\*|[^\s:/]+)$/, ALLOWED_HOSTS))).default([]),
	TRUSTED_PROXIES: list.refine(areNetworks, TRUSTED_PROXIES).default([]),
	CHARRETTE_ADMIN_KEY: text
		.regex(/^\S+$/, 'must have no spaces')
		.refine((key) => key.length >= MIN_ADMIN_KEY_LENGTH && new Set(key).size >= MIN_ADMIN_KEY_CHARACTERS, ADMIN_KEY)
		.optional(),
	OIDC_ISSUER: text.refine(isIssuer, ISSUER).optional(),
	OIDC_CLIENT_ID: text.optional(),
	OIDC_CLIENT_SECRET: text.optional(),
	OIDC_EMAIL_DOMAINS: list.pipe(z.array(z.string().regex(/^[^\s:/@]+\.[^\s:/@]+$/, DOMAINS))).default([]),
	OIDC_GROUPS: text.transform((names) => names.split(/\s*,\s*/).filter(Boolean)).default([]),
	OIDC_GROUPS_CLAIM: text.default('groups'),
	TLDRAW_LICENSE_KEY: text.optional(),
	RETENTION_DAYS: whole(7, 3650, RETENTION).optional(),
	/** Free disk space (STORE4). @limit server: `storage_full`, nothing new begins */
	MIN_FREE_MB: z.coerce.number(FREE_MB).int(FREE_MB).min(0, FREE_MB).default(256),
	/** Workshops of an address a day without the key (ACCESS5). @limit server: `too_many_tries` */
	WORKSHOPS_PER_DAY: whole(1, 100_000, PER_DAY).default(20),
	/** Life of a participant's token after its last use (ACCESS4). @limit workshop: joins again */
	TOKEN_DAYS: whole(1, 3650, TOKEN_DAYS).default(30),
	MAX_BOARD_SHAPES: whole(100, 100_000, SHAPES).optional(),
	BACKUP_DIR: text.optional(),
	BACKUP_EVERY: text.transform(parseInterval).optional(),
	BACKUP_KEEP: text.transform((rule, context) => parseKeepRule(rule) ?? refuse(context, BACKUP_KEEP)).optional(),
	EXCHANGE_FOLLOW: text
		.transform((all) => all.split(/[\s,]+/).map(parseAddress))
		.pipe(z.array(z.string(FOLLOW), FOLLOW).max(LIMITS.maxFollowedServers))
		.default([]),
	EXCHANGE_FOLLOW_LAN: list.default([]),
	WEBHOOK_URL: text
		.refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), WEBHOOK_URL)
		.optional(),
	WEBHOOK_SECRET: text.min(MIN_SECRET_LENGTH, WEBHOOK_SECRET).optional(),
	WEBHOOK_LAN: text.toLowerCase().optional(),
	TRANSLATE_URL: text
		.refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), TRANSLATE_URL)
		.transform((value) => value.replace(/\/+$/, ''))
		.optional(),
	TRANSLATE_KIND: z.enum(TRANSLATOR_KINDS, `must be one of ${TRANSLATOR_KINDS.join(', ')}`).optional(),
	TRANSLATE_KEY: text.optional(),
	TRANSLATE_KEY_FILE: text.transform(readKeyFile).optional(),
	TRANSLATE_MODEL: text.optional(),
	/** Characters translated in a day (TRANSLATE4). @limit server: texts stay as they are */
	TRANSLATE_CHARACTERS_PER_DAY: z.coerce.number(CHARACTERS).int(CHARACTERS).min(1000, CHARACTERS).default(1_000_000),
	LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

type Variables = z.output<typeof environment>

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
	if (data)
		problems.push(
			...followProblems(data),
			...oidcProblems(data),
			...backupProblems(data),
			...webhookProblems(data),
			...translatorProblems(data),
		)
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
		follow: [...new Set(data.EXCHANGE_FOLLOW)].map((url) => ({
			url,
			isLan: data.EXCHANGE_FOLLOW_LAN.includes(hostOf(url)),
		})),
		webhook: webhookOf(data),
		translator: translatorOf(data),
	}
}

function parseWorkers(value: string, context: z.RefinementCtx): number {
	// On Windows no socket can be passed to another process.
	const most = process.platform === 'win32' ? 1 : MAX_WORKERS
	const cores = availableParallelism()
	if (value === 'auto') return cores > ONE_PROCESS_CORES ? Math.min(cores - 1, most) : 1
	const workers = Number(value)
	return Number.isInteger(workers) && workers >= 1 && workers <= most ? workers : refuse(context, WORKERS)
}

/** Finds incomplete settings of the sign-in, which would let everybody in, or nobody (OIDC1a). */
function oidcProblems(data: Variables): string[] {
	const required = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
	const missing = required.filter((name) => data[name] === undefined)
	const set = required.filter((name) => data[name] !== undefined)
	if (set.length > 0 && missing.length > 0)
		return [`${set.join(' and ')} set, and ${missing.join(' and ')} not: sign-in needs all three, or none`]
	const isLimited = data.OIDC_EMAIL_DOMAINS.length > 0 || data.OIDC_GROUPS.length > 0
	return isLimited && set.length === 0 ? ['OIDC_EMAIL_DOMAINS and OIDC_GROUPS limit sign-in: set OIDC_ISSUER, too'] : []
}

function oidcOf(data: Variables): Config['oidc'] {
	const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = data
	if (!issuer || !clientId || !clientSecret) return null
	const { OIDC_EMAIL_DOMAINS: emailDomains, OIDC_GROUPS: groups, OIDC_GROUPS_CLAIM: groupsClaim } = data
	return { issuer, clientId, clientSecret, emailDomains, groups, groupsClaim }
}

/**
 * Returns whether an address may be the issuer. Plain HTTP is only allowed within this machine: an
 * attacker who could change the provider's answers could sign in as anybody.
 */
function isIssuer(value: string): boolean {
	const url = URL.canParse(value) ? new URL(value) : null
	return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
}

/** Returns whether a host's name or address refers to this machine. */
export function isLoopback(hostname: string): boolean {
	return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function backupProblems({ BACKUP_DIR, BACKUP_EVERY, BACKUP_KEEP }: Variables): string[] {
	const lacksFolder = BACKUP_DIR === undefined && (BACKUP_EVERY !== undefined || BACKUP_KEEP !== undefined)
	return lacksFolder ? ['BACKUP_DIR is not set, and BACKUP_EVERY or BACKUP_KEEP is: set it, or unset them'] : []
}

function backupsOf({ BACKUP_DIR, BACKUP_EVERY, BACKUP_KEEP }: Variables): BackupSettings | null {
	if (BACKUP_DIR === undefined) return null
	const keep = BACKUP_KEEP ?? { newest: 0, days: 7, weeks: 4, months: 6 }
	return { folder: resolve(BACKUP_DIR), everyMs: BACKUP_EVERY ?? 24 * HOUR_MS, keep }
}

function webhookProblems({ WEBHOOK_URL, WEBHOOK_SECRET, WEBHOOK_LAN }: Variables): string[] {
	if (WEBHOOK_URL === undefined)
		return WEBHOOK_SECRET || WEBHOOK_LAN
			? ['WEBHOOK_URL is not set, and others of WEBHOOK_ are: set it, or unset them']
			: []
	const host = hostOf(WEBHOOK_URL)
	return [
		...(WEBHOOK_SECRET === undefined ? ['WEBHOOK_SECRET must be set with WEBHOOK_URL: it signs each call'] : []),
		...(WEBHOOK_LAN !== undefined && WEBHOOK_LAN !== host
			? [`WEBHOOK_LAN must be ${host}, the host of WEBHOOK_URL`]
			: []),
		...(WEBHOOK_URL.startsWith('http:') && WEBHOOK_LAN !== host
			? ['WEBHOOK_URL must be an https address; http only for the host in WEBHOOK_LAN']
			: []),
	]
}

function webhookOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret, WEBHOOK_LAN }: Variables): WebhookSettings | null {
	return url && secret ? { url, secret, isLan: WEBHOOK_LAN !== undefined } : null
}

function translatorProblems({
	TRANSLATE_URL,
	TRANSLATE_KIND,
	TRANSLATE_KEY,
	TRANSLATE_KEY_FILE,
	TRANSLATE_MODEL,
}: Variables): string[] {
	if (TRANSLATE_KEY !== undefined && TRANSLATE_KEY_FILE !== undefined)
		return ['TRANSLATE_KEY and TRANSLATE_KEY_FILE are both set: unset one of them']
	if (TRANSLATE_URL === undefined) {
		const others = [TRANSLATE_KIND, TRANSLATE_KEY, TRANSLATE_KEY_FILE, TRANSLATE_MODEL]
		const isSet = others.some((value) => value !== undefined)
		return isSet ? ['TRANSLATE_URL is not set, and others of TRANSLATE_ are: set it, or unset them'] : []
	}
	if (TRANSLATE_KIND === undefined) return ['TRANSLATE_KIND must be set with TRANSLATE_URL']
	return TRANSLATE_KIND === 'openai' && TRANSLATE_MODEL === undefined
		? ['TRANSLATE_MODEL must name the language model for TRANSLATE_KIND=openai']
		: []
}

function translatorOf(data: Variables): TranslatorSettings | null {
	const { TRANSLATE_URL: url, TRANSLATE_KIND: kind, TRANSLATE_MODEL: model = null } = data
	const key = data.TRANSLATE_KEY ?? data.TRANSLATE_KEY_FILE ?? null
	return url && kind ? { url, kind, key, model, maxCharactersPerDay: data.TRANSLATE_CHARACTERS_PER_DAY } : null
}

/** Reads a key from a file, such as a secret of a container. */
function readKeyFile(path: string, context: z.RefinementCtx): string {
	try {
		return readFileSync(path, 'utf8').trim() || refuse(context, KEY_FILE)
	} catch {
		return refuse(context, KEY_FILE)
	}
}

function parseInterval(value: string, context: z.RefinementCtx): number {
	const [, number, unit] = /^(\d{1,3})([hd])$/.exec(value) ?? []
	const hours = Number(number) * (unit === 'd' ? 24 : 1)
	return hours >= 1 && hours <= 30 * 24 ? hours * HOUR_MS : refuse(context, BACKUP_EVERY)
}

function refuse(context: z.RefinementCtx, message: string): never {
	context.addIssue(message)
	return z.NEVER
}

/**
 * Finds followed addresses that are not allowed. Plain HTTP and private addresses are only for
 * hosts that are named in `EXCHANGE_FOLLOW_LAN` (FOLLOW2).
 */
function followProblems({ EXCHANGE_FOLLOW, EXCHANGE_FOLLOW_LAN }: Variables): string[] {
	const hosts = EXCHANGE_FOLLOW.map(hostOf)
	const isOpen = (url: string) => url.startsWith('http:') && !EXCHANGE_FOLLOW_LAN.includes(hostOf(url))
	return [
		...(EXCHANGE_FOLLOW.some(isOpen) ? [`EXCHANGE_FOLLOW ${FOLLOW}`] : []),
		...(EXCHANGE_FOLLOW_LAN.some((host) => !hosts.includes(host)) ? [`EXCHANGE_FOLLOW_LAN ${FOLLOW_LAN}`] : []),
	]
}

/** Returns the name or address of an origin's host; IPv6 without brackets. */
function hostOf(url: string): string {
	return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

function areNetworks(networks: readonly string[]): boolean {
	return networks.every((network) => ipaddr.isValid(network) || ipaddr.isValidCIDR(network))
}

function parseNodeUrl(value: string, context: z.RefinementCtx): string {
	const address = parseAddress(value)
	return address !== null && new URL(address).pathname === '/' ? address : refuse(context, NODE_URL)
}

/**
 * Returns an HTTP or HTTPS address of a server without a trailing slash; null for other addresses,
 * and for one whose path is too unusual for links and markup.
 */
function parseAddress(value: string): string | null {
	const url = URL.canParse(value) ? new URL(value) : null
	const isAddress = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username
	return isAddress && PATH.test(url.pathname) ? `${url.origin}${url.pathname.replace(/\/$/, '')}` : null
}
