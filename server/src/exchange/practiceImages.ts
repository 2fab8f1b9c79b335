import { createHash } from 'node:crypto'
import {
	IMAGE_WIDTHS,
	type ImageCopy,
	imageIdOf,
	LIMITS,
	type PracticeImage,
	type PublishedPractice,
	type SignedPractice,
} from '@charrette/shared'
import type { ImageStore } from '../ports/ImageStore.ts'
import { saveImage } from '../workshops/images.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

/*
 * The images of practices (PICTURE1 to PICTURE4). Other servers get a copy of limited size, whose
 * hash is signed with the practice. The receiver re-encodes the copy for its own pages, like any
 * upload. It also keeps the copy, for the servers to which it passes the practice on, which check
 * the hash, too.
 */

type Images = Pick<ImageStore, 'get'>
/** The widths of copies, widest first. */
const COPY_WIDTHS = [...IMAGE_WIDTHS].sort((a, b) => b - a)

/**
 * Returns the images of a practice to publish, each with its copy for other servers. Leaves out
 * images that are not stored, or that have no copy small enough.
 */
export async function withCopies(images: Images, practiceImages: readonly PracticeImage[]): Promise<PracticeImage[]> {
	const published: (PracticeImage & { copy: ImageCopy })[] = []
	for (const image of practiceImages) {
		const copy = await makeCopy(images, image, COPY_WIDTHS)
		if (copy) published.push({ ...image, copy })
	}
	const total = () => published.reduce((sum, { copy }) => sum + copy.bytes, 0)
	const bySize = [...published].sort((a, b) => b.copy.bytes - a.copy.bytes)
	for (const largest of bySize) {
		if (total() <= LIMITS.maxPracticeCopyBytes) break
		largest.copy = (await makeCopy(images, largest, COPY_WIDTHS.slice(-1))) ?? largest.copy
	}
	return published
}

/** Returns the first copy of one of these widths that is small enough; null if there is none. */
async function makeCopy(
	images: Images,
	{ path }: PracticeImage,
	widths: typeof COPY_WIDTHS,
): Promise<ImageCopy | null> {
	for (const w of widths) {
		const file = await images.get(imageIdOf(path), w)
		if (file && file.bytes.length <= LIMITS.maxImageCopyBytes)
			return { w, type: file.type, bytes: file.bytes.length, sha256: sha256Of(file.bytes) }
	}
	return null
}

export function sha256Of(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex')
}

/** Returns the copies of a practice of this server as base64, by their hash. */
export async function readImageCopies(
	images: Images,
	{ facts }: PublishedPractice,
): Promise<NonNullable<SignedPractice['pictures']>> {
	const pictures: Record<string, string> = {}
	for (const { path, copy } of facts.images) {
		const file = copy && (await images.get(imageIdOf(path), copy.w))
		if (file) pictures[copy.sha256] = Buffer.from(file.bytes).toString('base64')
	}
	return pictures
}

/**
 * Re-encodes the images of a received practice and stores them (IMG2). Throws an
 * `ImageRefusedError`, and `storage_full`.
 */
export async function storeImageCopies(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder' | 'storageHealth'>,
	{ facts }: PublishedPractice,
	pictures: SignedPractice['pictures'] = {},
): Promise<PracticeImage[]> {
	const stored: PracticeImage[] = []
	for (const { alt, copy } of facts.images) {
		const { path, width, height } = await saveImage(deps, Buffer.from(pictures[copy?.sha256 ?? ''] ?? '', 'base64'))
		stored.push({ path, alt, width, height })
	}
	return stored
}
