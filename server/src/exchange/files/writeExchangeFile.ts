import { EXCHANGE_FORMAT, EXCHANGE_SCHEMA, LIMITS, type PracticeId, type Workshop } from '@charrette/shared'
import type { ListedPractice, PracticePosition, PracticeReader } from '../../ports/PracticeStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'
import { readImageCopies } from '../practiceImages.ts'
import { toCursor } from './feedPages.ts'
import { readFileNotices } from './notices.ts'
import { type Sender, signedBy } from './signPractice.ts'

/** Number of practices that are read at once. */
const BATCH = 50

type WriteDeps = Pick<ExchangeDeps, 'practices' | 'signingKey' | 'images'>

interface Selection {
	reader: PracticeReader
	/** Only this practice. */
	only?: ListedPractice
	/** Position at which an earlier file ended. */
	before: PracticePosition | null
}

/**
 * Returns the pieces of an exchange file with the listed practices that the reader may see, newest
 * first, or with one practice.
 */
export function writeExchangeFile(deps: WriteDeps, selection: Selection, sender: Sender): AsyncGenerator<string> {
	return writeFile(deps, selected(deps.practices, selection), { ...sender, about: selection.only?.practice.id ?? null })
}

/**
 * Returns an exchange file of the practices that a workshop published, newest first; null if there
 * are none. `namesPeople: false` leaves out practices that name a person as a whole, since a signed
 * practice cannot be shortened.
 */
export async function writeWorkshopFile(
	deps: WriteDeps,
	{ workshop, namesPeople }: { workshop: Workshop; namesPeople: boolean },
	sender: Sender,
): Promise<string | null> {
	const listed: ListedPractice[] = []
	for (const { id, version } of await deps.practices.ofWorkshop(workshop.id)) {
		const found = version > 0 ? await deps.practices.listed(id) : null
		if (found && (namesPeople || !namesSomebody(found))) listed.push(found)
	}
	if (listed.length === 0) return null
	const pieces: string[] = []
	for await (const piece of writeFile(deps, listed, { ...sender, about: 'nothing' })) pieces.push(piece)
	return pieces.join('')
}

function namesSomebody({ practice: { facts } }: ListedPractice): boolean {
	return facts.contact !== undefined || facts.contributors.some(({ name }) => name !== '')
}

/**
 * Yields the pieces of a file. It ends before the size or number of practices that another server
 * would refuse; `next` is then the position at which the next file begins (EXCH1). The last file
 * has the notices about these practices, or about all for null (RETURN4).
 */
async function* writeFile(
	deps: WriteDeps,
	all: AsyncIterable<ListedPractice> | Iterable<ListedPractice>,
	sender: Sender & { about: PracticeId | 'nothing' | null },
): AsyncGenerator<string> {
	const head = { format: EXCHANGE_FORMAT, schema: EXCHANGE_SCHEMA, exportedAt: sender.now }
	yield `${JSON.stringify(head).slice(0, -1)},"practices":[`
	let last: PracticePosition | null = null
	let [count, bytes] = [0, 0]
	for await (const listed of all) {
		const signed = await signedBy(deps, listed, sender)
		const pictures = signed.pictures ?? (await readImageCopies(deps.images, listed.practice))
		const json = JSON.stringify({ ...signed, ...(Object.keys(pictures).length > 0 && { pictures }) })
		bytes += Buffer.byteLength(json) + 1
		if (count === LIMITS.maxExchangedPractices || (last && bytes > LIMITS.maxExchangeBytes - 1024)) {
			yield `],"next":"${last ? toCursor(last) : ''}"}`
			return
		}
		yield count === 0 ? json : `,${json}`
		last = listed.practice
		count++
	}
	yield ']'
	const { about, isUrlSet } = sender
	if (about !== 'nothing') {
		const maxChars = (LIMITS.maxExchangeBytes - 1024 - bytes) / 3
		const options = { url: isUrlSet ? sender.url : null, practice: about, maxChars }
		const notices = await readFileNotices(deps, options)
		if (notices.length > 0) yield `,"notices":${JSON.stringify(notices)}`
	}
	yield '}'
}

async function* selected(
	practices: ExchangeDeps['practices'],
	{ reader, only, before }: Selection,
): AsyncGenerator<ListedPractice> {
	if (only) {
		yield only
		return
	}
	for (let last = before; ; ) {
		const batch = await practices.published(reader, BATCH, last)
		yield* batch
		last = batch.at(-1)?.practice ?? null
		if (batch.length < BATCH) return
	}
}
