import { foldText } from '@charrette/shared'

/** The options that match what was typed: those that start with it, then those that hold it. */
export function matchOptions(options: readonly string[], typed: string): string[] {
	const wanted = foldText(typed)
	if (wanted === '') return [...options]
	const starting = options.filter((option) => foldText(option).startsWith(wanted))
	const holding = options.filter((option) => !starting.includes(option) && foldText(option).includes(wanted))
	return [...starting, ...holding]
}
