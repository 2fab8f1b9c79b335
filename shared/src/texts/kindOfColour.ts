import type { CardKind } from '../domain/BoardContent.ts'

/**
 * The kind that a sticky note's colour usually stands for, by the colour's name, in addition to our
 * own colours.
 */
const KINDS_BY_NAME: readonly [RegExp, CardKind][] = [
	[/red|pink|orange|红|粉|橙|roj|ros|naranja|roug/i, 'obstacle'],
	[/green|绿|verde|vert/i, 'solution'],
	[/blue|cyan|蓝|青|azul|cian|bleu/i, 'case'],
	[/violet|purple|紫|violeta|morado/i, 'question'],
]
/** The kind by hue, in degrees. Yellow, the colour of plain notes, stands for no kind. */
const KINDS_BY_HUE: readonly [from: number, to: number, CardKind][] = [
	[0, 42, 'obstacle'],
	[70, 170, 'solution'],
	[170, 255, 'case'],
	[255, 320, 'question'],
	[320, 361, 'obstacle'],
]
const MAX_NAME_LETTERS = 60
/** The chroma below which a colour counts as grey. */
const MIN_CHROMA = 0.08

/**
 * Returns the kind that a colour stands for, by its name or as `#rrggbb`; undefined for grey,
 * yellow and unknown colours.
 */
export function kindOfColour(colour: string): CardKind | undefined {
	const name = colour.slice(0, MAX_NAME_LETTERS)
	const [, red, green, blue] = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})(?:[\da-f]{2})?$/i.exec(name.trim()) ?? []
	if (red === undefined || green === undefined || blue === undefined)
		return KINDS_BY_NAME.find(([pattern]) => pattern.test(name))?.[1]
	const hue = hueOf([red, green, blue].map((part) => Number.parseInt(part, 16) / 255) as [number, number, number])
	return hue === null ? undefined : KINDS_BY_HUE.find(([from, to]) => hue >= from && hue < to)?.[2]
}

/** Returns the hue of a colour in degrees; null for grey. */
function hueOf([red, green, blue]: readonly [number, number, number]): number | null {
	const most = Math.max(red, green, blue)
	const chroma = most - Math.min(red, green, blue)
	if (chroma < MIN_CHROMA) return null
	if (most === red) return (((green - blue) / chroma) * 60 + 360) % 360
	return most === green ? ((blue - red) / chroma) * 60 + 120 : ((red - green) / chroma) * 60 + 240
}
