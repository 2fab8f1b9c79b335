/*
 * Questions to the city of a practice (ASK1 to ASK4). A question of another server, and the answers
 * to those, are notices between the servers (files/notices.ts).
 */
import {
	type CityQuestion,
	createId,
	type ExchangeNotice,
	type HostQuestions,
	LIMITS,
	type PracticeId,
	type QuestionId,
	type ShownCityQuestion,
	type WorkshopId,
} from '@charrette/shared'
import { AppError } from '../errors.ts'
import type { ListedPractice, StoredNotice } from '../ports/PracticeStore.ts'
import { mayTranslate, type Requester } from '../workshops/access.ts'
import { type ExchangeDeps, refOf, requireOwnPractice } from './ExchangeDeps.ts'

/** Questions of all practices that the host sees, the newest ones. @limit exchange: not shown */
const MAX_HOST_QUESTIONS = 200

type QuestionDeps = Pick<ExchangeDeps, 'practices' | 'now'>

/** A question, with what became of it. */
interface StoredQuestion extends CityQuestion, Pick<ShownCityQuestion, 'state' | 'answer' | 'answeredAt'> {
	id: QuestionId
	/** The key of the server on which it was asked, and its address; empty and null for this one. */
	asker: string
	url: string | null
	at: number
	workshop: WorkshopId | null
}

/** Returns the questions about a practice that were not taken back, oldest first. */
export async function readQuestions(
	{ practices }: Pick<ExchangeDeps, 'practices'>,
	practice: PracticeId,
	ownKey: string,
) {
	return joinAnswers(await practices.cityQuestions(practice), ownKey)
}

function joinAnswers(notices: readonly StoredNotice[], ownKey: string): StoredQuestion[] {
	const answers = new Map<string, StoredNotice>()
	for (const one of notices)
		if (one.notice.kind === 'answer') answers.set(subjectOf(one.notice.id, one.notice.asker, ownKey), one)
	const asked = notices.flatMap(({ notice, key, url, workshop }): StoredQuestion[] => {
		if (notice.kind !== 'question') return []
		const subject = subjectOf(notice.id, key, ownKey)
		const answered = answers.get(subject)?.notice
		answers.delete(subject)
		if (!notice.question) return []
		const { city, name, text } = notice.question
		const answer = answered?.kind === 'answer' ? answered.answer : null
		return [
			{
				...{ id: notice.id, asker: key, url, workshop, at: notice.at, city, name, text },
				state: stateOf(answered),
				answer: answer?.text ?? '',
				answeredAt: answer && answered ? answered.at : null,
			},
		]
	})
	// The answers to questions that this server does not have.
	const unasked = [...answers.values()].flatMap(({ notice, url }): StoredQuestion[] => {
		if (notice.kind !== 'answer' || !notice.answer) return []
		const { question, text: answer } = notice.answer
		const { city, name, text, at } = question
		const asked = { id: notice.id, asker: notice.asker, url, workshop: null, at, city, name, text }
		return [{ ...asked, state: 'answered', answer, answeredAt: notice.at }]
	})
	return [...asked, ...unasked].sort((a, b) => a.at - b.at)
}

/** Returns what became of a question, by its answer if it has one. */
function stateOf(answered: ExchangeNotice | undefined): ShownCityQuestion['state'] {
	if (answered?.kind !== 'answer') return 'open'
	if (answered.answer) return 'answered'
	return answered.refusal === undefined ? 'closed' : 'refused'
}

/** A question is the same only if its server is, too: others can use its id. */
function subjectOf(id: QuestionId, asker: string, ownKey: string): string {
	return refOfQuestion({ id, asker: asker === ownKey ? '' : asker })
}

/** Returns the id of a question for requests, with the key of its server if that is another. */
function refOfQuestion({ id, asker }: Pick<StoredQuestion, 'id' | 'asker'>): string {
	return asker === '' ? id : `${id}.${asker}`
}

/**
 * Returns the questions about a listed practice that a reader may see (ASK2), and whether they may
 * ask.
 */
export async function showQuestions(
	deps: QuestionDeps & Pick<ExchangeDeps, 'signingKey'>,
	requester: Requester | null,
	listed: ListedPractice,
): Promise<{ questions: ShownCityQuestion[]; canAsk: boolean }> {
	const { id } = listed.practice
	const all = await readQuestions(deps, id, deps.signingKey.publicKey)
	const isMember = requester !== null && requester.identity.role !== 'projector'
	const answers = isMember && requester.identity.role === 'facilitator' && refOf(requester.workshop, id) !== null
	const now = deps.now()
	const questions = all.flatMap(({ workshop, asker, url, ...question }): ShownCityQuestion[] => {
		const isOwn = isMember && workshop === requester.workshop.id
		const isSeen = question.state === 'answered' || isOwn || (answers && question.state === 'open')
		if (!isSeen) return []
		const { answeredAt, at } = question
		const shown = { ...question, at: Math.min(at, now), answeredAt: answeredAt && Math.min(answeredAt, now), isOwn }
		return [{ ...shown, id: refOfQuestion({ ...question, asker }), ...(asker !== '' && { server: url ?? asker }) }]
	})
	const canAsk = isMember && refOf(requester.workshop, id) === null && hasReader(listed) && !isFull(all)
	return { questions, canAsk }
}

/**
 * Returns the questions of `showQuestions` with their answers, without those of a workshop that
 * forbids machine translation (READ3).
 */
export async function translatableQuestions(
	deps: ExchangeDeps,
	requester: Requester | null,
	listed: ListedPractice,
): Promise<Pick<ShownCityQuestion, 'id' | 'text' | 'answer'>[]> {
	const { id } = listed.practice
	const { questions } = await showQuestions(deps, requester, listed)
	const forbidden = new Set<string>()
	for (const question of await readQuestions(deps, id, deps.signingKey.publicKey))
		if (question.workshop && !(await mayTranslate(deps, question.workshop))) forbidden.add(refOfQuestion(question))
	return questions.filter((question) => !forbidden.has(question.id))
}

/** Returns whether the practice's city can answer: its workshop may have been deleted. */
export function hasReader({ origin, workshop }: ListedPractice): boolean {
	return origin !== null || workshop !== null
}

/** Returns whether a practice has as many questions as it may have (ASK4). */
export function isFull(all: readonly StoredQuestion[]): boolean {
	const open = all.filter(({ state }) => state === 'open')
	return open.length >= LIMITS.maxOpenCityQuestions || all.length >= LIMITS.maxCityQuestions
}

/**
 * Asks the city of a listed practice, for a member of another workshop (ASK1). Throws
 * `not_allowed`, and `not_now` if too many questions are open.
 */
export async function askCity(
	deps: QuestionDeps & Pick<ExchangeDeps, 'signingKey'>,
	requester: Requester,
	{ listed, question }: { listed: ListedPractice; question: CityQuestion },
): Promise<void> {
	const { practice, origin } = listed
	const isMember = requester.identity.role !== 'projector' && refOf(requester.workshop, practice.id) === null
	if (!isMember || !hasReader(listed)) throw new AppError('not_allowed')
	if (isFull(await readQuestions(deps, practice.id, deps.signingKey.publicKey)))
		throw new AppError('not_now', 'Too many questions about this practice wait for an answer.')
	const { id, version } = practice
	const asked = { practice: id, giver: origin?.key ?? '', version, at: deps.now(), question }
	await deps.practices.ask({ ...asked, id: createId<QuestionId>(), workshop: requester.workshop.id })
}

/**
 * Answers a question about a practice of the requester's workshop, or changes the answer (ASK2).
 * For facilitators. Throws `not_found`.
 */
export async function answerQuestion(
	deps: QuestionDeps & Pick<ExchangeDeps, 'signingKey'>,
	requester: Requester,
	{ id, question: ref, text }: { id: string; question: string; text: string },
): Promise<void> {
	const { id: practice } = await requireOwnPractice(deps, requester, id)
	const found = await requireQuestion(deps, practice, ref)
	await answer(deps, practice, { found, text })
}

/**
 * Removes a question, with its answer, here and on other servers (ASK2). For facilitators of the
 * practice's workshop, or of the one that asked. Throws `not_found`.
 */
export async function removeQuestion(
	deps: QuestionDeps & Pick<ExchangeDeps, 'signingKey'>,
	requester: Requester,
	{ id, question: ref }: { id: string; question: string },
): Promise<void> {
	const practice = id as PracticeId
	const found = await requireQuestion(deps, practice, ref)
	const isAnswering = refOf(requester.workshop, id) !== null
	if (!isAnswering && found.workshop !== requester.workshop.id) throw notFoundError()
	await remove(deps, practice, { found, isAnswering })
}

async function remove(
	deps: QuestionDeps,
	practice: PracticeId,
	{ found, isAnswering }: { found: StoredQuestion; isAnswering: boolean },
): Promise<void> {
	if (found.workshop !== null && !isAnswering) await deps.practices.takeBackQuestion(found.id, deps.now())
	if (await isOwnPractice(deps, practice)) await answer(deps, practice, { found, text: null })
}

async function isOwnPractice({ practices }: QuestionDeps, practice: PracticeId): Promise<boolean> {
	return (await practices.listed(practice))?.origin === null
}

async function answer(
	{ practices, now }: QuestionDeps,
	practice: PracticeId,
	{ found, text }: { found: StoredQuestion; text: string | null },
): Promise<void> {
	const listed = await practices.listed(practice)
	if (!listed) throw notFoundError()
	const { id, asker, city, name, text: asked, at } = found
	await practices.answer({
		...{ id, practice, asker, version: listed.practice.version, at: now() },
		answer: text === null ? null : { question: { city, name, text: asked, at }, text },
	})
}

async function requireQuestion(
	deps: Pick<ExchangeDeps, 'practices' | 'signingKey'>,
	practice: PracticeId,
	ref: string,
): Promise<StoredQuestion> {
	const all = await readQuestions(deps, practice, deps.signingKey.publicKey)
	const found = all.find((question) => refOfQuestion(question) === ref)
	if (!found) throw notFoundError()
	return found
}

function notFoundError(): AppError {
	return new AppError('not_found', 'There is no such question.')
}

/** Returns the newest questions and answers on this server, for its host (ASK4). */
export async function readHostQuestions({
	practices,
	signingKey,
}: Pick<ExchangeDeps, 'practices' | 'signingKey'>): Promise<HostQuestions> {
	const found = await practices.newestQuestions(MAX_HOST_QUESTIONS)
	const titles = new Map(found.map(({ notice, title }) => [notice.practice, title]))
	const questions = [...titles].flatMap(([practice, title]) => {
		const notices = found.filter(({ notice }) => notice.practice === practice)
		return joinAnswers(notices, signingKey.publicKey).map((question) => {
			const { workshop: _, state: __, asker, url, ...shown } = question
			const id = refOfQuestion(question)
			return { ...shown, id, practice, title, ...(asker !== '' && { server: url ?? asker }) }
		})
	})
	return { questions: questions.sort((a, b) => b.at - a.at) }
}

/**
 * Removes a question with its answer, for the host of this server. The answer of another server
 * does not return. Throws `not_found`.
 */
export async function removeForHost(
	deps: QuestionDeps & Pick<ExchangeDeps, 'signingKey'>,
	{ id, question: ref }: { id: string; question: string },
): Promise<void> {
	const practice = id as PracticeId
	const found = await requireQuestion(deps, practice, ref)
	await remove(deps, practice, { found, isAnswering: false })
	const key = (await deps.practices.listed(practice))?.origin?.key
	if (key === undefined) return
	const asker = found.asker || deps.signingKey.publicKey
	await deps.practices.removeAnswer({ id: found.id, asker, key })
}
