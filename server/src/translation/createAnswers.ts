/**
 * Answers of the host's language model (MODEL2, MODEL3): asked for once for the same question, kept
 * in memory, and waited for only for a while.
 */
import type { ModelProblem, WorkshopId } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { Purpose, TranslatorAccount } from './createTranslatorAccount.ts'
import { hashOf } from './hashOf.ts'
import { withTimeout } from './withTimeout.ts'

/** Answers of the language model in memory. @limit server: the least used are asked for again */
const MAX_KEPT = 500
/** How long they are kept. */
const KEPT_MS = 60 * 60_000
/** Time that an answer waits for the model. */
const WAIT_MS = 8000

/** What an answer is for. */
export interface AnswerRequest {
	workshop: WorkshopId
	/** What has one request to the model at a time: a board. */
	place: string
	/** Whether the texts may go to the model; asked before the request, and before an answer. */
	isAllowed: () => Promise<boolean>
}

/** A question to the model, and what counts as an answer. */
interface Question<Answer> {
	/** What is sent, by which the answer is kept. */
	data: unknown
	/** What is sent of what people wrote. */
	texts: readonly string[]
	/** Sends it. Throws for an answer that does not count, which is not kept. */
	send(signal: AbortSignal): Promise<Answer>
}

export interface Answers<Answer extends object> {
	read(request: AnswerRequest, question: Question<Answer>): Promise<Answer | ModelProblem>
	/** Forgets the answers about a deleted workshop. */
	forget(workshop: WorkshopId): void
	/** Resolves once no request is in progress. */
	close(): Promise<void>
}

interface AnswersDeps {
	account: TranslatorAccount
	purpose: Purpose
	waitMs?: number | undefined
}

/** Creates the answers of a process for a purpose. The caller closes them, after the account. */
export function createAnswers<Answer extends object>({
	account,
	purpose,
	waitMs = WAIT_MS,
}: AnswersDeps): Answers<Answer> {
	const running = new Map<string, Promise<void>>()
	const known = new LRUCache<string, Answer>({ max: MAX_KEPT, ttl: KEPT_MS })

	/** Asks, and keeps the answer. Never rejects. */
	async function ask(key: string, { isAllowed }: AnswerRequest, { texts, send }: Question<Answer>): Promise<void> {
		try {
			if (account.problem(purpose) !== null || !(await isAllowed())) return
			const answer = await account.request({ texts, send })
			if (await isAllowed()) known.set(key, answer)
		} catch (error) {
			account.pauseAfter(error, purpose)
		}
	}

	return {
		async read(request, question) {
			const { workshop, place, isAllowed } = request
			if (!(await isAllowed())) return 'forbidden'
			const key = `${workshop} ${hashOf(JSON.stringify(question.data))}`
			if (!known.has(key) && !running.has(place)) {
				const done = account.limit(() => ask(key, request, question)).finally(() => running.delete(place))
				running.set(place, done)
			}
			if (!known.has(key)) await withTimeout(running.get(place), waitMs)
			if (!(await isAllowed())) return 'forbidden'
			return known.get(key) ?? account.problem(purpose) ?? 'slow'
		},
		forget(workshop) {
			for (const key of known.keys()) if (key.startsWith(`${workshop} `)) known.delete(key)
		},
		async close() {
			await Promise.all(running.values())
		},
	}
}
