/** The limits of a list of names. */
export interface NameLimits {
	maxLength: number
	maxNames: number
}

/**
 * Adds what was typed or pasted to a list of names: one a line, or separated by commas, semicolons or tabs (Chinese ones
 * included). Names that are there already, whatever their case, are left out; the list keeps to its limits.
 */
export function addNames(names: readonly string[], typed: string, limits: NameLimits): string[] {
	const added = [...names]
	const known = new Set(names.map((name) => name.toLowerCase()))
	for (const piece of typed.split(/[\r\n\t,;，、；]+/)) {
		const name = piece.trim().replace(/\s+/g, ' ').slice(0, limits.maxLength)
		if (name === '' || known.has(name.toLowerCase()) || added.length >= limits.maxNames) continue
		known.add(name.toLowerCase())
		added.push(name)
	}
	return added
}

/** Whether the text holds more than one name, so that it need not wait for Enter. */
export function hasSeparator(typed: string): boolean {
	return /[\r\n\t,;，、；]/.test(typed)
}
