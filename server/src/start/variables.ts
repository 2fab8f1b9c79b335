import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { LIMITS } from '@charrette/shared'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { parseKeepRule } from '../backup/retention.ts'
import { ownPathIn } from '../pathOfAddress.ts'

/*
 * The environment variables of a server, each by itself: what it may be, and what is said of
 * another value. What several of them say together is in `settingGroups.ts`.
 */

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export const TRANSLATOR_KINDS = ['libretranslate', 'openai', 'apertium'] as const
const KEY_FILE = 'must be a file with the key, which the server can read'
const PUBLIC_URL =
	'must be an http or https address, e.g. https://workshop.example.org or https://city.example/charrette'
const NODE_URL = 'must be an http or https address without a path, e.g. http://10.0.0.7:4400'
/** Paths of an address: letters, digits and - . _ ~ between slashes. */
const PATH = /^(\/[\w.~-]+)*\/?$/
const WEBHOOK_URL = 'must be an https address, e.g. https://alerts.example.org/charrette'
const MIN_SECRET_LENGTH = 24
const WEBHOOK_SECRET = `must have at least ${MIN_SECRET_LENGTH} characters, e.g. what "openssl rand -base64 24" writes`
const UPDATE = 'must be an https address that names the newest release; http only for this machine'
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
export const FOLLOW =
	'must be addresses of servers, separated by commas, e.g. https://exchange.example.org; http:// only for hosts in EXCHANGE_FOLLOW_LAN'
export const FOLLOW_LAN = 'must be names or addresses of hosts in EXCHANGE_FOLLOW, without a port, separated by commas'
const DATABASE = 'must be an address like postgres://user:password@host/database'
const WORKERS = 'must be auto, or a number from 1 to 64; on Windows 1'
const MAX_WORKERS = 64
/** Up to this number of cores, one process serves more people than several that share them. */
const ONE_PROCESS_CORES = 3
const ISSUER = 'must be an https address, e.g. https://login.example.org/realms/city; http only for this machine'
const DOMAINS = 'must be names of domains, separated by commas, e.g. example.org, city.example'
const BACKUP_EVERY = 'must be a number of hours or days from 1h to 30d, e.g. 6h or 1d'
const BACKUP_KEEP = 'must say how many of the newest, of days, weeks and months, e.g. 7d,4w,6m or 10'
export const HOUR_MS = 60 * 60 * 1000
const RETENTION = 'must be a number of days from 7 to 3650'
const TOKEN_DAYS = 'must be a number of days from 1 to 3650'

const text = z.string().trim()
const whole = (min: number, max: number, message: string) =>
	z.coerce.number(message).int(message).min(min, message).max(max, message)
const list = text.transform((all) => all.toLowerCase().split(/[\s,]+/))
/** Names that may have spaces and capitals. */
const names = text.transform((all) => all.split(/\s*,\s*/).filter(Boolean))

export const environment = z.object({
	PORT: whole(0, 65_535, PORT_RANGE).default(4400),
	HOST: text.min(1).default('0.0.0.0'),
	DATA_DIR: text.min(1).default('./data'),
	DATABASE_URL: text.regex(/^postgres(ql)?:\/\/\S+$/, DATABASE).optional(),
	NODE_URL: text.transform(parseNodeUrl).optional(),
	CHARRETTE_WORKERS: text.transform(parseWorkers).default(1),
	PUBLIC_URL: text.transform(parsePublicUrl).optional(),
	ALLOWED_HOSTS: list.pipe(z.array(z.string().regex(/^(\*|[^\s:/]+)$/, ALLOWED_HOSTS))).default([]),
	TRUSTED_PROXIES: list.refine(areNetworks, TRUSTED_PROXIES).default([]),
	CHARRETTE_ADMIN_KEY: text
		.regex(/^\S+$/, 'must have no spaces')
		.refine((key) => key.length >= MIN_ADMIN_KEY_LENGTH && new Set(key).size >= MIN_ADMIN_KEY_CHARACTERS, ADMIN_KEY)
		.optional(),
	OIDC_ISSUER: text.refine(isSafeAddress, ISSUER).optional(),
	OIDC_CLIENT_ID: text.optional(),
	OIDC_CLIENT_SECRET: text.optional(),
	OIDC_EMAIL_DOMAINS: list.pipe(z.array(z.string().regex(/^[^\s:/@]+\.[^\s:/@]+$/, DOMAINS))).default([]),
	OIDC_GROUPS: names.default([]),
	OIDC_GROUPS_CLAIM: text.default('groups'),
	OIDC_CREATE_ROLES: names.default([]),
	OIDC_HOST_ROLES: names.default([]),
	OIDC_ROLES_CLAIM: text.default('roles'),
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
	UPDATE_URL: text.refine(isSafeAddress, UPDATE).optional(),
	TRANSLATE_URL: text
		.refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), TRANSLATE_URL)
		.transform((value) => value.replace(/\/+$/, ''))
		.optional(),
	TRANSLATE_KIND: z.enum(TRANSLATOR_KINDS, `must be one of ${TRANSLATOR_KINDS.join(', ')}`).optional(),
	TRANSLATE_KEY: text.optional(),
	TRANSLATE_KEY_FILE: text.transform(readKeyFile).optional(),
	TRANSLATE_MODEL: text.optional(),
	TRANSLATE_EMBEDDING_MODEL: text.optional(),
	/** Characters translated in a day (TRANSLATE4). @limit server: texts stay as they are */
	TRANSLATE_CHARACTERS_PER_DAY: z.coerce.number(CHARACTERS).int(CHARACTERS).min(1000, CHARACTERS).default(1_000_000),
	LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

/** The variables that are set, and the defaults of others. */
export type Variables = z.output<typeof environment>

function parseWorkers(value: string, context: z.RefinementCtx): number {
	// On Windows no socket can be passed to another process.
	const most = process.platform === 'win32' ? 1 : MAX_WORKERS
	const cores = availableParallelism()
	if (value === 'auto') return cores > ONE_PROCESS_CORES ? Math.min(cores - 1, most) : 1
	const workers = Number(value)
	return Number.isInteger(workers) && workers >= 1 && workers <= most ? workers : refuse(context, WORKERS)
}

/**
 * Returns whether an address may be one whose answers are trusted. Plain HTTP is only allowed
 * within this machine: an attacker who could change the answers of the provider could sign in as
 * anybody, or lead the host to a wrong release.
 */
function isSafeAddress(value: string): boolean {
	const url = URL.canParse(value) ? new URL(value) : null
	return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
}

/** Returns whether a host's name or address refers to this machine. */
export function isLoopback(hostname: string): boolean {
	return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
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

function areNetworks(networks: readonly string[]): boolean {
	return networks.every((network) => ipaddr.isValid(network) || ipaddr.isValidCIDR(network))
}

/** Parses the address for people. Its path must not be one that this server has itself (PATH1a). */
function parsePublicUrl(value: string, context: z.RefinementCtx): string {
	const address = parseAddress(value) ?? refuse(context, PUBLIC_URL)
	const own = URL.canParse(address) ? ownPathIn(address) : null
	return own === null
		? address
		: refuse(context, `must not be below /${own}, a path of Charrette itself; choose another one, e.g. /charrette`)
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
