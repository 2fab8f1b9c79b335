import type { TFunction } from 'i18next'

/** What somebody is called at a board, by what their presence says: their name, or a word where it is hidden or there is none. */
export function personName(meta: Record<string, unknown>, t: TFunction<['board', 'app']>): string {
	const name = String(meta['name'] ?? '')
	return name || t(meta['role'] === 'participant' ? 'app:people.somebody' : 'app:people.facilitator')
}
