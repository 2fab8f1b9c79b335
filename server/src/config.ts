import { resolve } from 'node:path'
import { z } from 'zod'
import { StartError } from './errors.ts'

/** The settings of a server, from its environment. */
export interface Config {
	port: number
	host: string
	/** Absolute path of the folder with everything that the server stores. */
	dataDir: string
	/** The address for users, without a trailing slash; null for the address that a request was sent to. */
	publicUrl: string | null
	/** Needed to open a workshop; null if anyone may. */
	adminKey: string | null
	/** Passed to the client as it is. */
	tldrawLicenseKey: string | null
	logLevel: (typeof LOG_LEVELS)[number]
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const PORT_RANGE = 'must be a number from 0 to 65535'
const MIN_ADMIN_KEY_LENGTH = 8

const unsupported = (what: string) => z.undefined(`is set, but ${what}. Please unset it.`).optional()
const text = z.string().trim()

const environment = z.object({
	PORT: z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(0, PORT_RANGE).max(65_535, PORT_RANGE).default(4400),
	HOST: text.min(1).default('0.0.0.0'),
	DATA_DIR: text.min(1).default('./data'),
	DATABASE_URL: unsupported('this version keeps everything in SQLite, in DATA_DIR'),
	VALKEY_URL: unsupported('this version runs as one single process'),
	PUBLIC_URL: text.transform(parsePublicUrl).optional(),
	CHARRETTE_ADMIN_KEY: text
		.min(MIN_ADMIN_KEY_LENGTH, `must have at least ${MIN_ADMIN_KEY_LENGTH} characters`)
		.optional(),
	TLDRAW_LICENSE_KEY: text.optional(),
	RETENTION_DAYS: unsupported('this version does not delete workshops by itself'),
	LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

/** Reads the settings from the environment. An empty variable counts as unset. Throws a `StartError` that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
	const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
	const { data, error } = environment.safeParse(set)
	const problems = error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []
	if (!data || problems.length > 0) throw new StartError(['The settings do not fit:', ...problems].join('\n  - '))
	return {
		port: data.PORT,
		host: data.HOST,
		dataDir: resolve(data.DATA_DIR),
		publicUrl: data.PUBLIC_URL ?? null,
		adminKey: data.CHARRETTE_ADMIN_KEY ?? null,
		tldrawLicenseKey: data.TLDRAW_LICENSE_KEY ?? null,
		logLevel: data.LOG_LEVEL,
	}
}

function parsePublicUrl(value: string, context: z.RefinementCtx): string {
	const url = URL.canParse(value) ? new URL(value) : null
	const isOrigin =
		url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
	if (!isOrigin) {
		context.addIssue('must be an http or https address without a path, e.g. https://workshop.example.org')
		return z.NEVER
	}
	return url.origin
}
