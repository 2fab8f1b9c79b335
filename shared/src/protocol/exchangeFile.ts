import { z } from 'zod'
import { IMAGE_PATH_PATTERN, IMAGE_TYPES, IMAGE_WIDTHS, OBSTACLE_CATEGORIES } from '../domain/BoardContent.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES } from '../domain/locales.ts'
import { PRACTICE_SECTIONS, PRACTICE_THEMES, type PublishedPractice } from '../domain/Practice.ts'
import type { SignedNotice } from './exchangeNotices.ts'
import { country, id, line } from './fields.ts'
import { practiceEvidence } from './practiceEvidence.ts'

/*
 * The exchange file carries published practices to another server. Each practice is signed by the
 * server that published it (Ed25519, over its canonical JSON, RFC 8785), so that changes on the way
 * are detected, and lists the servers that passed it on, each with a signature of its own. Unknown
 * fields are kept and are covered by the signature. In schema 1 the signature of a practice did not
 * cover the address of its server. The format is described in docs/API.md.
 */

export const EXCHANGE_FORMAT = 'charrette.exchange'
export const EXCHANGE_SCHEMA = 2

const time = z.number().min(0).max(8.64e15)
const text = z.string().max(LIMITS.maxCardTextLength)
const short = z.string().max(LIMITS.maxTitleLength * 2)
const month = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)
/**
 * Filters an array to its known values. Values of a newer release are not shown, but stay in the
 * file.
 */
const known = <Value extends string>(values: readonly Value[]) =>
	z
		.array(z.string().max(64))
		.max(100)
		.transform((all) => all.filter((value): value is Value => values.includes(value as Value)))

const side = z.number().min(1).max(1e6)
/**
 * An image of a practice. Images without a copy, or in a form of a newer release, are left out.
 * `path` is the image's path on its own server.
 */
const receivedImage = z.object({
	path: z.string().regex(IMAGE_PATH_PATTERN),
	alt: z.string().max(LIMITS.maxImageAltLength),
	width: side.exactOptional(),
	height: side.exactOptional(),
	copy: z.object({
		w: z.literal(IMAGE_WIDTHS),
		type: z.enum(IMAGE_TYPES),
		bytes: z.int().min(1).max(LIMITS.maxImageCopyBytes),
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
	}),
})
/** A published practice as another server sent it. */
export const receivedPractice = z.object({
	id: id<PublishedPractice['id']>(),
	version: z.int().min(1).max(1_000_000),
	at: time,
	original: z.enum(LOCALES),
	facts: z.object({
		themes: known(PRACTICE_THEMES),
		categories: known(OBSTACLE_CATEGORIES),
		sdgs: z.array(z.int().min(1).max(17)).max(17),
		city: z.object({
			name: short,
			country: country.exactOptional(),
			region: short.exactOptional(),
			population: z.int().min(0).max(100_000_000).exactOptional(),
		}),
		startedOn: month.exactOptional(),
		endedOn: month.exactOptional(),
		contact: short.exactOptional(),
		contributors: z.array(z.object({ name: short, city: short, isNamed: z.boolean() })).max(LIMITS.maxContributors),
		obstacles: z
			.array(z.object({ text, category: z.enum(OBSTACLE_CATEGORIES).exactOptional() }))
			.max(LIMITS.maxMetObstacles),
		licence: z.enum(['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC0-1.0']),
		images: z
			.array(z.unknown())
			.max(LIMITS.maxPracticeImages)
			.transform((all) => all.flatMap((one) => receivedImage.safeParse(one).data ?? [])),
		evidence: practiceEvidence.exactOptional(),
	}),
	provenance: z.object({
		city: short,
		workshop: short,
		session: short.exactOptional(),
		group: short.exactOptional(),
		organisation: short.exactOptional(),
		at: time,
	}),
	texts: z
		.partialRecord(z.enum(LOCALES), z.object({ at: time, texts: z.partialRecord(z.enum(PRACTICE_SECTIONS), text) }))
		.refine((texts) => Object.keys(texts).length > 0, 'it has no text'),
})

/** A public key and a signature (Ed25519, raw, base64url). */
const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/)

/** A server in an exchange file: its address, and its public key (Ed25519, raw, base64url). */
export const exchangeServer = z.object({
	url: z
		.string()
		.max(300)
		.regex(/^https?:\/\//),
	key,
})
export type ExchangeServer = z.output<typeof exchangeServer>

/** Maximum number of servers in `via`. */
export const MAX_VIA = 50

/**
 * A server that passed a practice on. Its signature covers its own fields, those of the servers
 * before it, and the signature of the practice; it is missing if the server does not know its own
 * address or has a former release, and for a server that its reader has added.
 */
const relay = z.object({
	url: z.string().max(300),
	at: time,
	key: key.exactOptional(),
	signature: signature.exactOptional(),
})
export type Relay = z.output<typeof relay>

/**
 * A signed practice with the server that published it and, in order, the servers that passed it on.
 */
export const signedPractice = z.object({
	/** Missing in schema 1. */
	schema: z.int().min(1).max(EXCHANGE_SCHEMA).exactOptional(),
	practice: z.looseObject({ id: line(64), version: z.int().min(1).max(1_000_000) }),
	server: exchangeServer,
	/**
	 * The signature by the key of the server: of `{practice, server}`, in schema 1 of the practice.
	 */
	signature,
	via: z.array(relay).max(MAX_VIA),
	/**
	 * The copies of its images as base64, by their SHA-256. In a feed they are missing and fetched
	 * from the feed's server.
	 */
	pictures: z.record(z.string(), z.string()).exactOptional(),
})
export type SignedPractice = z.output<typeof signedPractice>

export const exchangeFile = z.object({
	format: z.literal(EXCHANGE_FORMAT),
	schema: z.int().min(1),
	practices: z.array(z.unknown()),
	/** Reports and withdrawals (`SignedNotice`); files of former releases have none. */
	notices: z.array(z.unknown()).max(LIMITS.maxNoticesInPage).default([]),
})
export interface ExchangeFile {
	format: typeof EXCHANGE_FORMAT
	schema: number
	exportedAt: number
	practices: SignedPractice[]
	notices?: SignedNotice[]
	/**
	 * The URL of the next file if this one does not contain all practices: `GET
	 * /api/exchange?before=…`.
	 */
	next?: string
}

/**
 * The outcomes for a practice of a file. `incomplete`: an image is missing; `blocked`: the host of
 * this server withdrew the practice.
 */
export const RECEIPTS = [
	'added',
	'updated',
	'unchanged',
	'older',
	'invalid',
	'forged',
	'incomplete',
	'foreign',
	'blocked',
] as const
export type Receipt = (typeof RECEIPTS)[number]

/**
 * `POST /api/exchange`: the number of practices of the file by receipt, and up to 50 practices that
 * were not accepted, with the reason.
 */
export interface ExchangeResult {
	counts: Record<Receipt, number>
	refused: { title: string; receipt: Receipt; reason?: string }[]
	/** The number of reports and withdrawals that were new. */
	notices: number
}
