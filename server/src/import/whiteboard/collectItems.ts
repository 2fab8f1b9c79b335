const MAX_DEPTH = 3
/** Types of what contains items. */
const CONTAINERS: readonly unknown[] = ['board', 'mural', 'cursor-list']

type RawItem = Record<string, unknown>

/**
 * Returns the items in the answers of an API: pages (`data`, `value`), lists of pages, or lists
 * that were joined to one object. What has an id and a type, or ends, is an item.
 */
export function collectItems(json: unknown): RawItem[] {
	const found: RawItem[] = []
	collect(json, found, 0)
	return found
}

function collect(value: unknown, found: RawItem[], depth: number): void {
	if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return
	if (!Array.isArray(value) && isItem(value)) found.push(value)
	else for (const inner of Object.values(value)) collect(inner, found, depth + (Array.isArray(value) ? 0 : 1))
}

function isItem(value: object): value is RawItem {
	if (!('id' in value)) return false
	return 'startItem' in value || ('type' in value && !CONTAINERS.includes(value.type))
}
