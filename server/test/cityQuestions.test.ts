import { join } from 'node:path'
import {
	type AnswerNotice,
	type CreatedWorkshop,
	type ExchangeFile,
	type ExchangeNotice,
	type ExchangeResult,
	type HostQuestions,
	type JoinResult,
	LIMITS,
	type NoticePage,
	type PracticeView,
	type QuestionId,
	type QuestionNotice,
	type SignedNotice,
	type WorkshopPractices,
} from '@charrette/shared'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSigningKey, newKey, openSigningKey, signNotice } from '../dist/exchange/files/signatures.js'
import { call } from './support/call.ts'
import { freePort } from './support/freePort.ts'
import { type City, KEY, publishAt, startCity } from './support/startCity.ts'
import { startServer } from './support/startServer.ts'

let giver: City
let asker: City
beforeAll(async () => {
	const [one, two] = [await freePort(), await freePort()]
	giver = await startCity(one, two, 'Guangzhou')
	asker = await startCity(two, one, 'Bogotá')
})
afterAll(() => Promise.all([giver.server.stop(), asker.server.stop()]))

const QUESTION = { city: 'Bogotá', name: 'Ana, mobility office', text: 'Who pays for the drivers?' }
const ask = (city: City, id: string, question: object = QUESTION) => city.at(`practices/${id}/questions`, question)
const answer = (id: string, question: string, text: string) =>
	giver.at(`practices/${id}/questions/${question}/answer`, { text })
const remove = (city: City, id: string, question: string) =>
	city.at(`practices/${id}/questions/${question}`, undefined, 'DELETE')
const viewAt = async (city: City, id: string) => (await city.at<PracticeView>(`practices/${id}`)).body
const questionsAt = async (city: City, id: string) => (await viewAt(city, id)).questions
const openAt = async (city: City) =>
	(await city.at<WorkshopPractices>(`workshops/${city.workshop.workshop.id}/practices`)).body.questions
const seenByStrangers = async ({ url }: City, id: string) =>
	(await call<PracticeView>(url, `/api/practices/${id}`)).body.questions
const noticesAt = async ({ url }: City) => (await call<NoticePage>(url, '/exchange/notices.json')).body.notices
const send = async (city: City, notices: readonly SignedNotice[]) => {
	const file = { format: 'charrette.exchange', schema: 2, practices: [], notices }
	return (await city.at<ExchangeResult>('exchange', file)).body.notices
}
/** Returns the notices in the database of a server, each as JSON. */
function storedAt({ server }: City): string[] {
	const database = new Database(join(server.dataDir, 'charrette.db'), { readonly: true })
	try {
		const rows = database.prepare<[], object>('SELECT * FROM exchange_notice').all()
		return rows.map((row) => JSON.stringify(row))
	} finally {
		database.close()
	}
}
/** Returns whether a server still has a text. */
const has = (city: City, text: string) => storedAt(city).some((row) => row.includes(text))

/** Publishes a practice that both servers have, and asks its city from the other one. */
async function publishAndAsk(title: string) {
	const id = await publishAt(giver, title)
	await asker.fetchNow()
	expect((await ask(asker, id)).status).toBe(204)
	await giver.fetchNow()
	const [open] = await questionsAt(giver, id)
	if (!open) throw new Error('the question did not arrive')
	return { id, question: open.id }
}

it('[ASK1] [ASK3] a question and its answer pass between two servers, although each is down for a day', async () => {
	const id = await publishAt(giver, 'Bus school')
	await asker.fetchNow()
	expect(await viewAt(asker, id)).toMatchObject({ questions: [], canAsk: true })
	expect((await ask(asker, id)).status).toBe(204)
	expect(await questionsAt(asker, id)).toMatchObject([{ ...QUESTION, state: 'open', answer: '', isOwn: true }])

	// The asking server is down while the giving one asks.
	await asker.server.end()
	for (const failures of [1, 2, 3]) expect(await giver.fetchNow()).toMatchObject({ outcome: 'failed', failures })
	await asker.server.restart()
	expect(await giver.fetchNow()).toMatchObject({ notices: 1, failures: 0 })
	expect(await openAt(giver)).toEqual({ [id]: 1 })
	const [open] = await questionsAt(giver, id)
	expect(open).toMatchObject({ ...QUESTION, state: 'open', server: asker.url, isOwn: false })
	// Nobody else reads it before it is answered.
	expect(await seenByStrangers(giver, id)).toEqual([])

	expect((await answer(id, open?.id ?? '', 'The city does.')).status).toBe(204)
	expect(await openAt(giver)).toEqual({})
	await giver.server.end()
	expect(await asker.fetchNow()).toMatchObject({ outcome: 'failed' })
	await giver.server.restart()
	expect(await asker.fetchNow()).toMatchObject({ notices: 1 })
	const shown = { ...QUESTION, state: 'answered', answer: 'The city does.', answeredAt: expect.any(Number) }
	for (const city of [giver, asker]) expect(await questionsAt(city, id)).toMatchObject([shown])
	expect(await seenByStrangers(giver, id)).toMatchObject([shown])
	expect(await (await fetch(`${giver.url}/practices/${id}?lang=en`)).text()).toContain('The city does.')

	// A corrected answer replaces the first one.
	await answer(id, open?.id ?? '', 'The region does.')
	await asker.fetchNow()
	expect(await questionsAt(asker, id)).toMatchObject([{ ...shown, answer: 'The region does.' }])
}, 240_000)

it('[ASK1] members of other workshops ask; strangers, projectors and the practice’s own workshop cannot', async () => {
	const id = await publishAt(giver, 'Night market')
	expect((await call(giver.url, `/api/practices/${id}/questions`, { body: QUESTION })).status).toBe(401)
	expect((await ask(giver, id)).status).toBe(403)
	expect((await viewAt(giver, id)).canAsk).toBe(false)
	const other = await call<CreatedWorkshop>(giver.url, '/api/workshops', { token: KEY, body: { title: 'Other' } })
	const { workshop, token } = other.body
	const joined = await call<JoinResult>(giver.url, '/api/join', {
		body: { code: workshop.joinCode, name: 'Li', city: 'Wuhan' },
	})
	const asMember = (question: object) =>
		call(giver.url, `/api/practices/${id}/questions`, { token: joined.body.token, body: question })
	for (const wrong of [
		{ ...QUESTION, text: ' ' },
		{ ...QUESTION, city: '' },
		{ ...QUESTION, text: 'x'.repeat(1001) },
	])
		expect((await asMember(wrong)).status).toBe(400)
	expect((await asMember({ city: 'Wuhan', text: 'How long?' })).status).toBe(204)
	const [open] = await questionsAt(giver, id)
	expect(open).toMatchObject({ city: 'Wuhan', name: '', text: 'How long?', state: 'open' })
	expect(open).not.toHaveProperty('server')
	expect((await call(giver.url, `/api/practices/${open?.id}`, { token })).status).toBe(404)
	// A question on the practice's own server is not offered before it is answered.
	expect(JSON.stringify(await noticesAt(giver))).not.toContain('How long?')
	await answer(id, open?.id ?? '', 'Two weeks.')
	await asker.fetchNow()
	expect(await questionsAt(asker, id)).toMatchObject([{ city: 'Wuhan', answer: 'Two weeks.', isOwn: false }])
	// Its participants cannot answer, and those of another workshop cannot remove it.
	const path = `/api/practices/${id}/questions/${open?.id}`
	expect((await call(giver.url, path, { token: joined.body.token, method: 'DELETE' })).status).toBe(403)
	const stranger = await call<CreatedWorkshop>(giver.url, '/api/workshops', { token: KEY, body: { title: 'Third' } })
	expect((await call(giver.url, path, { token: stranger.body.token, method: 'DELETE' })).status).toBe(404)
	// The deletion of the workshop that asked takes its question along, on all servers.
	await call(giver.url, `/api/workshops/${workshop.id}`, { token, method: 'DELETE' })
	await asker.fetchNow()
	expect([await questionsAt(giver, id), await questionsAt(asker, id)]).toEqual([[], []])
	expect([has(giver, 'How long?'), has(asker, 'How long?')]).toEqual([false, false])
})

it('[ASK2] a question that is removed goes on both servers, and those who asked learn that it is closed', async () => {
	const { id, question } = await publishAndAsk('Rain street')
	expect((await remove(giver, id, question)).status).toBe(204)
	expect((await remove(giver, id, question)).status).toBe(404)
	expect([await questionsAt(giver, id), await openAt(giver)]).toEqual([[], {}])
	expect(has(giver, QUESTION.text) && JSON.stringify(await noticesAt(giver)).includes('Rain street')).toBe(false)
	await asker.fetchNow()
	const [closed] = await questionsAt(asker, id)
	expect(closed).toMatchObject({ state: 'closed', answer: '' })
	// Those who asked take it back.
	expect((await remove(asker, id, closed?.id ?? '')).status).toBe(204)
	expect(await questionsAt(asker, id)).toEqual([])

	const second = await publishAndAsk('Shade trees')
	await answer(second.id, second.question, 'Planes.')
	await asker.fetchNow()
	const [own] = await questionsAt(asker, second.id)
	await remove(asker, second.id, own?.id ?? '')
	await giver.fetchNow()
	expect(await questionsAt(giver, second.id)).toEqual([])
	expect(await seenByStrangers(giver, second.id)).toEqual([])
})

it('[ASK3] forged, replayed and foreign questions and answers are refused', async () => {
	const { id, question } = await publishAndAsk('Bus corridor')
	const thief = openSigningKey(asker.server.dataDir.replace(/$/, '/uploads.tmp'))
	const sign = (notice: ExchangeNotice) => signNotice(thief, notice, { url: 'https://thief.example' })
	const [asked] = (await noticesAt(asker)).filter(({ notice }) => notice.practice === id)
	if (asked?.notice.kind !== 'question') throw new Error('it offers nothing')
	const { notice } = asked as { notice: QuestionNotice }
	expect(await send(giver, [asked])).toBe(0)
	const forged = (change: object): SignedNotice => ({ ...asked, notice: { ...notice, ...change } as ExchangeNotice })
	expect(await send(giver, [forged({ revision: 9 }), forged({ question: { ...QUESTION, text: 'Else?' } })])).toBe(0)
	const foreign = [{ giver: thief.publicKey }, { practice: 'unknown' }].map((change) =>
		sign({ ...notice, ...change } as ExchangeNotice),
	)
	expect(await send(giver, foreign)).toBe(0)
	// The same id from another key is another question.
	expect(await send(giver, [sign(notice)])).toBe(1)
	const servers = (await questionsAt(giver, id)).map(({ server }) => server)
	expect(new Set(servers)).toEqual(new Set([asker.url, 'https://thief.example']))

	await answer(id, question, 'True.')
	const [answered] = (await noticesAt(giver)).filter(({ notice }) => notice.practice === id)
	if (answered?.notice.kind !== 'answer') throw new Error('it offers no answer')
	const { notice: answering } = answered as { notice: AnswerNotice }
	const untrue = { ...answering, answer: answering.answer && { ...answering.answer, text: 'Untrue.' }, revision: 7 }
	expect(await send(asker, [sign(untrue as ExchangeNotice), { ...answered, notice: untrue as ExchangeNotice }])).toBe(0)
	expect(await send(asker, [answered])).toBe(1)
	expect(await send(asker, [answered])).toBe(0)
	expect(await questionsAt(asker, id)).toMatchObject([{ state: 'answered', answer: 'True.' }])
})

it('[ASK3] answers come in files and pass servers in between, while the practice is public', async () => {
	const { id, question } = await publishAndAsk('School streets')
	await answer(id, question, 'At eight.')
	const file = (await giver.at<ExchangeFile>(`exchange?practice=${id}`)).body
	const between = await startServer()
	const opened = await call<CreatedWorkshop>(between.url, '/api/workshops', { body: { title: 'Between' } })
	await call(between.url, '/api/exchange', { token: opened.body.token, body: file })
	const { token } = opened.body
	const view = await call<PracticeView>(between.url, `/api/practices/${id}`, { token })
	expect(view.body.questions).toMatchObject([{ ...QUESTION, answer: 'At eight.' }])
	const passed = (await call<NoticePage>(between.url, '/exchange/notices.json')).body.notices
	expect(await send(asker, passed)).toBe(1)
	await between.stop()

	// A withdrawn practice takes its questions along, and brings them back with a later version.
	await giver.at(`practices/${id}/withdraw`, {})
	expect(JSON.stringify(await noticesAt(giver))).not.toContain('At eight.')
	await asker.fetchNow()
	expect(has(asker, 'At eight.')).toBe(false)
	await giver.at(`practices/${id}/publish`, { visibility: 'public' })
	await giver.asHost(`practices/${id}/publish`, {})
	await asker.fetchNow()
	expect(await questionsAt(asker, id)).toMatchObject([{ answer: 'At eight.', isOwn: true }])
})

it('[ASK4] questions are bounded, per practice and per server, and the host removes any', async () => {
	const { id, question } = await publishAndAsk('Flood park')
	const thief = openSigningKey(asker.server.dataDir.replace(/$/, '/uploads.tmp'))
	const [asked] = (await noticesAt(asker)).filter(({ notice }) => notice.practice === id)
	const flood = Array.from({ length: 40 }, (_, index) =>
		signNotice(thief, { ...asked?.notice, id: `flood${index}` as QuestionId } as QuestionNotice, { url: null }),
	)
	expect(await send(giver, flood)).toBe(LIMITS.maxOpenCityQuestionsPerKey)
	const { questions } = (await giver.asHost<HostQuestions>('questions')).body
	expect(questions.filter(({ practice }) => practice === id)).toHaveLength(LIMITS.maxOpenCityQuestionsPerKey + 1)
	expect(questions.find((one) => one.id === question)).toMatchObject({ ...QUESTION, title: 'Flood park', answer: '' })
	const asHost = (city: City, ref: string) =>
		call(city.url, `/api/host/practices/${id}/questions/${ref}`, { token: KEY, method: 'DELETE' })
	for (const one of questions.filter(({ practice, id: ref }) => practice === id && ref !== question))
		expect((await asHost(giver, one.id)).status).toBe(204)
	await answer(id, question, 'Every spring.')
	await asker.fetchNow()
	const [own] = await questionsAt(asker, id)
	// The host of the asking server removes it there, for ever.
	expect((await asHost(asker, own?.id ?? '')).status).toBe(204)
	await answer(id, question, 'Every autumn.')
	await asker.fetchNow()
	expect(await questionsAt(asker, id)).toEqual([])
	expect(has(asker, 'Every')).toBe(false)
})

it('[ASK5] a question that the other server does not take is refused there, and those who asked read it', async () => {
	const { id } = await publishAndAsk('Water kiosks')
	const [asked] = (await noticesAt(asker)).filter(({ notice }) => notice.practice === id)
	const thieves = [1, 2, 3].map(() => createSigningKey(newKey()))
	const flood = (name: string, count: number) =>
		thieves.flatMap((key) =>
			Array.from({ length: count }, (_, index) =>
				signNotice(key, { ...asked?.notice, id: `${name}${index}` as QuestionId } as QuestionNotice, { url: null }),
			),
		)
	expect(await send(giver, flood('open', LIMITS.maxOpenCityQuestionsPerKey))).toBe(LIMITS.maxOpenCityQuestions - 1)
	await ask(asker, id, { ...QUESTION, text: 'And in the dry season?' })
	await giver.fetchNow()
	expect(JSON.stringify(await questionsAt(giver, id))).not.toContain('dry season')
	await asker.fetchNow()
	const statesAt = async (city: City) =>
		(await questionsAt(city, id)).filter(({ isOwn }) => isOwn).map(({ state }) => state)
	expect(await statesAt(asker)).toEqual(['open', 'refused'])

	// Nobody else can refuse it, and what was refused is not taken later.
	const refusals = async () => (await noticesAt(giver)).filter(({ notice }) => 'refusal' in notice)
	const [[refusal], [thief]] = [await refusals(), thieves]
	if (refusal?.notice.kind !== 'answer' || !thief) throw new Error('it offers no refusal')
	const [first] = (await questionsAt(asker, id)).map((question) => question.id as QuestionId)
	const untrue = { ...refusal.notice, id: first ?? refusal.notice.id }
	expect(await send(asker, [signNotice(thief, untrue, { url: giver.url }), { ...refusal, notice: untrue }])).toBe(0)
	for (const { id: ref } of await questionsAt(giver, id)) await remove(giver, id, ref)
	await send(giver, await noticesAt(asker))
	expect([Object.keys((await openAt(giver)) ?? {}).includes(id), has(giver, 'dry season')]).toEqual([false, false])
	// Asked again, it is taken.
	const [, refused] = await questionsAt(asker, id)
	await remove(asker, id, refused?.id ?? '')
	await ask(asker, id, { ...QUESTION, text: 'And in the dry season?' })
	await giver.fetchNow()
	expect(await questionsAt(giver, id)).toMatchObject([{ text: 'And in the dry season?', state: 'open' }])

	// Refusals are bounded.
	await send(giver, flood('open again', LIMITS.maxOpenCityQuestionsPerKey))
	await send(giver, flood('refused', LIMITS.maxRefusedCityQuestions / 2))
	// Those that facilitators removed count, too.
	const all = storedAt(giver).filter((row) => row.includes('{\\"refusal')).length
	expect(all).toBeGreaterThan(LIMITS.maxRefusedCityQuestions - LIMITS.maxOpenCityQuestions - 1)
	expect(all).toBeLessThan(LIMITS.maxRefusedCityQuestions)
	await giver.at(`practices/${id}/withdraw`, {})
}, 60_000)

it('[ASK5] a question that nobody can answer any more is closed', async () => {
	const opened = await call<CreatedWorkshop>(giver.url, '/api/workshops', { token: KEY, body: { title: 'Short' } })
	const { workshop, token } = opened.body
	const at: City['at'] = (path, body) => call(giver.url, `/api/${path}`, { token, ...(body && { body }) })
	const id = await publishAt({ ...giver, at, workshop: opened.body }, 'Kept for others')
	await asker.fetchNow()
	await ask(asker, id)
	await call(giver.url, `/api/workshops/${workshop.id}?practices=keep`, { token, method: 'DELETE' })
	await giver.fetchNow()
	expect(await questionsAt(giver, id)).toEqual([])
	await asker.fetchNow()
	expect(await questionsAt(asker, id)).toMatchObject([{ ...QUESTION, state: 'closed' }])
})

it('[ASK4] [PRACTICE6] one person asks so many questions in a day, and a deleted workshop leaves none about its practices', async () => {
	const { id, question } = await publishAndAsk('Silent trams')
	await answer(id, question, 'On rubber wheels.')
	await asker.fetchNow()
	expect(has(asker, 'On rubber wheels.')).toBe(true)
	// One person asks so many questions in a day.
	const states: number[] = []
	for (let index = 0; index < LIMITS.maxCityQuestionsPerReader; index++) states.push((await ask(asker, id)).status)
	expect(states.at(-1)).toBe(429)

	const { workshop } = giver.workshop
	expect((await giver.at(`workshops/${workshop.id}`, undefined, 'DELETE')).status).toBe(204)
	expect([has(giver, 'On rubber wheels.'), has(giver, QUESTION.text)]).toEqual([false, false])
	await asker.fetchNow()
	expect(has(asker, 'On rubber wheels.')).toBe(false)
	expect((await call(asker.url, `/api/practices/${id}`)).status).toBe(404)
})
