import { createHash } from 'node:crypto'
import {
	type HostSettings,
	type HostSettingsBody,
	type HostSettingsView,
	hostSettings,
	type ImageType,
	LIMITS,
	type LocalText,
	type ServerHost,
	type TrustBody,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import type { Logger } from 'pino'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { EncodedImage } from '../ports/ImageStore.ts'
import type { KeyValueStore } from '../ports/KeyValueStore.ts'

/** The logo of the organisation. `version` is derived from its bytes. */
interface Logo {
	type: ImageType
	version: string
	bytes: Buffer
}

/** The settings of the host, in memory (HOST8). All nodes get changes within seconds. */
export interface HostSettingsCache {
	current(): HostSettings
	view(): HostSettingsView
	/** The public data of the host; null if there is none. */
	publicHost(): ServerHost | null
	/** The logo with this version; null if the present logo has another version. */
	logo(version: string): Logo | null
	/** Changes these fields, over what others have saved meanwhile (HOST8d). */
	save(changed: HostSettingsBody): Promise<void>
	/** The workshops and organisations whose practices need no release by the host (PRACTICE4c). */
	trusted(): Trusted
	/** Returns whether the host trusts a workshop, or the organisation of those who opened it. */
	trusts(workshop: Pick<Workshop, 'id' | 'organisation'>): boolean
	/** Throws `not_now` for too many. */
	setTrusted(body: TrustBody): Promise<void>
	/** Null removes the logo. Throws `too_large`. */
	saveLogo(image: EncodedImage | null): Promise<void>
	/** Reads settings that another node may have changed. */
	reload(): Promise<void>
}

interface Trusted {
	workshops: readonly WorkshopId[]
	/** Domains of e-mail addresses. */
	organisations: readonly string[]
}

interface HostSettingsDeps {
	values: KeyValueStore
	/** Whether texts go to a translator, which the page of the legal texts says (HOST8c). */
	hasTranslator: boolean
	log: Logger
}

const SETTINGS = 'settings'
const LOGO = 'logo'
const TRUSTED = { workshops: 'trustedWorkshops', organisations: 'trustedOrganisations' } as const
const storedLogo = z.object({ type: z.enum(['image/jpeg', 'image/png']), base64: z.string() })
const storedTrusted = z.array(z.string())
const DEFAULTS: HostSettings = { name: '', locales: [], line: {}, notice: {}, privacy: {}, opening: 'key' }

/** Opens the stored settings. */
export async function openHostSettings({ values, hasTranslator, log }: HostSettingsDeps): Promise<HostSettingsCache> {
	let settings = DEFAULTS
	let logo: Logo | null = null
	let trusted: Trusted = { workshops: [], organisations: [] }
	/** Saves run one after the other, since each one reads what the others saved. */
	let lastSave: Promise<void> = Promise.resolve()

	async function reload(): Promise<void> {
		const [stored, storedImage, workshops, organisations] = await Promise.all([
			values.find(SETTINGS),
			values.find(LOGO),
			values.find(TRUSTED.workshops),
			values.find(TRUSTED.organisations),
		])
		settings = stored === null ? DEFAULTS : (parseSettings(stored) ?? DEFAULTS)
		logo = storedImage === null ? null : parseLogo(storedImage)
		trusted = { workshops: parseTrusted(workshops) as WorkshopId[], organisations: parseTrusted(organisations) }
		if (stored !== null && settings === DEFAULTS) log.warn('settings of the host not read: they are of another release')
	}

	const logoPath = () => logo && `/api/logo/${logo.version}`
	await reload()
	return {
		current: () => settings,
		view: () => ({ settings, logo: logoPath() }),
		publicHost() {
			const { name, line, notice, privacy } = settings
			const hasTexts = hasTranslator || [notice, privacy].some((texts) => Object.keys(texts).length > 0)
			if (name === '' && !logo && !hasTexts && Object.keys(line).length === 0) return null
			return { name, logo: logoPath(), line, hasTexts }
		},
		logo: (version) => (logo?.version === version ? logo : null),
		save(changed) {
			const saved = lastSave.then(async () => {
				// Another node may have saved some within the last seconds.
				await reload()
				const next = mergeSettings(settings, changed)
				await values.save(SETTINGS, JSON.stringify(next))
				settings = next
			})
			lastSave = saved.catch(() => {})
			return saved
		},
		trusted: () => trusted,
		trusts: ({ id, organisation }) =>
			trusted.workshops.includes(id) || (organisation !== undefined && trusted.organisations.includes(organisation)),
		async setTrusted(body) {
			const kind = 'workshop' in body ? 'workshops' : 'organisations'
			const subject = 'workshop' in body ? body.workshop : body.organisation
			const others = trusted[kind].filter((other) => other !== subject)
			if (body.isTrusted && others.length >= LIMITS.maxTrusted)
				throw new AppError('not_now', `At most ${LIMITS.maxTrusted} ${kind} can be trusted.`)
			const changed = body.isTrusted ? [...others, subject] : others
			await values.save(TRUSTED[kind], JSON.stringify(changed))
			trusted = { ...trusted, [kind]: changed }
		},
		async saveLogo(image) {
			const saved = image && toLogo(image)
			await values.save(LOGO, saved && JSON.stringify({ type: saved.type, base64: saved.bytes.toString('base64') }))
			logo = saved
		},
		reload,
	}
}

function mergeSettings(stored: HostSettings, { line, notice, privacy, ...fields }: HostSettingsBody): HostSettings {
	return {
		...stored,
		...fields,
		line: mergeTexts(stored.line, line),
		notice: mergeTexts(stored.notice, notice),
		privacy: mergeTexts(stored.privacy, privacy),
	}
}

function mergeTexts(stored: LocalText, changed: LocalText = {}): LocalText {
	return Object.fromEntries(Object.entries({ ...stored, ...changed }).filter(([, text]) => text))
}

/** Parses settings; null if they are invalid, as those of a later release may be. */
function parseSettings(stored: string): HostSettings | null {
	return hostSettings.safeParse(parseStored(stored)).data ?? null
}

function parseTrusted(stored: string | null): string[] {
	return stored === null ? [] : (storedTrusted.safeParse(parseStored(stored)).data ?? [])
}

function parseLogo(stored: string): Logo | null {
	const { data } = storedLogo.safeParse(parseStored(stored))
	return data ? named(data.type, Buffer.from(data.base64, 'base64')) : null
}

/** Parses JSON; null if it is invalid. */
function parseStored(stored: string): unknown {
	try {
		return JSON.parse(stored)
	} catch {
		// Unreadable settings count as not set, so that the server starts nevertheless.
		return null
	}
}

/**
 * Returns the logo for an image, in the narrow form, since a logo is shown small. Throws
 * `too_large`.
 */
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
