import type { Coverage } from '@charrette/shared'

/** The coverage of several boards together. */
export function sumCoverage(coverages: readonly Coverage[]): Coverage {
	const sum = (figure: keyof Coverage) => coverages.reduce((total, coverage) => total + coverage[figure], 0)
	return { obstacles: sum('obstacles'), answered: sum('answered'), open: sum('open'), shared: sum('shared') }
}
