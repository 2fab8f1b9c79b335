import {
	EXCHANGE_FORMAT,
	EXCHANGE_SCHEMA,
	type ExchangeFile,
	LIMITS,
	type SignedPractice,
	type Workshop,
} from '@charrette/shared'
import type { ListedPractice, PracticeReader } from '../../ports/PracticeStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'

/** Who writes the file: the address under which this server is reached. */
interface Sender {
	url: string
	now: number
}

/** A practice, signed by this server, or as its own server signed it, with this server added to its way (EXCH1). */
export async function signedBy(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	{ practice, origin }: ListedPractice,
	{ url, now }: Sender,
): Promise<SignedPractice> {
	const received = origin && (await deps.practices.signed(practice.id))
	if (received) return { ...received, via: [...received.via, { url, at: now }].slice(-50) }
	return {
		practice: { ...practice },
		server: { url, key: deps.signingKey.publicKey },
		signature: deps.signingKey.sign(practice),
		via: [],
	}
}

/** An exchange file of what this server published and the reader sees, or of one practice. */
export async function writeExchangeFile(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	{ reader, only }: { reader: PracticeReader; only?: ListedPractice },
	sender: Sender,
): Promise<ExchangeFile> {
	const listed = only ? [only] : await deps.practices.published(reader, LIMITS.maxExchangedPractices, null)
	return fileOf(deps, listed, sender)
}

/**
 * An exchange file of what a workshop published; null if it published nothing. `namesPeople: false` leaves out whole
 * practices that name somebody: what is signed cannot be shortened.
 */
export async function writeWorkshopFile(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	{ workshop, namesPeople }: { workshop: Workshop; namesPeople: boolean },
	sender: Sender,
): Promise<ExchangeFile | null> {
	const listed: ListedPractice[] = []
	for (const { id, version } of await deps.practices.ofWorkshop(workshop.id)) {
		const found = version > 0 ? await deps.practices.listed(id) : null
		if (found && (namesPeople || !namesSomebody(found))) listed.push(found)
	}
	return listed.length > 0 ? fileOf(deps, listed, sender) : null
}

function namesSomebody({ practice: { facts } }: ListedPractice): boolean {
	return facts.contact !== undefined || facts.contributors.some(({ name }) => name !== '')
}

async function fileOf(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	listed: readonly ListedPractice[],
	sender: Sender,
): Promise<ExchangeFile> {
	return {
		format: EXCHANGE_FORMAT,
		schema: EXCHANGE_SCHEMA,
		exportedAt: sender.now,
		practices: await Promise.all(listed.map((one) => signedBy(deps, one, sender))),
	}
}
