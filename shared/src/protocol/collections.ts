import { z } from 'zod'
import { IMAGE_PATH_PATTERN } from '../domain/BoardContent.ts'
import type { PracticeId, SessionId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { LOCALES } from '../domain/locales.ts'
import type { CollectionImage, PracticeCollection } from '../domain/PracticeCollection.ts'
import { id, line, text } from './fields.ts'
import type { FoundPractice } from './practiceSearch.ts'

/* The HTTP contract of collections of practices (COLLECT1). Described in docs/API.md. */

const title = line(LIMITS.maxTitleLength)
const sentences = text().trim().max(LIMITS.maxCollectionTextLength)
const image = z.object({
	path: z.string().regex(IMAGE_PATH_PATTERN),
	alt: text().trim().max(LIMITS.maxImageAltLength),
})
const practices = z
	.array(id<PracticeId>())
	.max(LIMITS.maxCollected)
	.refine((all) => new Set(all).size === all.length, 'has a practice twice')

/** `POST /api/workshops/:id/collections` */
export const startCollectionBody = z.object({
	title,
	text: sentences.default(''),
	session: id<SessionId>().nullable().default(null),
	practices: practices.default([]),
})
export type StartCollectionBody = z.input<typeof startCollectionBody>

/** `PATCH /api/collections/:id` */
export const changeCollectionBody = z.object({
	title: title.exactOptional(),
	text: sentences.exactOptional(),
	image: image.nullable().exactOptional(),
	session: id<SessionId>().nullable().exactOptional(),
	/** Replaces all of them, in this order. */
	practices: practices.exactOptional(),
	/** The revision that the sender has seen; if there is a later one, the change is refused. */
	baseVersion: z.int().min(1).exactOptional(),
})
export type ChangeCollectionBody = z.input<typeof changeCollectionBody>

/** `GET /api/collections/:id` */
export const collectionQuery = z.object({ locale: z.enum(LOCALES).default('en') })

/** A collection in a list, with the image that represents it. */
export interface CollectionSummary extends PracticeCollection {
	cover: CollectionImage | null
}

/** `GET /api/workshops/:id/collections`: newest first. */
export interface WorkshopCollections {
	collections: CollectionSummary[]
}

/** `GET /api/collections/:id`: a collection as a reader sees it (COLLECT2). */
export interface CollectionView {
	collection: Omit<CollectionSummary, 'workshop'>
	/** Whether the reader is a member of its workshop. */
	isOwn: boolean
	/** Those that the reader may see, in order. */
	practices: FoundPractice[]
	/** Number of the others, which were withdrawn or are not shown to this reader any more. */
	gone: number
	/** Whether everybody with the link may read it. */
	isPublic: boolean
}
