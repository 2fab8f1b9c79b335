import type { Logger } from 'pino'
import type { ImageMentions } from '../ports/ImageMentions.ts'
import type { ImageStore } from '../ports/ImageStore.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** So long is a picture kept that nobody names: undo, or a device that was offline, may still bring it. */
const KEEP_MS = 30 * DAY_MS

interface SweepDeps {
	images: Pick<ImageStore, 'sweep'>
	mentions: ImageMentions
	log: Logger
}

/** Lets go of the pictures that nobody names any more (IMG7). Where something could not be read, all of them stay. */
export async function sweepImages({ images, mentions, log }: SweepDeps): Promise<void> {
	const named = await mentions.find()
	if (!named) {
		log.warn('images not swept: something that may name them could not be read')
		return
	}
	const swept = await images.sweep({ named, keepMs: KEEP_MS })
	log.info({ named: named.size, ...swept }, 'images swept')
}
