import type {
	Adoption,
	AdoptionBody,
	AdoptResult,
	AdoptSimilarBody,
	BoardId,
	ChangePracticeBody,
	ExchangeResult,
	FoundPractices,
	Locale,
	Practice,
	PracticeId,
	PracticeReportBody,
	PracticeReports,
	PracticeView,
	PracticeVisibility,
	PublishedPractice,
	ReportId,
	SimilarItems,
	StartPracticeBody,
	Travels,
	WorkshopAdoptions,
	WorkshopPractices,
} from '@charrette/shared'
import type { Credentials } from '../connection/credentials.ts'
import { fetchFile, type NamedFile } from '../connection/fileTransfer.ts'
import { call, callJson } from '../connection/http.ts'

/** The access with which a person reads the exchange; null without a workshop. */
export type ExchangeAccess = Credentials | null

/** The filters of a search; a filter without a value is left out. */
export const FILTER_NAMES = ['theme', 'category', 'sdg', 'country', 'language', 'size', 'status', 'year'] as const
export type FilterName = (typeof FILTER_NAMES)[number]
export interface PracticeSearch {
	text: string
	filters: Partial<Record<FilterName, string>>
	sort: 'relevance' | 'newest' | 'adoptions'
}

const tokenOf = (access: ExchangeAccess) => (access ? { token: access.token } : {})

/** Searches practices; `cursor` is the one returned with the previous page. */
export function searchPractices(
	access: ExchangeAccess,
	{ text, filters, sort }: PracticeSearch,
	{ locale, cursor, signal }: { locale: Locale; cursor: string | null; signal: AbortSignal },
): Promise<FoundPractices> {
	const query = new URLSearchParams({ q: text, locale, sort, ...filters, ...(cursor && { cursor }) })
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

/** Submits a practice for review, publishes it or withdraws it. */
export function changePracticeState(
	{ token }: Credentials,
	id: PracticeId,
	step: 'submit' | 'withdraw' | { visibility: PracticeVisibility },
): Promise<{ practice: Practice }> {
	const path = `/api/practices/${id}`
	if (typeof step === 'string') return callJson(`${path}/${step}`, { token, body: {} })
	return callJson(`${path}/publish`, { token, body: step })
}

export function reportPractice(access: ExchangeAccess, id: PracticeId, body: PracticeReportBody): Promise<'sent'> {
	return call(`/api/practices/${id}/reports`, { ...tokenOf(access), body }, async () => 'sent' as const)
}

/** Fetches the open reports of a practice of the caller's own workshop, for facilitators. */
export function fetchReports({ token }: Credentials, id: PracticeId): Promise<PracticeReports> {
	return callJson(`/api/practices/${id}/reports`, { token })
}

export function dismissReport({ token }: Credentials, id: PracticeId, report: ReportId): Promise<'dismissed'> {
	const path = `/api/practices/${id}/reports/${report}`
	return call(path, { token, method: 'DELETE' }, async () => 'dismissed' as const)
}

export function adoptPractice(
	{ token }: Credentials,
	id: PracticeId,
	body: { board: BoardId; locale: Locale },
): Promise<AdoptResult> {
	return callJson(`/api/practices/${id}/adopt`, { token, body })
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
export function fetchSimilar({ token }: Credentials, board: BoardId, card: string): Promise<SimilarItems> {
	return callJson(`/api/boards/${board}/similar?${new URLSearchParams({ card })}`, { token })
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
