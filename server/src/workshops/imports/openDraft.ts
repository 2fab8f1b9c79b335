import type { Identity, ImageId, RecordMap, Skipped, Workshop } from '@charrette/shared'
import { findParticipant, imagePath, LIMITS, recordsOf, SET_UP_KEY } from '@charrette/shared'
import * as Y from 'yjs'
import type { SettledBoard } from '../../import/settleDraft.ts'
import { ImageRefusedError } from '../../ports/ImageEncoder.ts'
import { keepImage } from '../keepImage.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

interface Surroundings {
	workshop: Workshop
	/** Who brings it in; a facilitator is no participant. */
	by: Pick<Identity, 'participant'>
	/** What does not come in is told here. */
	skipped: Skipped[]
}

const AUTHOR = 'meta.author'
const AUTHOR_NAME = 'meta.authorName'

/**
 * A board of a file as a document of this workshop: its pictures are kept here, authors who are unknown here have their name,
 * and what only facilitators set up is not set up by others.
 */
export async function openDraft(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder'>,
	draft: SettledBoard,
	{ workshop, by, skipped }: Surroundings,
): Promise<{ doc: Y.Doc; counts: SettledBoard['counts'] }> {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	Y.applyUpdate(doc, draft.state)
	const paths = await keepPictures(deps, [...records.values()], draft.pictures)
	let lost = 0
	doc.transact(() => {
		if (draft.isOwn) giveCity([...records.values()], { workshop, by })
		for (const [id, record] of [...records]) {
			if (by.participant) record.delete(SET_UP_KEY)
			nameAuthor(record, { draft, workshop, by })
			if (record.get('type') !== 'image') continue
			const path = paths.get(String(record.get('props.path')))
			if (path !== undefined) record.set('props.path', path)
			else {
				records.delete(id)
				lost++
				skipped.push({ entry: id, reason: 'no_picture' })
			}
		}
	})
	return { doc, counts: { ...draft.counts, images: draft.counts.images - lost } }
}

/** What names no city at all is from that of whoever brings it, as what is written at the board is. */
function giveCity(records: readonly RecordMap[], { workshop, by }: Pick<Surroundings, 'workshop' | 'by'>): void {
	const city = by.participant && findParticipant(workshop, by.participant)?.city
	if (!city || records.some((record) => record.has('props.city'))) return
	for (const record of records) if (record.get('type') === 'card') record.set('props.city', city)
}

function nameAuthor(
	record: RecordMap,
	{ draft, workshop, by }: { draft: SettledBoard; workshop: Workshop; by: Surroundings['by'] },
): void {
	const author = record.get(AUTHOR)
	if (typeof author === 'string') {
		const name = findParticipant(workshop, author) ? undefined : draft.people.get(author)
		if (name !== undefined) record.set(AUTHOR_NAME, name.slice(0, LIMITS.maxNameLength))
	} else if (draft.isOwn && by.participant && record.get('type') === 'card' && !record.has(AUTHOR_NAME))
		record.set(AUTHOR, by.participant)
}

/** Where each picture is on this server: the same address if it is here already, another one for what came along. */
async function keepPictures(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder'>,
	records: readonly RecordMap[],
	pictures: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, string>> {
	const wanted = new Set(
		records.filter((record) => record.get('type') === 'image').map((record) => record.get('props.path')),
	)
	const paths = new Map<string, string>()
	for (const path of wanted) {
		if (typeof path !== 'string') continue
		const kept = (await isHere(deps, path)) ? path : await keep(deps, pictures.get(path))
		if (kept !== null) paths.set(path, kept)
	}
	return paths
}

async function isHere({ images }: Pick<WorkshopDeps, 'images'>, path: string): Promise<boolean> {
	const id = path.slice(path.lastIndexOf('/') + 1) as ImageId
	return path === imagePath(id) && (await images.get(id)) !== null
}

async function keep(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder'>,
	bytes: Uint8Array | undefined,
): Promise<string | null> {
	if (!bytes || bytes.length > LIMITS.maxImageBytes) return null
	try {
		return (await keepImage(deps, bytes)).path
	} catch (cause) {
		if (cause instanceof ImageRefusedError) return null
		throw cause
	}
}
