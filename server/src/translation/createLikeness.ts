/**
 * Vectors of the texts of boards, by the host's embedding model (MODEL1): texts that mean the same
 * have vectors in the same direction. They are in memory only, under the hash of the text.
 */
import type { ModelProblem, WorkshopId } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { LanguageModel } from '../ports/LanguageModel.ts'
import type { TranslatorAccount } from './createTranslatorAccount.ts'
import { hashOf } from './hashOf.ts'
import { withTimeout } from './withTimeout.ts'

/** Bytes of vectors in memory. @limit server: the least used are asked for again */
const MAX_VECTOR_BYTES = 32 * 2 ** 20
/** How long a vector is kept. */
const KEPT_MS = 60 * 60_000
/** Characters of a text that are compared, as on the device. */
const MAX_COMPARED = 600
/** Texts and characters in one request to the model. */
const [MAX_BATCH_TEXTS, MAX_BATCH_LENGTH] = [32, 10_000]
/** Time that an answer waits for the model. */
const WAIT_MS = 8000

/** A board's texts to compare. */
interface LikenessRequest {
	workshop: WorkshopId
	/** What has one request to the model at a time: a board. */
	place: string
	/** The texts by their ids. */
	texts: ReadonlyMap<string, string>
	/** Whether the texts may go to the model; asked before each request, and before an answer. */
	isAllowed: () => Promise<boolean>
}

interface TextVectors {
	/** A signed byte for each dimension, by the ids of the texts; empty texts have none. */
	vectors: ReadonlyMap<string, Int8Array>
	problem: ModelProblem | null
}

export interface Likeness {
	/** Whether the host names an embedding model. */
	isAvailable: boolean
	/** Returns the vectors of all texts, or a problem and none. */
	read(request: LikenessRequest): Promise<TextVectors>
	/** Forgets the vectors of a deleted workshop. */
	forget(workshop: WorkshopId): void
	/** Resolves once no request is in progress. */
	close(): Promise<void>
}

interface LikenessDeps {
	model: LanguageModel | null
	account: TranslatorAccount
	waitMs?: number
}

/** Creates the vectors of a process. The caller closes them, after the account. */
export function createLikeness({ model, account, waitMs = WAIT_MS }: LikenessDeps): Likeness {
	const embed = model?.embed ?? null
	const running = new Map<string, Promise<void>>()
	const known = new LRUCache<string, Int8Array>({
		maxSize: MAX_VECTOR_BYTES,
		sizeCalculation: (vector) => vector.length,
		ttl: KEPT_MS,
	})

	/** Asks for vectors batch by batch, until a request fails. Never rejects. */
	async function embedAll(request: LikenessRequest, missing: ReadonlyMap<string, string>): Promise<void> {
		if (!embed) return
		try {
			for (const batch of batchesOf([...missing])) {
				if (account.problem('likeness') !== null || !(await request.isAllowed())) return
				const texts = batch.map(([, text]) => text)
				const vectors = await account.request({ texts, send: (signal) => embed(texts, signal) })
				if (!(await request.isAllowed())) return
				for (const [at, [key]] of batch.entries()) known.set(key, toBytes(vectors[at] ?? []))
			}
		} catch (error) {
			account.pauseAfter(error, 'likeness')
		}
	}

	function start(request: LikenessRequest, missing: ReadonlyMap<string, string>): Promise<void> {
		const { place } = request
		const current = running.get(place)
		if (current) return current
		const done = account.limit(() => embedAll(request, missing)).finally(() => running.delete(place))
		running.set(place, done)
		return done
	}

	const keyOf = (workshop: WorkshopId, text: string) => `${workshop} ${hashOf(text)}`

	/** Asks for the vectors of texts until all are known, a request fails, or the time is over. */
	async function waitFor(request: LikenessRequest, texts: Iterable<string>): Promise<void> {
		const wanted = new Map([...texts].map((text) => [keyOf(request.workshop, text), text]))
		const until = Date.now() + waitMs
		let left = Number.POSITIVE_INFINITY
		while (Date.now() < until && account.problem('likeness') === null) {
			const missing = new Map([...wanted].filter(([key]) => !known.has(key)))
			if (missing.size === 0 || missing.size >= left) return
			left = missing.size
			await withTimeout(start(request, missing), until - Date.now())
		}
	}

	async function read(request: LikenessRequest): Promise<TextVectors> {
		const { workshop, isAllowed } = request
		if (!embed) return problemOf('none')
		if (!(await isAllowed())) return problemOf('forbidden')
		const compared = [...request.texts].map(([id, text]) => [id, text.slice(0, MAX_COMPARED).trim()] as const)
		const texts = compared.filter(([, text]) => text !== '')
		await waitFor(
			request,
			texts.map(([, text]) => text),
		)
		if (!(await isAllowed())) return problemOf('forbidden')
		const vectors = new Map<string, Int8Array>()
		for (const [id, text] of texts) {
			const vector = known.get(keyOf(workshop, text))
			if (!vector) return problemOf(account.problem('likeness') ?? 'slow')
			vectors.set(id, vector)
		}
		if (new Set([...vectors.values()].map(({ length }) => length)).size <= 1) return { vectors, problem: null }
		// The model has changed behind its name.
		forget(workshop)
		return problemOf('failed')
	}

	function forget(workshop: WorkshopId): void {
		for (const key of known.keys()) if (key.startsWith(`${workshop} `)) known.delete(key)
	}

	return {
		isAvailable: embed !== null,
		read,
		forget,
		async close() {
			await Promise.all(running.values())
		},
	}
}

const problemOf = (problem: ModelProblem): TextVectors => ({ vectors: new Map(), problem })

/** Returns a vector as bytes: its direction is all that counts. */
function toBytes(vector: readonly number[]): Int8Array {
	const most = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
	return Int8Array.from(vector, (value) => Math.round((value / most) * 127))
}

function batchesOf(texts: readonly [key: string, text: string][]): [key: string, text: string][][] {
	const batches: [string, string][][] = []
	let length = 0
	for (const one of texts) {
		const batch = batches.at(-1)
		length += one[1].length
		if (batch && batch.length < MAX_BATCH_TEXTS && length <= MAX_BATCH_LENGTH) batch.push(one)
		else {
			batches.push([one])
			length = one[1].length
		}
	}
	return batches
}
