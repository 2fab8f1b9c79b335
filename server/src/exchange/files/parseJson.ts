/** Maximum nesting of an exchange file or feed. Checking deeper JSON would only cost stack. */
const MAX_NESTING = 20

/**
 * Parses JSON. Returns undefined for bytes that are not JSON, and null for JSON that is nested too
 * deeply.
 */
export function parseJson(bytes: Uint8Array): unknown {
	try {
		const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
		return isNestedDeeper(json, MAX_NESTING) ? null : json
	} catch {
		return undefined
	}
}

function isNestedDeeper(json: unknown, depth: number): boolean {
	if (typeof json !== 'object' || json === null) return false
	return depth === 0 || Object.values(json).some((value) => isNestedDeeper(value, depth - 1))
}
