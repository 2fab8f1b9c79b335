import {
	type AdoptBody,
	type Adoption,
	type AdoptionBody,
	type AdoptResult,
	type AdoptSimilarBody,
	type BoardId,
	type BoardTranslations,
	type ChangePracticeBody,
	type CityAnswerBody,
	type CityQuestionBody,
	type ExchangeResult,
	type FoundPractices,
	LIMITS,
	type Locale,
	type Practice,
	type PracticeDocument,
	type PracticeId,
	type PracticeReportBody,
	type PracticeReports,
	type PracticeView,
	type PracticeVisibility,
	type PublishedPractice,
	type ReportId,
	type SimilarItems,
	type SimilarTranslationsBody,
	type StartPracticeBody,
	type TranslationsBody,
	type Travels,
	type WorkshopAdoptions,
	type WorkshopPractices,
} from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { fetchFile, type NamedFile } from '../fileTransfer.ts'
import { call, callJson, FILE_ANSWER_MS } from '../http.ts'

/** The access with which a person reads the exchange; null without a workshop. */
export type ExchangeAccess = Credentials | null

/** The filters of a search; a filter without a value is left out. */
export const FILTER_NAMES = [
	'theme',
	'category',
	'sdg',
	'country',
	'language',
	'size',
	'progress',
	'status',
	'year',
] as const
export type FilterName = (typeof FILTER_NAMES)[number]
export interface PracticeSearch {
	text: string
	filters: Partial<Record<FilterName, string>>
	sort: 'relevance' | 'newest' | 'adoptions'
	/** The place of the practices (`readPlace`). */
	place?: string
	/** Whether the facets have the places of the practices. */
	withPlaces?: boolean
	/** The text that is searched for as it is, although words of it are unknown. */
	exact?: string
}

const tokenOf = (access: ExchangeAccess) => (access ? { token: access.token } : {})

/** Searches practices; `cursor` is the one returned with the previous page. */
export function searchPractices(
	access: ExchangeAccess,
	{ text, filters, sort, place, withPlaces, exact }: PracticeSearch,
	{ locale, cursor, signal }: { locale: Locale; cursor: string | null; signal: AbortSignal },
): Promise<FoundPractices> {
	const isExact = text !== '' && exact === text
	const query = new URLSearchParams({
		q: text,
		locale,
		sort,
		...filters,
		...(place && { place }),
		...(withPlaces && { places: '1' }),
		...(isExact && { exact: '1' }),
		...(cursor && { cursor }),
	})
	return callJson(`/api/practices?${query}`, { ...tokenOf(access), signal })
}

/** Fetches the practices that members of a workshop write. */
export function fetchOwnPractices({ workshop, token }: Credentials): Promise<WorkshopPractices> {
	return callJson(`/api/workshops/${workshop}/practices`, { token })
}

export function fetchPractice(access: ExchangeAccess, id: PracticeId): Promise<PracticeView> {
	return callJson(`/api/practices/${id}`, tokenOf(access))
}

/** Fetches one published version, listed or not. */
export function fetchVersion(access: ExchangeAccess, id: PracticeId, version: number): Promise<PublishedPractice> {
	return callJson(`/api/practices/${id}/versions/${version}`, tokenOf(access))
}

export function startPractice(
	{ workshop, token }: Credentials,
	body: StartPracticeBody,
): Promise<{ practice: Practice }> {
	return callJson(`/api/workshops/${workshop}/practices`, { token, body })
}

export function changePractice(
	{ token }: Credentials,
	id: PracticeId,
	body: ChangePracticeBody,
): Promise<{ practice: Practice }> {
	return callJson(`/api/practices/${id}`, { token, body, method: 'PATCH' })
}

/** Uploads a PDF file for a practice. */
export function uploadDocument(
	{ token }: Credentials,
	id: PracticeId,
	file: File,
): Promise<Omit<PracticeDocument, 'title'>> {
	const options = { token, file, contentType: 'application/pdf', answerMs: FILE_ANSWER_MS }
	return callJson(`/api/practices/${id}/documents`, options)
}

/** Submits a practice for review, publishes or withdraws it, or takes back the request for that. */
export function changePracticeState(
	{ token }: Credentials,
	id: PracticeId,
	step: 'submit' | 'cancel' | { reason: string } | { visibility: PracticeVisibility },
): Promise<{ practice: Practice }> {
	const path = `/api/practices/${id}`
	if (typeof step === 'string') return callJson(`${path}/${step}`, { token, body: {} })
	return callJson(`${path}/${'reason' in step ? 'withdraw' : 'publish'}`, { token, body: step })
}

export function reportPractice(access: ExchangeAccess, id: PracticeId, body: PracticeReportBody): Promise<'sent'> {
	return call(`/api/practices/${id}/reports`, { ...tokenOf(access), body }, async () => 'sent' as const)
}

/** Asks the city of a practice. */
export function askCity({ token }: Credentials, id: PracticeId, body: CityQuestionBody): Promise<'sent'> {
	return call(`/api/practices/${id}/questions`, { token, body }, async () => 'sent' as const)
}

/** Answers a question about a practice of the caller's own workshop, or changes the answer. */
export function answerQuestion(
	{ token }: Credentials,
	id: PracticeId,
	question: string,
	body: CityAnswerBody,
): Promise<'sent'> {
	return call(`/api/practices/${id}/questions/${question}/answer`, { token, body }, async () => 'sent' as const)
}

/** Removes a question, with its answer. */
export function removeQuestion({ token }: Credentials, id: PracticeId, question: string): Promise<'removed'> {
	const options = { token, method: 'DELETE' } as const
	return call(`/api/practices/${id}/questions/${question}`, options, async () => 'removed' as const)
}

/** Fetches the open reports of a practice of the caller's own workshop, for facilitators. */
export function fetchReports({ token }: Credentials, id: PracticeId): Promise<PracticeReports> {
	return callJson(`/api/practices/${id}/reports`, { token })
}

export function dismissReport({ token }: Credentials, id: PracticeId, report: ReportId): Promise<'dismissed'> {
	const path = `/api/practices/${id}/reports/${report}`
	return call(path, { token, method: 'DELETE' }, async () => 'dismissed' as const)
}

export function adoptPractice({ token }: Credentials, id: PracticeId, body: AdoptBody): Promise<AdoptResult> {
	return callJson(`/api/practices/${id}/adopt`, { token, body })
}

/** Fetches translations of texts of practices, in as many requests as they need (READ9). */
export async function fetchPracticeTranslations(
	access: ExchangeAccess,
	{ ids, ...body }: TranslationsBody,
): Promise<BoardTranslations> {
	const all: BoardTranslations = { translations: [], pending: [], languages: {}, problem: null }
	for (let start = 0; start < ids.length; start += LIMITS.maxTranslatedPracticeTexts) {
		const part = { ...body, ids: ids.slice(start, start + LIMITS.maxTranslatedPracticeTexts) }
		const answer: BoardTranslations = await callJson('/api/practices/translations', { ...tokenOf(access), body: part })
		all.translations.push(...answer.translations)
		all.pending.push(...answer.pending)
		Object.assign(all.languages, answer.languages)
		all.problem ??= answer.problem
	}
	return all
}

export function fetchAdoptions({ workshop, token }: Credentials): Promise<WorkshopAdoptions> {
	return callJson(`/api/workshops/${workshop}/adoptions`, { token })
}

export function changeAdoption({ token }: Credentials, id: string, body: AdoptionBody): Promise<Adoption> {
	return callJson(`/api/adoptions/${id}`, { token, body, method: 'PATCH' })
}

/** Fetches how ideas travelled from and to the workshop. */
export function fetchTravels({ workshop, token }: Credentials, locale: Locale): Promise<Travels> {
	return callJson(`/api/workshops/${workshop}/travels?${new URLSearchParams({ locale })}`, { token })
}

/** Fetches how ideas travelled as a file: a picture or a table. */
export function fetchTravelFile(
	credentials: Credentials,
	format: 'svg' | 'csv',
	query: { locale: Locale; zone: string },
): Promise<NamedFile> {
	const path = `/api/workshops/${credentials.workshop}/travels.${format}?${new URLSearchParams(query)}`
	return fetchFile(path, credentials, { fallbackName: `travels.${format}` })
}

/** Fetches obstacles and solutions of other boards, and practices, that are similar to a card. */
export function fetchSimilar(
	{ token }: Credentials,
	board: BoardId,
	of: { card: string; locale: Locale },
): Promise<SimilarItems> {
	return callJson(`/api/boards/${board}/similar?${new URLSearchParams(of)}`, { token })
}

/** Fetches translations of what is similar to a card (READ9). */
export function fetchSimilarTranslations(
	{ token }: Credentials,
	board: BoardId,
	body: SimilarTranslationsBody,
): Promise<BoardTranslations> {
	return callJson(`/api/boards/${board}/similar/translations`, { token, body })
}

/**
 * Adopts a solution of another board that is similar to a card, or that addresses an obstacle
 * similar to it.
 */
export function adoptSimilar({ token }: Credentials, board: BoardId, body: AdoptSimilarBody): Promise<AdoptResult> {
	return callJson(`/api/boards/${board}/similar/adopt`, { token, body })
}

/**
 * Fetches an exchange file of one practice, or of all practices that this server published and the
 * caller can see.
 */
export function fetchExchangeFile(credentials: Credentials, practice?: PracticeId): Promise<NamedFile> {
	const path = `/api/exchange${practice ? `?practice=${practice}` : ''}`
	return fetchFile(path, credentials, { fallbackName: 'exchange.json' })
}

export function importExchangeFile({ token }: Credentials, file: File): Promise<ExchangeResult> {
	return callJson('/api/exchange', { token, file, contentType: 'application/json' })
}
