import { resolve } from 'node:path'
import type { BackupSettings } from '../backup/retention.ts'
import type { FeedSource } from '../exchange/feeds/FeedSource.ts'
import type { WebhookSettings } from '../host/webhook/sendWebhook.ts'
import { FOLLOW, FOLLOW_LAN, HOUR_MS, type TRANSLATOR_KINDS, type Variables } from './variables.ts'

/* Settings of several variables: what they are together, and why they do not fit together. */

/** Where texts are translated. `url` has no trailing slash. */
export interface TranslatorSettings {
	kind: (typeof TRANSLATOR_KINDS)[number]
	url: string
	key: string | null
	/** The language model; null except for `openai`. */
	model: string | null
	/** The model that compares texts (MODEL1); null for none, and except for `openai`. */
	embeddingModel: string | null
	/** A process translates no more characters in a day. */
	maxCharactersPerDay: number
}

/**
 * The OIDC provider where people sign in before they create workshops, and the people to whom this
 * is limited. An empty list sets no limit, except for hosts.
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
	/** A user with one of these in the claim `rolesClaim` may create workshops (OIDC5). */
	createRoles: string[]
	/** A user with one of these may host the server, and create workshops; nobody if it is empty. */
	hostRoles: string[]
	rolesClaim: string
}

/** Returns why variables do not fit together. */
export function groupProblems(data: Variables): string[] {
	const groups = [followProblems, oidcProblems, backupProblems, webhookProblems, translatorProblems]
	return groups.flatMap((problemsOf) => problemsOf(data))
}

/** Finds incomplete settings of the sign-in, which would let everybody in, or nobody (OIDC1a). */
function oidcProblems(data: Variables): string[] {
	const required = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
	const missing = required.filter((name) => data[name] === undefined)
	const set = required.filter((name) => data[name] !== undefined)
	if (set.length > 0 && missing.length > 0)
		return [`${set.join(' and ')} set, and ${missing.join(' and ')} not: sign-in needs all three, or none`]
	const limits = ['OIDC_EMAIL_DOMAINS', 'OIDC_GROUPS', 'OIDC_CREATE_ROLES', 'OIDC_HOST_ROLES'] as const
	const limit = limits.filter((name) => data[name].length > 0)
	if (limit.length > 0 && set.length === 0)
		return [`${limit.join(' and ')} set, which ${limit.length > 1 ? 'limit' : 'limits'} sign-in: set OIDC_ISSUER, too`]
	return data.OIDC_HOST_ROLES.length > 0 && data.CHARRETTE_ADMIN_KEY === undefined
		? ['OIDC_HOST_ROLES opens the page /host, which only CHARRETTE_ADMIN_KEY switches on: set it, too']
		: []
}

export function oidcOf(data: Variables): OidcSettings | null {
	const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = data
	if (!issuer || !clientId || !clientSecret) return null
	return {
		issuer,
		clientId,
		clientSecret,
		emailDomains: data.OIDC_EMAIL_DOMAINS,
		groups: data.OIDC_GROUPS,
		groupsClaim: data.OIDC_GROUPS_CLAIM,
		createRoles: data.OIDC_CREATE_ROLES,
		hostRoles: data.OIDC_HOST_ROLES,
		rolesClaim: data.OIDC_ROLES_CLAIM,
	}
}

function backupProblems({ BACKUP_DIR, BACKUP_EVERY, BACKUP_KEEP }: Variables): string[] {
	const lacksFolder = BACKUP_DIR === undefined && (BACKUP_EVERY !== undefined || BACKUP_KEEP !== undefined)
	return lacksFolder ? ['BACKUP_DIR is not set, and BACKUP_EVERY or BACKUP_KEEP is: set it, or unset them'] : []
}

export function backupsOf({ BACKUP_DIR, BACKUP_EVERY, BACKUP_KEEP }: Variables): BackupSettings | null {
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

export function webhookOf({
	WEBHOOK_URL: url,
	WEBHOOK_SECRET: secret,
	WEBHOOK_LAN,
}: Variables): WebhookSettings | null {
	return url && secret ? { url, secret, isLan: WEBHOOK_LAN !== undefined } : null
}

function translatorProblems({
	TRANSLATE_URL,
	TRANSLATE_KIND,
	TRANSLATE_KEY,
	TRANSLATE_KEY_FILE,
	TRANSLATE_MODEL,
	TRANSLATE_EMBEDDING_MODEL,
}: Variables): string[] {
	if (TRANSLATE_KEY !== undefined && TRANSLATE_KEY_FILE !== undefined)
		return ['TRANSLATE_KEY and TRANSLATE_KEY_FILE are both set: unset one of them']
	if (TRANSLATE_URL === undefined) {
		const others = [TRANSLATE_KIND, TRANSLATE_KEY, TRANSLATE_KEY_FILE, TRANSLATE_MODEL, TRANSLATE_EMBEDDING_MODEL]
		const isSet = others.some((value) => value !== undefined)
		return isSet ? ['TRANSLATE_URL is not set, and others of TRANSLATE_ are: set it, or unset them'] : []
	}
	if (TRANSLATE_KIND === undefined) return ['TRANSLATE_KIND must be set with TRANSLATE_URL']
	if (TRANSLATE_EMBEDDING_MODEL !== undefined && TRANSLATE_KIND !== 'openai')
		return ['TRANSLATE_EMBEDDING_MODEL is only for TRANSLATE_KIND=openai: unset it']
	return TRANSLATE_KIND === 'openai' && TRANSLATE_MODEL === undefined
		? ['TRANSLATE_MODEL must name the language model for TRANSLATE_KIND=openai']
		: []
}

export function translatorOf(data: Variables): TranslatorSettings | null {
	const { TRANSLATE_URL: url, TRANSLATE_KIND: kind, TRANSLATE_MODEL: model = null } = data
	const key = data.TRANSLATE_KEY ?? data.TRANSLATE_KEY_FILE ?? null
	const { TRANSLATE_EMBEDDING_MODEL: embeddingModel = null, TRANSLATE_CHARACTERS_PER_DAY: maxCharactersPerDay } = data
	return url && kind ? { url, kind, key, model, embeddingModel, maxCharactersPerDay } : null
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

export function followedOf({ EXCHANGE_FOLLOW, EXCHANGE_FOLLOW_LAN }: Variables): FeedSource[] {
	return [...new Set(EXCHANGE_FOLLOW)].map((url) => ({ url, isLan: EXCHANGE_FOLLOW_LAN.includes(hostOf(url)) }))
}

/** Returns the name or address of an origin's host; IPv6 without brackets. */
function hostOf(url: string): string {
	return new URL(url).hostname.replace(/^\[|\]$/g, '')
}
