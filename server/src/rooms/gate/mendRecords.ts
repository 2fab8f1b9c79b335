import type { Records } from '@charrette/shared'

export interface Mended {
	id: string
	how: 'mended' | 'removed'
}
export function mendRecords(_records: Records, _ids: Iterable<string>): Mended[] {
	return []
}
