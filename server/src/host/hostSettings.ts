import { createHash } from 'node:crypto'
import {
	type HostSettings,
	type HostSettingsView,
	hostSettingsBody,
	type ImageType,
	LIMITS,
	type ServerHost,
} from '@charrette/shared'
import type { Logger } from 'pino'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { HostValueStore } from '../ports/HostValueStore.ts'
import type { EncodedImage } from '../ports/ImageStore.ts'

/** The logo of the organisation; `version` names its bytes. */
interface Logo {
	type: ImageType
	version: string
	bytes: Buffer
}

/** The settings of the host, in memory (HOST8). All nodes have them within seconds. */
export interface HostSettingsKeeper {
	current(): HostSettings
	view(): HostSettingsView
	/** What everybody sees of the host; null if there is nothing to see. */
	publicHost(): ServerHost | null
	/** The logo of this version; null for another one. */
	logo(version: string): Logo | null
	save(settings: HostSettings): Promise<void>
	/** Null removes it. Throws `too_large`. */
	saveLogo(image: EncodedImage | null): Promise<void>
	/** Reads what another node may have changed. */
	reload(): Promise<void>
}

interface KeeperDeps {
	values: HostValueStore
	/** Tells the other nodes that there is something to read. */
	announce(): void
	log: Logger
}

const SETTINGS = 'settings'
const LOGO = 'logo'
const storedLogo = z.object({ type: z.enum(['image/jpeg', 'image/png']), base64: z.string() })
const DEFAULTS: HostSettings = { name: '', locales: [], line: {}, notice: {}, privacy: {}, opening: 'key' }

/** Opens the settings as they are stored. */
export async function openHostSettings({ values, announce, log }: KeeperDeps): Promise<HostSettingsKeeper> {
	let settings = DEFAULTS
	let logo: Logo | null = null

	async function reload(): Promise<void> {
		const [stored, storedImage] = await Promise.all([values.find(SETTINGS), values.find(LOGO)])
		settings = stored === null ? DEFAULTS : (parseSettings(stored) ?? DEFAULTS)
		logo = storedImage === null ? null : parseLogo(storedImage)
		if (stored !== null && settings === DEFAULTS) log.warn('settings of the host not read: they are of another release')
	}

	const logoPath = () => logo && `/api/logo/${logo.version}`
	await reload()
	return {
		current: () => settings,
		view: () => ({ settings, logo: logoPath() }),
		publicHost() {
			const { name, line, notice, privacy } = settings
			const hasTexts = [notice, privacy].some((texts) => Object.keys(texts).length > 0)
			if (name === '' && !logo && !hasTexts && Object.keys(line).length === 0) return null
			return { name, logo: logoPath(), line, hasTexts }
		},
		logo: (version) => (logo?.version === version ? logo : null),
		async save(changed) {
			await values.save(SETTINGS, JSON.stringify(changed))
			settings = changed
			announce()
		},
		async saveLogo(image) {
			const saved = image && toLogo(image)
			await values.save(LOGO, saved && JSON.stringify({ type: saved.type, base64: saved.bytes.toString('base64') }))
			logo = saved
			announce()
		},
		reload,
	}
}

/** Null for what is none, such as settings of a later release. */
function parseSettings(stored: string): HostSettings | null {
	return hostSettingsBody.safeParse(parseStored(stored)).data ?? null
}

function parseLogo(stored: string): Logo | null {
	const { data } = storedLogo.safeParse(parseStored(stored))
	return data ? named(data.type, Buffer.from(data.base64, 'base64')) : null
}

/** Null for what is no JSON. */
function parseStored(stored: string): unknown {
	try {
		return JSON.parse(stored)
	} catch {
		// What cannot be read counts as not set: the server starts all the same.
		return null
	}
}

/** The narrow form of an image: a logo is shown small. Throws `too_large`. */
function toLogo({ type, full, narrower }: EncodedImage): Logo {
	const bytes = narrower.find(({ width }) => width === LOGO_WIDTH)?.bytes ?? full
	if (bytes.length > LIMITS.maxLogoBytes)
		throw new AppError('too_large', 'This logo is too large. Make it smaller first.')
	return named(type, Buffer.from(bytes))
}

const LOGO_WIDTH = 256

function named(type: ImageType, bytes: Buffer): Logo {
	return { type, bytes, version: createHash('sha256').update(bytes).digest('hex').slice(0, 20) }
}
