import { imagePath } from '@charrette/shared'
import type { ImageReferences, ImageStore } from '../ports/ImageStore.ts'
import type { Finding, Integrity } from '../ports/Integrity.ts'

interface CheckDeps {
	integrity: Integrity
	images: ImageStore
	references: ImageReferences
}

/** A finding, and whether it was repaired. */
export interface CheckedFinding extends Omit<Finding, 'repair'> {
	/** The repair that is possible or was made; null if nothing can be repaired without loss. */
	repair: string | null
	isRepaired: boolean
}

/**
 * Examines all stored data (CHECK1). With `repairs` it also makes each repair that loses no
 * readable edit (CHECK2). Images are examined last, since rows that a repair sets aside no longer
 * refer to images.
 */
export async function* checkStorage(
	deps: CheckDeps,
	{ repairs }: { repairs: boolean },
): AsyncGenerator<CheckedFinding> {
	for await (const { repair, ...found } of findings(deps)) {
		if (repairs && repair) await repair.run()
		yield { ...found, repair: repair?.text ?? null, isRepaired: repairs && repair !== undefined }
	}
}

async function* findings({ integrity, ...deps }: CheckDeps): AsyncGenerator<Finding> {
	yield* integrity.findings()
	yield* checkImages(deps)
}

/**
 * Checks that the content of images matches their ids, and that no image is missing. Sweeps remove
 * images without references (IMG7).
 */
async function* checkImages({ images, references }: Omit<CheckDeps, 'integrity'>): AsyncGenerator<Finding> {
	const stored = new Set(await images.list())
	const shown = await references.find()
	for (const id of stored) {
		if (await images.isIntact(id)) continue
		yield {
			...finding(id, 'this image is damaged'),
			repair: {
				text: 'set it aside, so that it can be uploaded again',
				run: async () => void (await images.quarantine(id)),
			},
		}
	}
	for (const id of shown ?? [])
		if (!stored.has(id)) yield finding(id, `a board shows ${imagePath(id)}, which is missing`)
	const unused = shown ? [...stored].filter((id) => !shown.has(id)).length : 0
	if (unused > 0)
		yield {
			...finding('all', `${unused} images are shown nowhere; they are removed 60 days after their last use`),
			isNotice: true,
		}
	if (!shown)
		yield finding('all', 'it is unknown which images are shown while something is damaged; all of them are kept')
}

function finding(subject: string, text: string): Finding {
	return { area: 'images', subject, text }
}
