import type { ErrorBody, Joined, OpenedWorkshop, OpenWorkshopBody } from '@charrette/shared'

/** What a call to the API answers: its status, its headers, and its body as JSON where it is JSON. */
export interface Answer<Body> {
	status: number
	headers: Headers
	text: string
	body: Body
}

/** One call: `body` goes as JSON, `raw` as it is, `bytes` as a picture. */
export interface CallOptions {
	token?: string
	method?: string
	body?: unknown
	raw?: string
	bytes?: Uint8Array<ArrayBuffer>
}

/** Calls the API of the server at `url`. */
export async function call<Body = ErrorBody>(
	url: string,
	path: string,
	options: CallOptions = {},
): Promise<Answer<Body>> {
	const { token, body, bytes } = options
	const sent = bytes ?? options.raw ?? (body === undefined ? null : JSON.stringify(body))
	const headers = {
		...(sent === null ? {} : { 'Content-Type': bytes ? 'image/png' : 'application/json' }),
		...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
	}
	const method = options.method ?? (sent === null ? 'GET' : 'POST')
	const response = await fetch(url + path, { method, headers, body: sent })
	const text = await response.text()
	const isJson = response.headers.get('Content-Type')?.startsWith('application/json') ?? false
	return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}

/** Opens a workshop with two groups, unless told otherwise. */
export async function openWorkshop(url: string, wish: Partial<OpenWorkshopBody> = {}): Promise<OpenedWorkshop> {
	const body = { title: 'Urban innovation', cities: ['Bogotá', 'Wuhan', 'Dakar'], groups: 2, ...wish }
	return (await call<OpenedWorkshop>(url, '/api/workshops', { body })).body
}

/** Somebody joins. */
export async function join(url: string, code: string, name: string, city = 'Bogotá'): Promise<Joined> {
	return (await call<Joined>(url, '/api/join', { body: { code, name, city } })).body
}

/** The secret in the fragment of a link. */
export function secretOf(link: string): string {
	return new URL(link).hash.slice(1)
}
