/**
 * Machine translations of texts of boards and practices (TRANSLATE1 to TRANSLATE7). A request is
 * answered with what the cache has; what is missing is translated in the background, one request
 * of a board at a time, and the answer waits for it for some seconds. A translation is shown beside
 * its original, which never changes.
 */
import type { BoardTranslations, HostTranslation, HostTranslationTest, WorkshopId } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { TextOwner, TranslationStore } from '../ports/TranslationStore.ts'
import { type Translator, TranslatorError } from '../ports/Translator.ts'
import type { Glossary } from '../search/Glossary.ts'
import type { LanguageDetector } from './createLanguageDetector.ts'
import { MAX_RUNNING, type TranslatorAccount } from './createTranslatorAccount.ts'
import { hashOf } from './hashOf.ts'
import { withTimeout } from './withTimeout.ts'

/** Stored translations (TRANSLATE3). @limit workshop: the oldest are translated again */
const MAX_CACHED = 20_000
/** Stored translations (TRANSLATE3). @limit exchange: the oldest are translated again */
const MAX_PRACTICE_CACHED = 1000
/** Length of a text that is translated. @limit workshop: stays as it is */
const MAX_TEXT_LENGTH = 4000
/** Characters in one request to the translator. */
const MAX_BATCH_LENGTH = 10_000
/** Boards that wait for the translator. */
const MAX_WAITING = 200
/** Time that an answer waits for translations. */
const WAIT_MS = 8000
/** How long a pair of languages, or a text, counts as untranslatable. */
const REFUSED_MS = 10 * 60_000
/** Stored translations of workshops that are kept in memory for searches, and for how long. */
const [MAX_LISTED, LISTED_MS] = [8, 10_000]

/** A text to translate. */
export interface OwnedText {
	text: string
	owner: TextOwner
	/** More text in the same language, since that of a short text is hard to detect. */
	sample?: string
}

export interface TranslationRequest {
	/** What has one request to the translator at a time: a board, or a workshop elsewhere. */
	place: string
	/** What the texts are about, for a language model (TRANSLATE6). */
	theme: string
	/** The texts by their ids. */
	texts: ReadonlyMap<string, OwnedText>
	/** The ids of texts that stay: the reader wrote them, or people translated them (READ5). */
	settled: ReadonlySet<string>
	/** Null for the languages of the texts alone. */
	to: string | null
	/**
	 * Whether the owner's texts may still be translated by machine (READ3). It is asked before each
	 * request to the translator, since texts wait for their language and for others' requests, and
	 * before its answer is stored.
	 */
	isAllowed: (owner: TextOwner) => Promise<boolean>
	/** The address of a reader without a workshop, who has a part of the characters (TRANSLATE7). */
	stranger?: string
	/** How long the answer waits for translations, if not as usual. */
	waitMs?: number
	/** Once it aborts, nothing more is sent for this request. */
	signal?: AbortSignal
}

export interface Translations {
	read(request: TranslationRequest): Promise<BoardTranslations>
	/** Returns the stored translations into a language, by `hashOf` their originals. */
	stored(workshop: WorkshopId, to: string): Promise<ReadonlyMap<string, string>>
	/** Null if the server has no translator. */
	state(): HostTranslation | null
	test(): Promise<HostTranslationTest | null>
	close(): Promise<void>
}

interface TranslationsDeps {
	translator: Translator | null
	translations: TranslationStore
	detector: LanguageDetector
	glossary: Glossary
	account: TranslatorAccount
	waitMs?: number
}

interface Wanted {
	id: string
	owner: TextOwner
	text: string
	from: string
	hash: string
}

/** Texts that are to be translated. */
interface Job extends Pick<TranslationRequest, 'place' | 'theme' | 'isAllowed' | 'stranger' | 'signal'> {
	target: string
	missing: readonly Wanted[]
}

/** Creates the translations of a process. The caller closes them, after the account. */
export function createTranslations(deps: TranslationsDeps): Translations {
	const { translator, translations: store, detector, glossary, account, waitMs = WAIT_MS } = deps
	const running = new Map<string, Promise<void>>()
	const refused = new LRUCache<string, true>({ max: 10_000, ttl: REFUSED_MS })
	const listed = new LRUCache<string, Promise<ReadonlyMap<string, string>>>({ max: MAX_LISTED, ttl: LISTED_MS })

	async function read(asked: TranslationRequest): Promise<BoardTranslations> {
		const { place, texts, settled, to, isAllowed } = asked
		const entries = [...texts]
		const found = await detector.detect(entries.map(([, { text, sample = text }]) => sample))
		const languages = Object.fromEntries(entries.map(([id], at) => [id, found[at] ?? '']).filter(([, known]) => known))
		const target = to === null ? null : baseOf(to)
		const wanted = entries.flatMap(([id, { text, owner }]): Wanted[] => {
			const from = languages[id]
			const isWanted = from && from !== target && !settled.has(id) && text.length <= MAX_TEXT_LENGTH
			return isWanted ? [{ id, owner, text, from, hash: hashOf(text) }] : []
		})
		const untranslated: BoardTranslations = { translations: [], pending: [], languages, problem: null }
		if (!translator || target === null) return untranslated
		let allowed = await onlyAllowed(wanted, isAllowed)
		let known = await cached(target, allowed)
		const missing = missingOf(allowed, known, target)
		if (missing.length > 0 && start({ ...asked, target, missing })) {
			await withTimeout(running.get(place), asked.waitMs ?? waitMs)
			allowed = await onlyAllowed(allowed, isAllowed)
			known = await cached(target, allowed)
		}
		const pending = missingOf(allowed, known, target).map(({ id }) => id)
		return {
			translations: allowed.flatMap((wanted) => {
				const { id, text: original } = wanted
				const one = known.get(keyOf(wanted))
				return one ? [{ id, text: one.text, from: one.source, original, by: 'machine', isStale: false }] : []
			}),
			pending,
			languages,
			problem: pending.length === 0 ? null : account.problem('translation', asked.stranger),
		}
	}

	async function cached(target: string, wanted: readonly Wanted[]) {
		const hashes = [...new Set(wanted.map(({ hash }) => hash))]
		const owners = ownersOf(wanted)
		return new Map((await store.find(owners, target, hashes)).map((one) => [`${one.owner} ${one.hash}`, one]))
	}

	function missingOf(wanted: readonly Wanted[], known: ReadonlyMap<string, unknown>, target: string): Wanted[] {
		return wanted.filter(
			(one) =>
				!known.has(keyOf(one)) && !refused.has(pairKey(one.from, target)) && !refused.has(`${target} ${one.hash}`),
		)
	}

	/** Starts to translate, unless it runs already, and returns whether it runs. */
	function start(job: Job): boolean {
		if (running.has(job.place)) return true
		if (account.problem('translation', job.stranger) !== null || running.size >= MAX_RUNNING + MAX_WAITING) return false
		const done = account.limit(() => translateAll(job)).finally(() => running.delete(job.place))
		running.set(job.place, done)
		return true
	}

	/** Translates texts batch by batch, until one fails. Never rejects. */
	async function translateAll(job: Job): Promise<void> {
		try {
			for (const batch of batchesOf(job.missing)) {
				if (job.signal?.aborted || account.problem('translation', job.stranger) !== null) return
				await translateBatch(job, await onlyAllowed(batch, job.isAllowed))
			}
		} catch (error) {
			account.pauseAfter(error, 'translation')
		}
	}

	/** Translates texts in one language, and stores what can be a translation. */
	async function translateBatch(job: Job, batch: readonly Wanted[]): Promise<void> {
		const { theme, target, stranger, missing, isAllowed } = job
		const from = batch[0]?.from ?? ''
		if (batch.length === 0 || refused.has(pairKey(from, target))) return
		const originals = batch.map(({ text }) => text)
		const languages = { from, to: target }
		const readContext = async () => ({ theme, terms: await glossary.termsIn(originals, languages) })
		const texts = await request({ texts: originals, ...languages, readContext }, stranger)
		if (texts === null) {
			refused.set(pairKey(from, target), true)
			return
		}
		const stored = batch.flatMap(({ hash, text }, at) => {
			const translated = texts[at]?.trim() ?? ''
			if (isPlausible(text, translated)) return [{ hash, source: from, text: translated }]
			refused.set(`${target} ${hash}`, true)
			return []
		})
		// Texts of several owners may be the same, and an owner may have changed meanwhile.
		const wanted = await onlyAllowed(missing, isAllowed)
		for (const owner of ownersOf(wanted)) {
			const hashes = new Set(wanted.filter((one) => one.owner.id === owner.id).map(({ hash }) => hash))
			const own = stored.filter(({ hash }) => hashes.has(hash))
			await store.save(owner, target, own, owner.kind === 'practice' ? MAX_PRACTICE_CACHED : MAX_CACHED)
		}
	}

	async function request(asked: Parameters<Translator['translate']>[0], stranger?: string) {
		if (!translator) return null
		const { texts } = asked
		return account.request({
			texts,
			stranger,
			async send(signal) {
				const answer = await translator.translate(asked, signal)
				if (answer !== null && answer.length !== texts.length)
					throw new TranslatorError('badAnswer', 'The answer has another number of texts.')
				return answer
			},
		})
	}

	/** Lists the stored translations; searches within some seconds share a list. */
	function stored(workshop: WorkshopId, to: string): Promise<ReadonlyMap<string, string>> {
		if (!translator) return Promise.resolve(new Map())
		const target = baseOf(to)
		const key = `${workshop} ${target}`
		const known = listed.get(key)
		if (known) return known
		const list = store.list(workshop, target).then((all) => new Map(all.map(({ hash, text }) => [hash, text])))
		listed.set(key, list)
		list.catch(() => listed.delete(key))
		return list
	}

	return {
		read,
		stored,
		state() {
			return translator && { kind: translator.kind, host: translator.host, ...account.figures() }
		},
		async test() {
			if (!translator) return null
			const begun = performance.now()
			const finish = (translation: string | null, problem: string | null): HostTranslationTest => ({
				...TEST,
				translation,
				problem,
				ms: Math.round(performance.now() - begun),
			})
			try {
				const answer = await request({ texts: [TEST.text], from: 'en', to: TEST.to })
				const [translation = ''] = answer ?? []
				if (answer === null) return finish(null, 'unknownPair')
				return isPlausible(TEST.text, translation) ? finish(translation, null) : finish(null, 'badAnswer')
			} catch (error) {
				return finish(null, error instanceof TranslatorError ? error.reason : 'internal')
			}
		},
		async close() {
			await Promise.all(running.values())
		},
	}
}

const TEST = { text: 'Nobody is in charge of the bus lane.', to: 'es' }

const keyOf = ({ owner, hash }: Wanted) => `${owner.id} ${hash}`
const pairKey = (from: string, to: string) => `${from}|${to}`
const baseOf = (tag: string) => tag.split('-')[0] ?? tag

/** Returns what texts belong to, each owner once. */
function ownersOf(wanted: readonly Wanted[]): TextOwner[] {
	return [...new Map(wanted.map(({ owner }) => [owner.id, owner])).values()]
}

/** Returns the texts whose owners allow machine translation now. */
async function onlyAllowed<One extends Wanted>(
	wanted: readonly One[],
	isAllowed: TranslationRequest['isAllowed'],
): Promise<One[]> {
	const owners = ownersOf(wanted)
	const answers = await Promise.all(owners.map(isAllowed))
	const allowed = new Set(owners.filter((_, at) => answers[at]).map(({ id }) => id))
	return wanted.filter(({ owner }) => allowed.has(owner.id))
}

/** Returns texts of one language a batch, each text once. */
function batchesOf(wanted: readonly Wanted[]): Wanted[][] {
	const distinct = [...new Map(wanted.map((one) => [one.hash, one])).values()]
	const batches: Wanted[][] = []
	for (const from of new Set(distinct.map((one) => one.from))) {
		let [batch, length]: [Wanted[], number] = [[], 0]
		for (const one of distinct.filter((other) => other.from === from)) {
			if (batch.length > 0 && length + one.text.length > MAX_BATCH_LENGTH) {
				batches.push(batch)
				;[batch, length] = [[], 0]
			}
			batch.push(one)
			length += one.text.length
		}
		batches.push(batch)
	}
	return batches
}

/**
 * Returns whether an answer can be a translation: not empty, not far longer than the original, and
 * no markup that the original did not have.
 */
function isPlausible(original: string, translated: string): boolean {
	const hasMarkup = (text: string) => /<\/?[a-z][^>]*>/iu.test(text)
	if (translated === '' || translated.includes('\0')) return false
	return translated.length <= 8 * original.length + 200 && (hasMarkup(original) || !hasMarkup(translated))
}
