/*
 * What the server of a practice does with questions of other servers: it takes them, or sends a
 * refusal back (ASK5). The notices are in files/notices.ts.
 */
import { LIMITS, type PracticeId, type QuestionId, type QuestionNotice } from '@charrette/shared'
import type { StoredNotice } from '../ports/PracticeStore.ts'
import { hasReader, isFull, readQuestions } from './cityQuestions.ts'
import type { ExchangeDeps } from './ExchangeDeps.ts'

type QuestionDeps = Pick<ExchangeDeps, 'practices' | 'now'>

/** The question of another server, by its id and the key of that server. */
interface SentSubject {
	id: QuestionId
	practice: PracticeId
	asker: string
}

/** Returns whether a practice takes a new question of the server with this key (ASK4). */
export async function takesQuestion(
	{ practices, signingKey }: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	{ id, practice, asker: key }: SentSubject,
): Promise<boolean> {
	const listed = await practices.listed(practice)
	if (!listed || !hasReader(listed)) return false
	// What was refused once stays so, since its server has read that.
	if (findAnswer(await practices.cityQuestions(practice), { id, asker: key })) return false
	const all = await readQuestions({ practices }, practice, signingKey.publicKey)
	const open = all.filter(({ state, asker }) => state === 'open' && asker === key)
	return !isFull(all) && open.length < LIMITS.maxOpenCityQuestionsPerKey
}

/**
 * Notes for the server of a question about a practice of this server that the question is not
 * taken, and whether it may be asked again later.
 */
export async function refuseQuestion(
	{ practices, now }: QuestionDeps,
	{ id, practice, asker, question }: SentSubject & Pick<QuestionNotice, 'question'>,
): Promise<void> {
	const listed = await practices.listed(practice)
	if (question === null || listed?.visibility !== 'public') return
	const notices = await practices.cityQuestions(practice)
	const refused = notices.filter(({ notice, key }) => key === '' && notice.kind === 'answer' && !notice.answer)
	if (findAnswer(notices, { id, asker }) || refused.length >= LIMITS.maxRefusedCityQuestions) return
	const refusal = hasReader(listed) ? ({ refusal: 'full' } as const) : {}
	await practices.answer({ id, practice, asker, version: listed.practice.version, at: now(), answer: null, ...refusal })
}

/**
 * Takes back this server's answer to a question of another server that was taken back there. Throws
 * nothing if there is none.
 */
export async function dropAnswer(
	{ practices, now }: QuestionDeps,
	{ id, practice, asker }: SentSubject,
): Promise<void> {
	const own = findAnswer(await practices.cityQuestions(practice), { id, asker })
	if (!own?.answer) return
	await practices.answer({ id, practice, asker, version: own.version, at: now(), answer: null })
}

/** Returns what this server answered to a question of another one; null if it has not. */
function findAnswer(notices: readonly StoredNotice[], { id, asker }: Pick<SentSubject, 'id' | 'asker'>) {
	for (const { notice, key } of notices)
		if (notice.kind === 'answer' && key === '' && notice.id === id && notice.asker === asker) return notice
	return null
}
