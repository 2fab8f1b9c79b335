import type { CreatedWorkshop } from './createWorkshop.ts'

interface PublishedPractice {
	title: string
	city: string
	/** By default everybody on the server sees it. */
	visibility?: 'server' | 'public'
}

/** Publishes a practice of a workshop over the HTTP API; returns its id. */
export async function publishPractice(
	{ id, request }: CreatedWorkshop,
	{ title, city, visibility = 'server' }: PublishedPractice,
): Promise<string> {
	const fields = { title, abstract: 'A single counter answers every application in thirty days.' }
	const begun = await request<{ practice: { id: string } }>(`workshops/${id}/practices`, { locale: 'en', fields })
	const practice = begun.practice.id
	await request(`practices/${practice}`, { facts: { city: { name: city } } }, 'PATCH')
	await request(`practices/${practice}/publish`, { visibility })
	return practice
}
