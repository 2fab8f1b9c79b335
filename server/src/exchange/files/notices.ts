/*
 * Notices go the other way than practices (RETURN1 to RETURN4). The server of an adopting city
 * offers its report and its questions, which the server of the practice fetches. That server offers
 * its answers and its withdrawal, for those that have a copy. A server passes on what it has
 * received about the practices of other servers, so that notices pass servers in between as
 * practices do.
 */
import {
	type AdoptionNotice,
	type AnswerNotice,
	LIMITS,
	NOTICES_FORMAT,
	type NoticePage,
	type PracticeId,
	type QuestionNotice,
	type SignedNotice,
} from '@charrette/shared'
import type { OfferedNotice } from '../../ports/PracticeStore.ts'
import type { ExchangeDeps } from '../ExchangeDeps.ts'
import { dropAnswer, refuseQuestion, takesQuestion } from '../questionNotices.ts'
import { signNotice } from './signatures.ts'

/** Notices of a page, and characters after which it ends. @limit exchange: the next page */
const MAX_NOTICES = 200
const MAX_PAGE_CHARS = 1024 * 1024

type NoticeDeps = Pick<ExchangeDeps, 'practices' | 'signingKey'>
type TakingDeps = NoticeDeps & Pick<ExchangeDeps, 'now'>

/** Returns the notices that follow `after`, signed (RETURN1). `url` is as in `signNotice`. */
export async function readNoticePage(
	{ practices, signingKey }: NoticeDeps,
	after: number,
	{ url }: { url: string | null },
): Promise<NoticePage> {
	const offered = await practices.notices(after, MAX_NOTICES + 1)
	const notices: SignedNotice[] = []
	let chars = 0
	let next = after
	for (const one of offered.slice(0, MAX_NOTICES)) {
		const signed = signedOf(signingKey, one, url)
		chars += JSON.stringify(signed).length
		notices.push(signed)
		next = one.seq
		if (chars > MAX_PAGE_CHARS) break
	}
	return { format: NOTICES_FORMAT, notices, next, hasMore: notices.length < offered.length }
}

/** Returns the newest notices for a file, at most this many characters. */
export async function readFileNotices(
	{ practices, signingKey }: NoticeDeps,
	{ url, practice, maxChars }: { url: string | null; practice: PracticeId | null; maxChars: number },
): Promise<SignedNotice[]> {
	const chosen: SignedNotice[] = []
	let chars = 0
	for (const one of await practices.newestNotices(LIMITS.maxNoticesInPage, practice)) {
		const signed = signedOf(signingKey, one, url)
		chars += JSON.stringify(signed).length + 1
		if (chars > maxChars) break
		chosen.push(signed)
	}
	return chosen
}

function signedOf(signingKey: ExchangeDeps['signingKey'], { notice, signed }: OfferedNotice, url: string | null) {
	if (signed) return signed
	// The store has no key for a question that was asked here.
	const isAskedHere = notice.kind === 'answer' && notice.asker === ''
	return signNotice(signingKey, isAskedHere ? { ...notice, asker: signingKey.publicKey } : notice, { url })
}

/**
 * Takes notices whose signatures were checked (RETURN3). Returns the number of new ones.
 */
export async function takeNotices(deps: TakingDeps, all: readonly SignedNotice[]): Promise<number> {
	let news = 0
	for (const signed of all) if (await takeNotice(deps, signed)) news++
	return news
}

async function takeNotice(deps: TakingDeps, signed: SignedNotice): Promise<boolean> {
	const { practices, signingKey } = deps
	const { notice, server } = signed
	if (server.key === signingKey.publicKey || (await practices.isServerBlocked(server.key))) return false
	if (await isFull(deps, signed)) {
		if (notice.kind === 'question' && notice.giver === signingKey.publicKey)
			await refuseQuestion(deps, { ...notice, asker: server.key })
		return false
	}
	if (notice.kind === 'adoption') return takeReport(deps, signed, notice)
	if (notice.kind === 'question') return takeQuestion(deps, signed, notice)
	if (notice.kind === 'answer') return takeAnswer(deps, signed, notice)
	if (!(await practices.saveNotice(signed, { isOffered: true }))) return false
	const listed = await practices.listed(notice.practice)
	// Only the key that published the practice can withdraw it, up to the version of the notice.
	if (listed?.origin?.key === server.key && listed.practice.version <= notice.version) {
		await practices.withdraw([notice.practice])
		await practices.eraseAnswers(notice.practice, server.key)
	}
	return true
}

/** Stores the report of a city, if it is for the server of a practice that is known here. */
async function takeReport(
	{ practices, signingKey }: NoticeDeps,
	signed: SignedNotice,
	{ practice, giver }: AdoptionNotice,
): Promise<boolean> {
	const isOwn = giver === signingKey.publicKey
	const listed = await practices.listed(practice)
	// A practice of this server may be withdrawn, or have outlived its workshop.
	const isKnown = isOwn
		? listed?.origin === null || (await practices.find(practice)) !== null
		: listed?.origin?.key === giver
	return isKnown && practices.saveNotice(signed, { isOffered: !isOwn })
}

/** Stores a question, if it is for the server of a practice that others have (ASK3). */
async function takeQuestion(
	deps: TakingDeps,
	signed: SignedNotice,
	{ id, practice, giver, question }: QuestionNotice,
): Promise<boolean> {
	const { practices, signingKey } = deps
	const listed = await practices.listed(practice)
	const isOwn = giver === signingKey.publicKey
	const isKnown = isOwn ? listed?.origin === null && listed.visibility === 'public' : listed?.origin?.key === giver
	if (!isKnown) return false
	if (!(await practices.saveNotice(signed, { isOffered: !isOwn }))) return false
	if (isOwn && question === null) await dropAnswer(deps, { id, practice, asker: signed.server.key })
	return true
}

/** Stores an answer, if it is from the server of a practice that is known here (ASK3). */
async function takeAnswer(
	{ practices }: NoticeDeps,
	signed: SignedNotice,
	{ practice }: AnswerNotice,
): Promise<boolean> {
	const listed = await practices.listed(practice)
	return listed?.origin?.key === signed.server.key && practices.saveNotice(signed, { isOffered: true })
}

/** Returns whether a new notice would be too many; those that replace others are taken. */
async function isFull(deps: NoticeDeps, { notice, server }: SignedNotice): Promise<boolean> {
	const { practices } = deps
	if (await practices.hasNotice(notice, server.key)) return false
	const { kind, practice } = notice
	if ((await practices.countNotices()) >= LIMITS.maxNotices) return true
	if ((await practices.countNotices({ key: server.key })) >= LIMITS.maxNoticesPerKey) return true
	if (kind === 'adoption') return (await practices.countNotices({ adopted: practice })) >= LIMITS.maxNoticesPerPractice
	return kind === 'question' && !(await takesQuestion(deps, { ...notice, asker: server.key }))
}

/** Returns whether a practice of another server was withdrawn by it, with this version. */
export async function isWithdrawn(
	{ practices }: Pick<NoticeDeps, 'practices'>,
	{ id, version, key }: { id: PracticeId; version: number; key: string },
): Promise<boolean> {
	const withdrawal = await practices.withdrawalOf(id, key)
	return withdrawal !== null && version <= withdrawal.version
}
